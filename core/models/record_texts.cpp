#include "models/record_texts.h"

#include "attribution/token_text.h"
#include "models/sha256.h"

#include <QFile>

#include <algorithm>
#include <bit>

namespace datanet::models {

using namespace Qt::StringLiterals;

struct RecordTexts::Held
{
    QFile file; // mapped, or
    base::Bytes bytes;
    base::ByteView view;
};

namespace {

static_assert(std::endian::native == std::endian::little, "texts are mapped as they are");

constexpr std::array<char, 8> kMagic{'D', 'N', 'T', 'E', 'X', 'T', 'S', '\n'};
constexpr std::uint32_t kTextsFormat = 1;

struct Header
{
    std::array<char, 8> magic = kMagic;
    std::uint32_t format = kTextsFormat;
    std::uint32_t records = 0;
    std::uint64_t textBytes = 0;
};
static_assert(sizeof(Header) == 24);

constexpr std::uint64_t fileBytes(std::uint64_t records, std::uint64_t textBytes)
{
    return sizeof(Header) + records * (base::Digest::kSize + sizeof(std::uint64_t) + sizeof(std::uint32_t))
        + sizeof(std::uint64_t) + textBytes;
}

base::Error damaged()
{
    return {base::ErrorKind::Corrupt, u"the texts of a model are damaged"_s, u"train the model again"_s};
}

template <class T>
void append(base::Bytes &out, const T *values, std::size_t count)
{
    out.append(reinterpret_cast<const char *>(values), static_cast<qsizetype>(count * sizeof(T)));
}

} // namespace

base::Result<RecordTexts> RecordTexts::open(const QString &path, const base::Digest &digest)
{
    auto held = std::make_shared<Held>();
    held->file.setFileName(path);
    if (!held->file.exists())
        return base::fail(base::ErrorKind::NotFound, u"there are no texts of a model at "_s + path);
    if (!held->file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"cannot read "_s + path + u": "_s + held->file.errorString());
    const qint64 size = held->file.size();
    if (size < qint64{sizeof(Header)} || size > kMaximumFileBytes)
        return base::fail(damaged().within(path));
    const uchar *bytes = held->file.map(0, size);
    if (!bytes)
        return base::fail(base::ErrorKind::Io, u"cannot map "_s + path + u": "_s + held->file.errorString());
    held->view = base::ByteView(bytes, size);
    auto texts = over(std::move(held));
    if (texts && texts->digest() != digest)
        return base::fail(damaged().within(path));
    return texts ? texts : base::fail(texts.error().within(path));
}

base::Result<RecordTexts> RecordTexts::fromBytes(base::Bytes bytes)
{
    auto held = std::make_shared<Held>();
    held->bytes = std::move(bytes);
    held->view = held->bytes;
    return over(std::move(held));
}

base::Result<RecordTexts> RecordTexts::over(std::shared_ptr<const Held> held)
{
    const base::ByteView bytes = held->view;
    Header header;
    if (bytes.size() < qsizetype{sizeof header} || bytes.size() > kMaximumFileBytes)
        return base::fail(damaged());
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != kMagic || header.format != kTextsFormat
        || header.textBytes > static_cast<std::uint64_t>(kMaximumFileBytes)
        || fileBytes(header.records, header.textBytes) != static_cast<std::uint64_t>(bytes.size()))
        return base::fail(damaged());

    RecordTexts texts;
    const char *at = bytes.data() + sizeof header;
    texts.m_ids = {at, header.records * base::Digest::kSize};
    at += texts.m_ids.size();
    texts.m_starts = {reinterpret_cast<const std::uint64_t *>(at), header.records + std::size_t{1}};
    at += texts.m_starts.size_bytes();
    texts.m_positions = {reinterpret_cast<const std::uint32_t *>(at), header.records};
    at += texts.m_positions.size_bytes();
    texts.m_text = {at, header.textBytes};
    bool good = texts.m_starts.front() == 0 && texts.m_starts.back() == header.textBytes;
    for (std::size_t i = 0; good && i < header.records; ++i) {
        good = texts.m_starts[i] <= texts.m_starts[i + 1]
            && texts.m_starts[i + 1] - texts.m_starts[i] <= similarity::kMaximumTextBytes
            && (i == 0 || texts.m_positions[i - 1] < texts.m_positions[i]);
    }
    if (!good)
        return base::fail(damaged());
    texts.m_digest = sha256(bytes);
    texts.m_held = std::move(held);
    return texts;
}

base::Digest RecordTexts::recordId(std::uint32_t number) const
{
    base::Digest id;
    std::memcpy(id.data(), m_ids.data() + number * base::Digest::kSize, base::Digest::kSize);
    return id;
}

std::string_view RecordTexts::textAt(std::uint32_t position) const
{
    const auto found = std::ranges::lower_bound(m_positions, position);
    if (found == m_positions.end() || *found != position)
        return {};
    return text(static_cast<std::uint32_t>(found - m_positions.begin()));
}

base::Status RecordTextsBuilder::add(const base::Digest &recordId, std::uint32_t position, std::string_view text)
{
    text = text.substr(0, similarity::kMaximumTextBytes);
    if (!m_positions.empty() && m_positions.back() >= position) {
        return base::fail(base::ErrorKind::Invalid,
                          u"records for a model must come in order of their positions, each once"_s);
    }
    if (fileBytes(m_positions.size() + 1, m_text.size() + text.size())
        > static_cast<std::uint64_t>(RecordTexts::kMaximumFileBytes)) {
        return base::fail(base::ErrorKind::Invalid, u"one contribution has more than 1 GB of text"_s,
                          u"train on smaller contributions"_s);
    }
    m_ids += base::text(recordId.view());
    m_positions.push_back(position);
    m_text += text;
    m_starts.push_back(m_text.size());
    return {};
}

base::Bytes RecordTextsBuilder::finish()
{
    Header header;
    header.records = static_cast<std::uint32_t>(m_positions.size());
    header.textBytes = m_text.size();
    base::Bytes out;
    out.reserve(static_cast<qsizetype>(fileBytes(header.records, header.textBytes)));
    append(out, &header, 1);
    append(out, m_ids.data(), m_ids.size());
    append(out, m_starts.data(), m_starts.size());
    append(out, m_positions.data(), m_positions.size());
    append(out, m_text.data(), m_text.size());
    *this = {};
    return out;
}

} // namespace datanet::models
