#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::models {

// The records of one source as they were written, in memory or mapped from a file: answers take spelling and spacing
// from here, because the text index keeps neither. File, all little endian: magic "DNTEXTS\n", u32 format, u32
// records, u64 bytes of text, then record ids (32 bytes each), u64 where each text begins and where the last one ends,
// u32 positions, the texts. Its digest is the SHA-256 of the whole file. Cheap to copy (shared); any thread.
class RecordTexts
{
public:
    static constexpr std::int64_t kMaximumFileBytes = std::int64_t{1} << 30;

    // NotFound, Io, or Corrupt: when the bytes are not those of the digest, or are not such a file.
    [[nodiscard]] static base::Result<RecordTexts> open(const QString &path, const base::Digest &digest);
    [[nodiscard]] static base::Result<RecordTexts> fromBytes(base::Bytes bytes);

    [[nodiscard]] const base::Digest &digest() const { return m_digest; }
    [[nodiscard]] std::uint32_t recordCount() const { return static_cast<std::uint32_t>(m_positions.size()); }
    [[nodiscard]] std::uint64_t textBytes() const { return m_starts.back(); }
    [[nodiscard]] base::Digest recordId(std::uint32_t number) const;
    [[nodiscard]] std::uint32_t position(std::uint32_t number) const { return m_positions[number]; } // ascending
    [[nodiscard]] std::string_view text(std::uint32_t number) const
    {
        return m_text.substr(m_starts[number], m_starts[number + 1] - m_starts[number]);
    }
    // The text of the record at this position; empty if there is none.
    [[nodiscard]] std::string_view textAt(std::uint32_t position) const;

private:
    struct Held;
    RecordTexts() = default;
    [[nodiscard]] static base::Result<RecordTexts> over(std::shared_ptr<const Held> held);

    std::shared_ptr<const Held> m_held;
    base::Digest m_digest;
    std::string_view m_ids;
    std::span<const std::uint64_t> m_starts;
    std::span<const std::uint32_t> m_positions;
    std::string_view m_text;
};

// Makes such a file. One thread at a time.
class RecordTextsBuilder
{
public:
    // Invalid unless positions ascend, or when the file gets too large. Of a text that is longer than the text index
    // reads, only that much is kept.
    base::Status add(const base::Digest &recordId, std::uint32_t position, std::string_view text);
    [[nodiscard]] std::uint64_t textBytes() const { return m_text.size(); }
    [[nodiscard]] base::Bytes finish();

private:
    std::string m_ids;
    std::vector<std::uint64_t> m_starts{0};
    std::vector<std::uint32_t> m_positions;
    std::string m_text;
};

} // namespace datanet::models
