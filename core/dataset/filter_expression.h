#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The language in which rows are asked for, on the command line and above the table; README.md has its grammar.
namespace datanet::dataset {

enum class FilterOperator : std::uint8_t {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Contains,
    Starts,
    Ends,
    Like,
    In,
    Blank, // null, or text of nothing but white space; missing too
    Missing,
};

struct FilterValue
{
    std::string text; // UTF-8 in NFC
    bool quoted = false; // text, whatever it looks like
    std::optional<double> number; // of an unquoted one that is a JSON number
    bool operator==(const FilterValue &) const = default;
};

// A node of the tree. Values.
struct FilterNode
{
    enum class Kind : std::uint8_t {
        Everything,
        And, // of the children
        Or,
        Not, // of the only child
        Compare, // field operator values
        Words, // the text's words, in any text or number of the record
        Changed, // since the last version
        Added,
        Finding, // text: the rule, or empty for any
    };
    Kind kind = Kind::Everything;
    std::vector<FilterNode> children;
    std::string field; // UTF-8
    bool ofLength = false; // the length of the field's text, in characters, is compared
    FilterOperator comparison = FilterOperator::Equal;
    std::vector<FilterValue> values; // one; several for In; none for Blank and Missing
    std::string text;
    bool wholeWords = false; // of Words: the last word is whole, not only the beginning of one
    bool operator==(const FilterNode &) const = default;
};

// Where an expression stops making sense, and why, in English.
struct FilterProblem
{
    qsizetype at = 0; // UTF-16 units from the start of the expression
    qsizetype length = 0; // of what is wrong; 0: something is missing there
    QString what; // "there is no field “colour”"
    QString hint; // "fields: term, definition"

    // Invalid: "column 4: there is no field “colour”".
    [[nodiscard]] base::Error error() const;
};

// The fields that can be named. Titles stand for their fields; case does not matter where it leaves no doubt.
struct FilterFields
{
    QStringList names;
    QHash<QString, QString> titles; // to names
};

class FilterExpression
{
public:
    static constexpr qsizetype kMaximumLength = 20'000; // UTF-16 units
    static constexpr int kMaximumDepth = 64;
    static constexpr int kMaximumTerms = 2'000;

    // Blank text asks for everything.
    [[nodiscard]] static tl::expected<FilterExpression, FilterProblem> parse(const QString &text,
                                                                             const FilterFields &fields);

    [[nodiscard]] const FilterNode &root() const { return m_root; }
    [[nodiscard]] bool isEverything() const { return m_root.kind == FilterNode::Kind::Everything; }
    // Whether changes or findings are asked for: the answer then depends on more than the rows.
    [[nodiscard]] bool asksForMarks() const;

    // A name or value as it is written in an expression: in quotes where it needs them.
    [[nodiscard]] static QString quoted(const QString &text);
    [[nodiscard]] static QString fieldName(const QString &name);

private:
    FilterNode m_root;
};

} // namespace datanet::dataset
