#pragma once

#include "curation/check.h"
#include "curation/datanet_rules.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace datanet::curation {

// What records with the same wording must agree on: their label, and the part of the set (a field named "split") they
// are in. The duplicate check knows who is alike and asks here. In order, one thread.
//
// A label is one where the schema names a field for it besides the text, and at most 60 bytes long: an answer in words
// may differ. Memory: 8 bytes a record.
class NeighbourFacts
{
public:
    explicit NeighbourFacts(const DatanetRules &rules);

    [[nodiscard]] static std::vector<Rule> rules();

    // The next record, counted from 0.
    void add(const RecordView &record);
    // Findings about the record added last, whose text is like that of an earlier one.
    void compare(const RecordView &record, std::uint32_t earlier, const Evidence &evidence,
                 std::vector<Finding> &findings) const;

private:
    struct Facts
    {
        std::uint32_t label = 0; // number of its name, 0: none
        std::uint32_t split = 0;
    };
    std::uint32_t numberOf(const RecordView &record, std::string_view field);

    std::string m_labelField;
    QString m_labelName;
    std::vector<Facts> m_records;
    std::vector<std::string> m_names{std::string()};
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

} // namespace datanet::curation
