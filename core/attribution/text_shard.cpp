#include "attribution/text_shard.h"

#include "attribution/shard_format.h"
#include "crypto/digest.h"

#include <QFile>

#include <algorithm>
#include <cstring>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

struct TextShard::Held
{
    QFile file; // mapped, or
    base::Bytes bytes;
    base::ByteView view;
};

namespace {

base::Error damaged(const QString &what)
{
    return {base::ErrorKind::Corrupt, u"a part of the text index is damaged: "_s + what,
            u"it is made from the records and will be built again"_s};
}

template <class T>
std::span<const T> section(base::ByteView bytes, std::uint64_t begin, std::uint64_t count)
{
    return {reinterpret_cast<const T *>(bytes.data() + begin), static_cast<std::size_t>(count)};
}

// From 0 or more up to last, never falling.
bool climbs(std::span<const std::uint32_t> numbers, std::uint32_t last)
{
    return numbers.front() == 0 && numbers.back() == last && std::ranges::is_sorted(numbers);
}

} // namespace

base::Result<TextShard> TextShard::open(const QString &path)
{
    auto held = std::make_shared<Held>();
    held->file.setFileName(path);
    if (!held->file.exists())
        return base::fail(base::ErrorKind::NotFound, u"there is no text index at "_s + path);
    if (!held->file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"cannot read "_s + path + u": "_s + held->file.errorString());
    const qint64 size = held->file.size();
    if (size < qint64{sizeof(format::Header)} || size > kMaximumFileBytes)
        return base::fail(damaged(path + u" has the wrong size"_s));
    const uchar *bytes = held->file.map(0, size);
    if (!bytes)
        return base::fail(base::ErrorKind::Io, u"cannot map "_s + path + u": "_s + held->file.errorString());
    held->view = base::ByteView(bytes, size);
    auto shard = over(std::move(held));
    if (!shard)
        return base::fail(shard.error().within(path));
    return shard;
}

base::Result<TextShard> TextShard::fromBytes(base::Bytes bytes)
{
    auto held = std::make_shared<Held>();
    held->bytes = std::move(bytes);
    held->view = held->bytes;
    return over(std::move(held));
}

base::Result<TextShard> TextShard::over(std::shared_ptr<const Held> held)
{
    const base::ByteView bytes = held->view;
    format::Header header;
    if (bytes.size() < qsizetype{sizeof header})
        return base::fail(damaged(u"it is too short"_s));
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != format::kMagic || header.format != format::kFormat || header.tokenizer == 0)
        return base::fail(damaged(u"it is of another kind or version"_s));
    if (crypto::sha256(bytes.first(offsetof(format::Header, header))) != header.header)
        return base::fail(damaged(u"the header's checksum is wrong"_s));
    const format::Layout layout(header);
    if (header.fileBytes != static_cast<std::uint64_t>(bytes.size()) || layout.end != header.fileBytes
        || header.records > header.positions || header.positions >= kMaximumShardPositions
        || header.vocabulary > header.positions)
        return base::fail(damaged(u"the sizes in its header do not fit"_s));
    if (crypto::sha256(bytes.sliced(sizeof header)) != header.content)
        return base::fail(damaged(u"the checksum is wrong"_s));

    TextShard shard;
    shard.m_bytes = bytes;
    shard.m_digest = header.content;
    shard.m_sources = section<Source>(bytes, layout.sources, header.sources);
    shard.m_records = section<ShardRecord>(bytes, layout.records, header.records);
    shard.m_starts = section<std::uint32_t>(bytes, layout.starts, header.records + std::uint64_t{1});
    shard.m_vocabularyStarts =
        section<std::uint32_t>(bytes, layout.vocabularyStarts, header.vocabulary + std::uint64_t{1});
    shard.m_firsts = section<std::uint32_t>(bytes, layout.firsts, header.vocabulary + std::uint64_t{2});
    shard.m_text = section<LocalToken>(bytes, layout.text, header.positions);
    shard.m_order = section<std::uint32_t>(bytes, layout.order, header.positions - header.records);
    shard.m_vocabulary = {bytes.data() + layout.vocabulary, header.vocabularyBytes};

    // Whoever can forge checksums can still not make reading leave these bounds.
    const std::uint32_t tokens = header.positions - header.records;
    bool good = climbs(shard.m_starts, header.positions) && climbs(shard.m_firsts, tokens)
        && climbs(shard.m_vocabularyStarts, header.vocabularyBytes);
    for (std::size_t record = 0; good && record < header.records; ++record) {
        good = shard.m_starts[record + 1] > shard.m_starts[record]
            && shard.m_text[shard.m_starts[record + 1] - 1] == kRecordEnd
            && shard.m_records[record].source < header.sources;
    }
    good = good && std::ranges::all_of(shard.m_text, [&](LocalToken t) { return t <= header.vocabulary; })
        && std::ranges::count(shard.m_text, kRecordEnd) == header.records
        && std::ranges::all_of(shard.m_order, [&](std::uint32_t p) { return p < header.positions; });
    if (!good)
        return base::fail(damaged(u"its content contradicts itself"_s));
    shard.m_held = std::move(held);
    return shard;
}

std::uint32_t TextShard::recordAt(std::uint32_t position) const
{
    const auto after = std::ranges::upper_bound(m_starts, position);
    return static_cast<std::uint32_t>(after - m_starts.begin()) - 1;
}

base::Status TextShard::verifyOrder() const
{
    // Burkhardt and Kärkkäinen's check: a permutation whose neighbours are in order by first token and then by the
    // ranks of what follows. A record's end is ranked by its own following text, so ends get ranks by place: they
    // are compared as the text behind them is, which the order of the sorted text must respect.
    std::vector<std::uint32_t> rank(m_text.size() + 1, 0);
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const std::uint32_t position = m_order[i];
        if (m_text[position] == kRecordEnd || rank[position] != 0)
            return base::fail(damaged(u"its suffix array names a position twice"_s));
        rank[position] = static_cast<std::uint32_t>(i) + 1;
    }
    for (LocalToken token = 1; token <= vocabularySize(); ++token) {
        for (std::uint32_t i = m_firsts[token]; i < m_firsts[token + 1]; ++i) {
            if (m_text[m_order[i]] != token)
                return base::fail(damaged(u"its suffix array is not in order"_s));
            if (i == m_firsts[token])
                continue;
            // Record ends have rank 0: before every token. Two suffixes that both end there are equal up to the end
            // of the record, which is all that any question reaches.
            if (rank[m_order[i - 1] + 1] > rank[m_order[i] + 1])
                return base::fail(damaged(u"its suffix array is not in order"_s));
        }
    }
    return {};
}

} // namespace datanet::attribution
