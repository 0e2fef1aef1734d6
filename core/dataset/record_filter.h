#pragma once

#include "dataset/field_scanner.h"
#include "dataset/filter_expression.h"
#include "dataset/row_reader.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace datanet::dataset {

// What the working copy says about rows besides what is in them: for is:changed, is:added and finding:RULE.
struct RowMarks
{
    std::vector<Position> changed; // ascending
    std::vector<Position> added; // ascending
    std::vector<std::pair<Position, Position>> addedRanges; // first and last, ascending: every row in them is new
    std::multimap<Position, std::pair<std::string, base::Digest>> findings; // rule, and the record it was said about

    // Costs the number of changes and findings.
    [[nodiscard]] static base::Result<RowMarks> read(RowReader &rows);
};

// Says of rows whether an expression fits them, straight from their canonical bodies. Keeps buffers: one object serves
// a walk over millions of rows; one thread at a time.
class RecordFilter
{
public:
    // marks: needed where the expression asks for them, and then of the rows that are looked at.
    explicit RecordFilter(const FilterExpression &expression, std::shared_ptr<const RowMarks> marks = {});

    // A body that is no record fits nothing.
    [[nodiscard]] bool matches(const RowView &row);

private:
    struct Node; // a node of the expression with its values folded
    [[nodiscard]] static Node prepared(const FilterNode &node);
    [[nodiscard]] bool matches(const Node &node);
    [[nodiscard]] bool compares(const Node &node);
    [[nodiscard]] const std::string &words();
    [[nodiscard]] bool isMarked(const Node &node) const;

    std::shared_ptr<const Node> m_root;
    std::shared_ptr<const RowMarks> m_marks;
    FieldScanner m_fields;
    RowView m_row;
    std::string m_folded;
    std::string m_words;
    bool m_hasWords = false;
};

// The words of a record's texts and numbers, those within lists and objects too, as appendWords writes them, with a
// space and a line feed after each text.
void appendRecordWords(std::string &out, const FieldScanner &fields);

} // namespace datanet::dataset
