#pragma once

#include "attribution/text_shard.h"
#include "attribution/token_table.h"
#include "attribution/token_text.h"

#include <optional>

namespace datanet::attribution {

// Makes a shard from records in order: sources by priority, records by position. One thread at a time.
class ShardBuilder
{
public:
    // Bytes of text after which the builders of this module begin another shard. Sorting one takes about ten times
    // as much memory.
    static constexpr std::int64_t kPartBytes = 24 << 20;

    // The following records belong to this source. Invalid unless sources come in ascending order.
    base::Status beginSource(const Source &source);
    // Invalid unless positions ascend within the source, or when the shard is full. Only the first
    // similarity::kMaximumTextBytes of the text are read; a text may be empty.
    base::Status add(const base::Digest &recordId, std::uint32_t position, std::string_view text);
    // Records of another shard, without cutting their text again: how shards are merged. `records` ascend.
    base::Status addFrom(const TextShard &shard, std::span<const std::uint32_t> records);

    [[nodiscard]] std::int64_t textBytes() const { return m_textBytes; }
    [[nodiscard]] std::size_t recordCount() const { return m_records.size(); }
    [[nodiscard]] std::size_t positionCount() const { return m_text.size(); }

    // The shard's bytes, ready to be written or opened with TextShard::fromBytes(). The builder is empty afterwards.
    [[nodiscard]] base::Result<base::Bytes> finish();

private:
    base::Status beginRecord(const base::Digest &recordId, std::uint32_t position, std::size_t tokens);

    TokenTable m_vocabulary;
    TokenText m_tokens;
    std::vector<Source> m_sources;
    std::vector<ShardRecord> m_records;
    std::vector<std::uint32_t> m_starts;
    std::vector<LocalToken> m_text; // numbers in order of arrival, from 1
    std::int64_t m_textBytes = 0;
};

} // namespace datanet::attribution
