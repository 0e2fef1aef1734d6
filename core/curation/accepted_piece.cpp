#include "curation/accepted_piece.h"

#include "crypto/digest.h"
#include "curation/accepted_piece_format.h"

#include <QFile>
#include <QtConcurrent>

#include <cstring>

namespace datanet::curation {

using namespace Qt::StringLiterals;

struct AcceptedPiece::Held
{
    QFile file; // mapped, or
    base::Bytes bytes;
    base::ByteView view;
};

namespace {

base::Error damaged(const QString &what)
{
    return {base::ErrorKind::Corrupt, u"a part of the index of accepted records is damaged: "_s + what,
            u"it is made from the datanet's records and will be made again"_s};
}

base::Digest contentDigest(base::ByteView content, bool parallel)
{
    const auto count = (content.size() + piece::kBlockBytes - 1) / piece::kBlockBytes;
    std::vector<base::Digest> blocks(static_cast<std::size_t>(count));
    const auto digest = [&](base::Digest &block) {
        const qsizetype begin = (&block - blocks.data()) * piece::kBlockBytes;
        block = crypto::sha256(content.sliced(begin, std::min(piece::kBlockBytes, content.size() - begin)));
    };
    if (parallel)
        QtConcurrent::blockingMap(blocks, digest);
    else
        std::ranges::for_each(blocks, digest);
    return crypto::sha256(base::ByteView(reinterpret_cast<const char *>(blocks.data()),
                                         static_cast<qsizetype>(blocks.size() * sizeof(base::Digest))));
}

template <class T>
std::span<const T> section(base::ByteView bytes, std::uint64_t begin, std::uint64_t count)
{
    return {reinterpret_cast<const T *>(bytes.data() + begin), static_cast<std::size_t>(count)};
}

template <class Number>
bool climbsTo(std::span<const Number> ends, std::uint64_t last)
{
    return std::ranges::is_sorted(ends) && (ends.empty() ? last == 0 : ends.back() == last);
}

} // namespace

base::Result<AcceptedPiece> AcceptedPiece::open(const QString &path, const base::Digest &basis)
{
    auto held = std::make_shared<Held>();
    held->file.setFileName(path);
    if (!held->file.exists())
        return base::fail(base::ErrorKind::NotFound, u"there is no index at "_s + path);
    if (!held->file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"cannot read "_s + path + u": "_s + held->file.errorString());
    const qint64 size = held->file.size();
    if (size < qint64{sizeof(piece::Header)} || size > piece::kMaximumFileBytes)
        return base::fail(damaged(path + u" has the wrong size"_s));
    const uchar *bytes = held->file.map(0, size);
    if (bytes == nullptr)
        return base::fail(base::ErrorKind::Io, u"cannot map "_s + path + u": "_s + held->file.errorString());
    held->view = base::ByteView(bytes, size);
    return over(std::move(held), basis);
}

base::Result<AcceptedPiece> AcceptedPiece::fromBytes(base::Bytes bytes, const base::Digest &basis)
{
    auto held = std::make_shared<Held>();
    held->bytes = std::move(bytes);
    held->view = held->bytes;
    return over(std::move(held), basis);
}

base::Result<AcceptedPiece> AcceptedPiece::over(std::shared_ptr<const Held> held, const base::Digest &basis)
{
    const base::ByteView bytes = held->view;
    piece::Header header;
    if (bytes.size() < qsizetype{sizeof header})
        return base::fail(damaged(u"it is too short"_s));
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != piece::kMagic || header.format != piece::kFormat || header.comparison != kComparisonEdition)
        return base::fail(damaged(u"it is of another kind or version"_s));
    if (crypto::sha256(bytes.first(offsetof(piece::Header, header))) != header.header)
        return base::fail(damaged(u"the header's checksum is wrong"_s));
    if (header.basis != basis)
        return base::fail(damaged(u"it is of other records"_s));
    constexpr std::uint64_t kMost = piece::kMaximumFileBytes;
    if (header.fileBytes != static_cast<std::uint64_t>(bytes.size()) || header.textBytes > kMost
        || header.shingles > kMost / 8 || header.worded > header.records
        || piece::Layout(header).end != header.fileBytes)
        return base::fail(damaged(u"the sizes in its header do not fit"_s));
    if (contentDigest(bytes.sliced(sizeof header), held->file.isOpen()) != header.content)
        return base::fail(damaged(u"the checksum is wrong"_s));

