#pragma once

#include "base/bytes.h"
#include "curation/datanet_rules.h"
#include "similarity/similarity_index.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace datanet::curation {

// Where an accepted record came from.
struct AcceptedOrigin
{
    QString contributor; // account, 0x and 40 digits
    std::uint64_t contribution = 0; // id, which is the priority sequence
    std::uint64_t position = 0; // of the record within it
    bool operator==(const AcceptedOrigin &) const = default;
};

// Everything a datanet has accepted so far, ready to be compared with. Add in order of priority: among equals the
// earliest is named. Memory: about 700 bytes and the text a record. Adding is for one thread; once filled, any number
// of threads may ask.
class AcceptedIndex
{
public:
    explicit AcceptedIndex(const DatanetRules &rules);
    ~AcceptedIndex();
    AcceptedIndex(AcceptedIndex &&) noexcept;
    AcceptedIndex &operator=(AcceptedIndex &&) noexcept;

    // Invalid when the body is no record.
    base::Status add(std::string_view canonicalBody, const AcceptedOrigin &origin);

    struct Near
    {
        std::uint32_t number = 0; // in order of adding
        similarity::Ratio similarity;
    };
    // Numbers of records; nothing when there is none such.
    [[nodiscard]] std::optional<std::uint32_t> withId(const base::Digest &id) const;
    [[nodiscard]] std::optional<std::uint32_t> withWording(const base::Digest &wording) const;
    // The most similar one that reaches minimum.
    [[nodiscard]] std::optional<Near> nearest(const similarity::Prepared &text, const similarity::Ratio &minimum) const;

    [[nodiscard]] std::uint32_t size() const;
    // Identifies all of it: the same for the same records with the same origins in the same order.
    [[nodiscard]] base::Digest mark() const;
    [[nodiscard]] const base::Digest &id(std::uint32_t number) const;
    [[nodiscard]] const AcceptedOrigin &origin(std::uint32_t number) const;
    [[nodiscard]] std::string_view text(std::uint32_t number) const; // as compared

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The identity of a text's wording: SHA-256 of its folded words. Nothing for texts of too few words to tell.
[[nodiscard]] std::optional<base::Digest> wordingOf(std::string_view text);

} // namespace datanet::curation
