#include "attribution/shard_builder.h"

#include "attribution/shard_format.h"
#include "crypto/digest.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

namespace {

base::Error wrongOrder()
{
    return {base::ErrorKind::Invalid, u"records for a text index must come in order of priority and position"_s, {}};
}

base::Error full()
{
    return {base::ErrorKind::Invalid, u"one part of a text index holds too many tokens"_s,
            u"split it into smaller parts"_s};
}

template <class T>
void put(base::Bytes &out, std::uint64_t begin, const T *values, std::size_t count)
{
    if (count > 0)
        std::memcpy(out.data() + begin, values, count * sizeof(T));
}

} // namespace

base::Status ShardBuilder::beginSource(const Source &source)
{
    if (!m_sources.empty() && !(m_sources.back() < source))
        return base::fail(wrongOrder());
    m_sources.push_back(source);
    return {};
}

base::Status ShardBuilder::beginRecord(const base::Digest &recordId, std::uint32_t position, std::size_t tokens)
{
    if (m_sources.empty())
        return base::fail(wrongOrder());
    const auto source = static_cast<std::uint32_t>(m_sources.size() - 1);
    if (!m_records.empty() && m_records.back().source == source && m_records.back().position >= position)
        return base::fail(wrongOrder());
    if (m_text.size() + tokens + 1 >= kMaximumShardPositions)
        return base::fail(full());
    m_starts.push_back(static_cast<std::uint32_t>(m_text.size()));
    m_records.push_back({recordId, source, position});
    return {};
}

base::Status ShardBuilder::add(const base::Digest &recordId, std::uint32_t position, std::string_view text)
{
    m_tokens.assign(text);
    if (auto begun = beginRecord(recordId, position, m_tokens.size()); !begun)
        return begun;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const std::uint32_t number = m_vocabulary.add(m_tokens.folded(i), m_tokens[i].hash);
        if (number == TokenTable::kNone)
            return base::fail(full());
        m_text.push_back(number + 1);
    }
    m_text.push_back(kRecordEnd);
    m_textBytes += static_cast<std::int64_t>(text.size());
    return {};
}

base::Status ShardBuilder::addFrom(const TextShard &shard, std::span<const std::uint32_t> records)
{
    std::vector<LocalToken> numbers(shard.vocabularySize() + std::size_t{1}, kRecordEnd);
    for (const std::uint32_t record : records) {
        const ShardRecord &entry = shard.record(record);
        if (const Source &source = shard.sources()[entry.source]; m_sources.empty() || m_sources.back() != source) {
            if (auto begun = beginSource(source); !begun)
                return begun;
        }
        const auto tokens = shard.recordTokens(record);
        if (auto begun = beginRecord(entry.id, entry.position, tokens.size()); !begun)
            return begun;
        for (const LocalToken token : tokens) {
            if (numbers[token] == kRecordEnd) {
                const std::string_view bytes = shard.token(token);
                const std::uint32_t number = m_vocabulary.add(bytes, tokenHash(bytes));
                if (number == TokenTable::kNone)
                    return base::fail(full());
                numbers[token] = number + 1;
            }
            m_text.push_back(numbers[token]);
            m_textBytes += static_cast<std::int64_t>(shard.token(token).size()) + 1;
        }
        m_text.push_back(kRecordEnd);
    }
    return {};
}

base::Result<base::Bytes> ShardBuilder::finish()
{
    ShardBuilder done;
    std::swap(done, *this);
    const std::uint32_t vocabulary = done.m_vocabulary.size();

    std::vector<std::uint32_t> byBytes(vocabulary);
    std::iota(byBytes.begin(), byBytes.end(), 0u);
    std::ranges::sort(byBytes, {}, [&](std::uint32_t number) { return done.m_vocabulary.token(number); });
    std::vector<LocalToken> ranks(vocabulary + std::size_t{1}, kRecordEnd);
    std::vector<std::uint32_t> vocabularyStarts{0};
    for (std::uint32_t rank = 0; rank < vocabulary; ++rank) {
        ranks[byBytes[rank] + 1] = rank + 1;
        vocabularyStarts.push_back(vocabularyStarts.back()
                                   + static_cast<std::uint32_t>(done.m_vocabulary.token(byBytes[rank]).size()));
    }
    std::vector<std::uint32_t> firsts(vocabulary + std::size_t{2}, 0);
    for (LocalToken &token : done.m_text) {
        token = ranks[token];
        if (token != kRecordEnd)
            ++firsts[token + 1];
    }
    std::partial_sum(firsts.begin(), firsts.end(), firsts.begin());
    done.m_starts.push_back(static_cast<std::uint32_t>(done.m_text.size()));

    auto order = suffixOrder(done.m_text);
    if (!order)
        return base::fail(order.error());

    format::Header header;
    header.tokenizer = kTokenizer;
    header.sources = static_cast<std::uint32_t>(done.m_sources.size());
    header.records = static_cast<std::uint32_t>(done.m_records.size());
    header.positions = static_cast<std::uint32_t>(done.m_text.size());
    header.vocabulary = vocabulary;
    header.vocabularyBytes = vocabularyStarts.back();
    const format::Layout layout(header);
    header.fileBytes = layout.end;

    base::Bytes out(static_cast<qsizetype>(layout.end), Qt::Uninitialized);
    put(out, layout.sources, done.m_sources.data(), done.m_sources.size());
    put(out, layout.records, done.m_records.data(), done.m_records.size());
    put(out, layout.starts, done.m_starts.data(), done.m_starts.size());
    put(out, layout.vocabularyStarts, vocabularyStarts.data(), vocabularyStarts.size());
    put(out, layout.firsts, firsts.data(), firsts.size());
    put(out, layout.text, done.m_text.data(), done.m_text.size());
    put(out, layout.order, order->data(), order->size());
    for (std::uint32_t rank = 0; rank < vocabulary; ++rank) {
        const std::string_view bytes = done.m_vocabulary.token(byBytes[rank]);
        put(out, layout.vocabulary + vocabularyStarts[rank], bytes.data(), bytes.size());
    }
    header.content = crypto::sha256(base::ByteView(out).sliced(sizeof header));
    header.header = crypto::sha256({reinterpret_cast<const char *>(&header), offsetof(format::Header, header)});
    put(out, 0, &header, 1);
    return out;
}

} // namespace datanet::attribution