    const piece::Layout layout(header);
    AcceptedPiece made;
    made.m_records = section<piece::Record>(bytes, layout.records, header.records);
    made.m_textEnds = section<std::uint64_t>(bytes, layout.textEnds, header.records);
    made.m_shingleEnds = section<std::uint64_t>(bytes, layout.shingleEnds, header.records);
    made.m_contributors = {bytes.data() + layout.contributors, header.contributors * piece::kContributorBytes};
    made.m_shingles = section<std::uint64_t>(bytes, layout.shingles, header.shingles);
    made.m_text = {bytes.data() + layout.text, static_cast<std::size_t>(header.textBytes)};
    for (std::size_t i = 0; i < kColumns; ++i) {
        const auto &at = layout.columns[i];
        const int bits = piece::startBits(at.count);
        made.m_columns[i] = {section<std::uint32_t>(bytes, at.starts, (std::uint64_t{1} << bits) + 1),
                             section<std::uint32_t>(bytes, at.keys, at.count),
                             section<std::uint32_t>(bytes, at.numbers, at.count), 32 - bits};
    }
    if (!made.isConsistent(header))
        return base::fail(damaged(u"its content contradicts itself"_s));
    made.m_held = std::move(held);
    return made;
}

// Whoever can forge checksums can still not make reading leave the bounds.
bool AcceptedPiece::isConsistent(const piece::Header &header) const
{
    const auto inColumn = [&](const Column &column) {
        return column.starts.front() == 0 && climbsTo(column.starts, column.keys.size())
            && std::ranges::all_of(column.numbers, [&](std::uint32_t number) { return number < header.records; });
    };
    return climbsTo(m_textEnds, header.textBytes) && climbsTo(m_shingleEnds, header.shingles)
        && std::ranges::all_of(m_records,
                               [&](const piece::Record &record) { return record.contributor < header.contributors; })
        && std::ranges::all_of(m_columns, inColumn);
}

const base::Digest &AcceptedPiece::id(std::uint32_t number) const
{
    return m_records[number].id;
}

const base::Digest *AcceptedPiece::wording(std::uint32_t number) const
{
    return m_records[number].worded != 0 ? &m_records[number].wording : nullptr;
}

AcceptedOrigin AcceptedPiece::origin(std::uint32_t number) const
{
    const piece::Record &record = m_records[number];
    std::string_view name =
        m_contributors.substr(record.contributor * piece::kContributorBytes, piece::kContributorBytes);
    name = name.substr(0, name.find('\0'));
    return {QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), record.contribution, record.position};
}

std::string_view AcceptedPiece::text(std::uint32_t number) const
{
    const std::uint64_t begin = number == 0 ? 0 : m_textEnds[number - 1];
    return m_text.substr(begin, m_textEnds[number] - begin);
}

similarity::ShingleView AcceptedPiece::shingles(std::uint32_t number) const
{
    const std::uint64_t begin = number == 0 ? 0 : m_shingleEnds[number - 1];
    return m_shingles.subspan(begin, m_shingleEnds[number] - begin);
}

std::span<const std::uint32_t> AcceptedPiece::withKey(std::size_t column, std::uint32_t key) const
{
    const Column &at = m_columns[column];
    const auto start = static_cast<std::size_t>(std::uint64_t{key} >> at.shift);
    const auto keys = at.keys.subspan(at.starts[start], at.starts[start + 1] - at.starts[start]);
    const auto same = std::ranges::equal_range(keys, key);
    return at.numbers.subspan(static_cast<std::size_t>(same.begin() - at.keys.begin()), same.size());
}

} // namespace datanet::curation
