#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "curation/accepted_origin.h"
#include "curation/compared_text.h"
#include "similarity/bands.h"

#include <QFileDevice>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace datanet::curation {

// Goes up whenever the same record is written with another wording, other shingles or other band keys: pieces of
// before are then made anew.
inline constexpr std::uint32_t kComparisonEdition = 1;

// What a record is looked up by: the keys of its 32 bands, and the first bytes of its id and of its wording's identity.
inline constexpr std::size_t kIdColumn = similarity::kBands;
inline constexpr std::size_t kWordingColumn = similarity::kBands + 1;
inline constexpr std::size_t kColumns = similarity::kBands + 2;

namespace piece {
struct Header;
struct Record;
} // namespace piece

// Accepted records in a row, ready to be looked up: a file that is mapped, or the same bytes in memory. Never changed
// once made. Checksums find damage; everything that leads on to something else is checked as well, so that a forged
// file cannot make reading leave its bounds. Any number of threads.
class AcceptedPiece
{
public:
    // basis: what the piece was made of, as its maker put it. NotFound, Io; Corrupt when it is damaged, of another
    // version or made of something else: then it is to be made again.
    // Opening a file uses the global thread pool; don't hold a lock over it that the pool's threads may want.
    [[nodiscard]] static base::Result<AcceptedPiece> open(const QString &path, const base::Digest &basis);
    [[nodiscard]] static base::Result<AcceptedPiece> fromBytes(base::Bytes bytes, const base::Digest &basis);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_records.size()); }
    [[nodiscard]] const base::Digest &id(std::uint32_t number) const;
    [[nodiscard]] const base::Digest *wording(std::uint32_t number) const; // null: of too few words
    [[nodiscard]] AcceptedOrigin origin(std::uint32_t number) const;
    [[nodiscard]] std::string_view text(std::uint32_t number) const;
    [[nodiscard]] similarity::ShingleView shingles(std::uint32_t number) const;
    // The records that have this key in the column, ascending.
    [[nodiscard]] std::span<const std::uint32_t> withKey(std::size_t column, std::uint32_t key) const;

private:
    friend class AcceptedPieceWriter;
    struct Held;
    struct Column
    {
        std::span<const std::uint32_t> starts; // by the first bits of the key
        std::span<const std::uint32_t> keys; // ascending
        std::span<const std::uint32_t> numbers;
        int shift = 32;
    };

    AcceptedPiece() = default;
    [[nodiscard]] static base::Result<AcceptedPiece> over(std::shared_ptr<const Held> held, const base::Digest &basis);
    [[nodiscard]] bool isConsistent(const piece::Header &header) const;

    std::shared_ptr<const Held> m_held;
    std::span<const piece::Record> m_records;
    std::span<const std::uint64_t> m_textEnds;
    std::span<const std::uint64_t> m_shingleEnds;
    std::string_view m_contributors;
    std::span<const std::uint64_t> m_shingles;
    std::array<Column, kColumns> m_columns;
    std::string_view m_text;
};

// Collects records and makes a piece of them. Memory: about 250 bytes a record, its text, and 8 a shingle. One thread.
class AcceptedPieceWriter
{
public:
    AcceptedPieceWriter();
    ~AcceptedPieceWriter();
    AcceptedPieceWriter(AcceptedPieceWriter &&) noexcept;
    AcceptedPieceWriter &operator=(AcceptedPieceWriter &&) noexcept;

    // Invalid when the contributor's name is too long.
    base::Status add(const base::Digest &id, const AcceptedOrigin &origin, std::string_view text,
                     const ComparedWording &wording);
    // What was shingled before is not shingled again.
    void addAll(const AcceptedPiece &piece);
    [[nodiscard]] std::uint32_t size() const;

    // Write-new, sync, switch. Io.
    base::Status write(const QString &path, const base::Digest &basis) const;
    [[nodiscard]] base::Bytes bytes(const base::Digest &basis) const;

private:
    struct State;
    using Sink = std::function<bool(base::ByteView)>;
    [[nodiscard]] piece::Header header(const base::Digest &basis) const;
    bool writeSections(const piece::Header &header, const Sink &sink) const;

    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
