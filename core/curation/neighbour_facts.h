#pragma once

#include "curation/check.h"
#include "curation/datanet_rules.h"

#include <optional>
#include <string>
#include <vector>

namespace datanet::curation {

// What records with the same wording must agree on: their label, and the part of the set (a field named "split") they
// are in.
struct NeighbourFacts
{
    std::string label; // empty: none
    std::string split;

    bool operator==(const NeighbourFacts &) const = default;
    [[nodiscard]] bool isEmpty() const { return label.empty() && split.empty(); }
    [[nodiscard]] base::Bytes packed() const;
    // Nothing for bytes that packed() did not write.
    [[nodiscard]] static std::optional<NeighbourFacts> unpacked(base::ByteView bytes);
};

// Reads those facts and compares them; who is alike, the duplicate check knows. Any thread.
//
// A label is one where the schema names a field for it besides the text, and at most 60 bytes long: an answer in words
// may differ.
class NeighbourComparison
{
public:
    explicit NeighbourComparison(const DatanetRules &rules);

    [[nodiscard]] static std::vector<Rule> rules();

    [[nodiscard]] NeighbourFacts factsOf(const dataset::FieldScanner &fields) const;
    // Findings about a record whose text is like that of an earlier one.
    void compare(const RecordView &record, const NeighbourFacts &mine, const NeighbourFacts &earlier,
                 const Evidence &evidence, std::vector<Finding> &findings) const;

private:
    std::string m_labelField;
    QString m_labelName;
};

} // namespace datanet::curation
