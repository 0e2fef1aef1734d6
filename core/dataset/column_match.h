#pragma once

#include "base/result.h"
#include "dataset/column_map.h"
#include "dataset/row_reader.h"
#include "dataset/schema.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

// Which columns of one's own are meant by the fields of a form.
namespace datanet::dataset {

enum class MatchCertainty : std::uint8_t {
    None, // no column suggests itself
    Likely, // by another word for the same, or because nothing else is left: a person confirms
    Certain, // the same name, but for case, spaces, - and _
};

struct ColumnMatch
{
    QString field; // of the form
    QString column; // empty with None
    MatchCertainty certainty = MatchCertainty::None;
    bool operator==(const ColumnMatch &) const = default;
};

// One for each field of the form, in its order; no column twice. Deterministic.
[[nodiscard]] std::vector<ColumnMatch> suggestMatches(const QStringList &columns, const Schema &form);

// The changes that carry the matches out, beginning with a certainty. Columns that match nothing stay.
[[nodiscard]] ColumnMap mapOf(const std::vector<ColumnMatch> &matches, MatchCertainty from, const Schema &form);

// What is done with columns for a form, and what a person has to decide.
struct ColumnPlan
{
    ColumnMap map; // what was told, and what is certain
    std::vector<ColumnMatch> likely; // not in the map
    QStringList missing; // fields the form requires that the map does not fill; likely ones among them
};
// told: what a person said already; it goes before every suggestion. Parts of it about other columns are left out.
[[nodiscard]] ColumnPlan planColumns(const QStringList &columns, const ColumnMap &told, const Schema &form);

// How columns fit a form by their exact names.
struct ColumnFit
{
    QStringList missing; // fields the form requires
    QStringList unknown; // columns the form does not have
    [[nodiscard]] bool fits() const { return missing.isEmpty(); }
    bool operator==(const ColumnFit &) const = default;
};
// A form without fields takes anything.
[[nodiscard]] ColumnFit fitOf(const QStringList &columns, const Schema &form);

// The form of one's own rows after they were matched to another form: its fields first, as it defines them, then what
// else is kept. Key, text and label field stay one's own where their columns are kept.
[[nodiscard]] Schema matchedSchema(const Schema &own, const ColumnMap &map, const Schema &form);

// The columns of the rows that are there: the schema's, then others that the first rows have.
[[nodiscard]] base::Result<QStringList> columnsOf(RowReader &rows, const Schema &schema);

} // namespace datanet::dataset
