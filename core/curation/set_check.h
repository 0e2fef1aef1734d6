#pragma once

#include "curation/check.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::curation {

// What a SetCheck learnt of each record, in order; read from front to back.
struct LearntFacts
{
    static constexpr std::size_t kMostBytes = 65'535; // of a record

    std::vector<std::uint16_t> sizes; // by record
    std::string bytes;

    void append(std::string_view facts)
    {
        sizes.push_back(static_cast<std::uint16_t>(facts.size()));
        bytes += facts;
    }
    bool operator==(const LearntFacts &) const = default;
};

// The memo of a SetCheck; none: nothing was learnt of the record.
struct LearntMemo final : Memo
{
    std::string facts; // at most LearntFacts::kMostBytes
};

// A check that compares each record with all others of the set. examine() reads the record, from many threads, and
// makes a LearntMemo; when all records were read, compare() finds, from those facts alone. So after an edit it compares
// again and reads nothing but what was edited. What it finds must not depend on the order of the records or the number
// of threads.
class SetCheck : public Check
{
public:
    struct Found
    {
        std::uint32_t number = 0; // of the record, in order
        Finding finding; // without position and id
    };
    // Ascending by number. Facts that it did not write count as none.
    [[nodiscard]] virtual std::vector<Found> compare(const LearntFacts &facts) const = 0;

protected:
    // As findingOf(), for a record that is known by its number alone.
    [[nodiscard]] static Finding about(const Rule &rule)
    {
        Finding finding;
        finding.rule = rule.id;
        finding.reason = rule.reason;
        finding.severity = rule.severity;
        finding.excludes = rule.excludes;
        return finding;
    }
};

} // namespace datanet::curation
