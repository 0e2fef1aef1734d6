#pragma once

#include "base/bytes.h"
#include "curation/accepted_origin.h"
#include "curation/accepted_piece.h"
#include "curation/datanet_rules.h"
#include "similarity/similarity_index.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

namespace datanet::curation {

// Everything a datanet has accepted so far, ready to be compared with. Add in order of priority: among equals the
// earliest is named. It consists of pieces, in files (accepted_folder.h) or in memory: about 600 bytes and the text a
// record. Adding is for one thread; once filled, any number of threads may ask.
class AcceptedIndex
{
public:
    explicit AcceptedIndex(const DatanetRules &rules);
    ~AcceptedIndex();
    AcceptedIndex(AcceptedIndex &&) noexcept;
    AcceptedIndex &operator=(AcceptedIndex &&) noexcept;

    // Invalid when the body is no record.
    base::Status add(std::string_view canonicalBody, const AcceptedOrigin &origin);
    [[nodiscard]] std::uint32_t addedCount() const; // since the last piece
    // Takes what was added since the last piece, for a file; nothing when nothing was.
    [[nodiscard]] std::optional<AcceptedPieceWriter> takeAdded();
    // The next records. Those added since the last piece come before them.
    void append(AcceptedPiece piece);
    // Leaves records with these ids aside from now on; they keep their numbers.
    void exclude(const std::set<base::Digest> &ids);

    struct Near
    {
        std::uint32_t number = 0; // in order of adding
        similarity::Ratio similarity;
    };
    // Numbers of records; nothing when there is none such.
    [[nodiscard]] std::optional<std::uint32_t> withId(const base::Digest &id) const;
    [[nodiscard]] std::optional<std::uint32_t> withWording(const base::Digest &wording) const;
    // The most similar one that reaches minimum. What is a candidate: similarity/bands.h.
    [[nodiscard]] std::optional<Near> nearest(const similarity::Prepared &text, const similarity::Ratio &minimum) const;

    [[nodiscard]] std::uint32_t size() const; // with those left aside
    [[nodiscard]] const base::Digest &id(std::uint32_t number) const;
    [[nodiscard]] AcceptedOrigin origin(std::uint32_t number) const;
    [[nodiscard]] std::string_view text(std::uint32_t number) const; // as written

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
