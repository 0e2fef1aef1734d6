#pragma once

#include "attribution/suffix_order.h"
#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <memory>
#include <span>
#include <string_view>

namespace datanet::attribution {

// Where records come from: one published contribution (or data version) and the place of these records of it in the
// order of priority over all datanets. Lower comes first; among equals the id decides.
struct Source
{
    base::Digest id;
    std::uint64_t priority = 0;

    bool operator==(const Source &) const = default;
    [[nodiscard]] std::strong_ordering operator<=>(const Source &other) const
    {
        return priority != other.priority ? priority <=> other.priority : id <=> other.id;
    }
};

// One record of a shard.
struct ShardRecord
{
    base::Digest id; // of the record (SHA-256 of its canonical bytes)
    std::uint32_t source = 0; // index into sources()
    std::uint32_t position = 0; // in its source
};

// One immutable part of the text index, in memory or mapped from a file: its records as token numbers, its vocabulary
// and its suffix array. The layout is described in README.md. Opening a file checks both its checksums and everything
// that reading relies on, so a damaged file is Corrupt and is to be built again: it never gives a wrong answer.
// Cheap to copy (shared); any thread.
class TextShard
{
public:
    static constexpr std::int64_t kMaximumFileBytes = std::int64_t{8} << 30;

    // NotFound, Io, or Corrupt.
    [[nodiscard]] static base::Result<TextShard> open(const QString &path);
    // The bytes of such a file, held in memory.
    [[nodiscard]] static base::Result<TextShard> fromBytes(base::Bytes bytes);

    // The bytes of the file; write them with base::files::writeAtomically.
    [[nodiscard]] base::ByteView bytes() const { return m_bytes; }
    // SHA-256 of everything behind the header.
    [[nodiscard]] const base::Digest &contentDigest() const { return m_digest; }

    [[nodiscard]] std::span<const Source> sources() const { return m_sources; }
    [[nodiscard]] std::uint32_t recordCount() const { return static_cast<std::uint32_t>(m_records.size()); }
    [[nodiscard]] const ShardRecord &record(std::uint32_t number) const { return m_records[number]; }
    // The tokens of a record, without its end.
    [[nodiscard]] std::span<const LocalToken> recordTokens(std::uint32_t number) const
    {
        return m_text.subspan(m_starts[number], m_starts[number + 1] - m_starts[number] - 1);
    }
    // The record that holds a position of text().
    [[nodiscard]] std::uint32_t recordAt(std::uint32_t position) const;

    [[nodiscard]] std::uint32_t tokenCount() const { return static_cast<std::uint32_t>(m_order.size()); }
    [[nodiscard]] std::uint32_t vocabularySize() const { return static_cast<std::uint32_t>(m_firsts.size()) - 2; }
    // 1 to vocabularySize().
    [[nodiscard]] std::string_view token(LocalToken token) const
    {
        return m_vocabulary.substr(m_vocabularyStarts[token - 1],
                                   m_vocabularyStarts[token] - m_vocabularyStarts[token - 1]);
    }

    // All records in order, each ended by kRecordEnd.
    [[nodiscard]] std::span<const LocalToken> text() const { return m_text; }
    // The suffix array: positions of tokens in text(), by the text that begins there.
    [[nodiscard]] std::span<const std::uint32_t> order() const { return m_order; }
    // Suffixes that begin with token t are order()[firsts()[t] .. firsts()[t + 1]).
    [[nodiscard]] std::span<const std::uint32_t> firsts() const { return m_firsts; }

    // Whether order() is the suffix array of text(), in linear time; for files from strangers. Corrupt when not.
    [[nodiscard]] base::Status verifyOrder() const;

private:
    struct Held;
    TextShard() = default;
    [[nodiscard]] static base::Result<TextShard> over(std::shared_ptr<const Held> held);

    std::shared_ptr<const Held> m_held;
    base::ByteView m_bytes;
    base::Digest m_digest;
    std::span<const Source> m_sources;
    std::span<const ShardRecord> m_records;
    std::span<const std::uint32_t> m_starts;
    std::span<const std::uint32_t> m_vocabularyStarts;
    std::span<const std::uint32_t> m_firsts;
    std::span<const LocalToken> m_text;
    std::span<const std::uint32_t> m_order;
    std::string_view m_vocabulary;
};

} // namespace datanet::attribution
