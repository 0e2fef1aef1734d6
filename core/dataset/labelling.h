#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/label_store.h"
#include "dataset/schema.h"

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

class RowReader;
class WorkingCopy;

// How far a record is. A draft has a label that nobody called done as the record stands now: it came with an import,
// was left so, or the record was edited since.
enum class LabelState : std::uint8_t { Open, Draft, Done, Skipped };
[[nodiscard]] QString labelStateName(LabelState state); // "open", "draft", "done", "skipped"

struct LabelProgress
{
    std::int64_t open = 0;
    std::int64_t drafts = 0;
    std::int64_t done = 0;
    std::int64_t skipped = 0;

    [[nodiscard]] std::int64_t total() const { return open + drafts + done + skipped; }
    void count(LabelState state, std::int64_t by);
    bool operator==(const LabelProgress &) const = default;
};

struct LabelledRow
{
    Position position = 0;
    LabelState state = LabelState::Open;
    bool operator==(const LabelledRow &) const = default;
};

// Every record with how far it is, in the order of the rows.
struct LabelSurvey
{
    static constexpr std::size_t kMostValues = 30; // with more, a field holds texts and no labels
    static constexpr std::size_t kMostValueBytes = 80;

    std::vector<LabelledRow> rows;
    LabelProgress progress;
    QStringList values; // that the field has somewhere, ascending; empty when they are too many or too long
};

// One pass over all rows.
[[nodiscard]] base::Result<LabelSurvey> surveyLabels(RowReader &rows, const LabelDecisions &decisions,
                                                     const QString &field, base::TaskContext &task);

// The field that is labelled when nobody says which: the schema's label field, else the first with a list of values,
// else one that answers or describes by its name. Empty when there is none.
[[nodiscard]] QString defaultLabelField(const Schema &schema);

// What can be chosen: what the schema allows, else what is there already.
[[nodiscard]] QStringList labelChoices(const Schema &schema, const QString &field, const QStringList &values);

// The value of a field as text; empty where it is missing, null or blank.
[[nodiscard]] QString labelOf(std::string_view canonicalBody, const QString &field);

// The state of one record.
[[nodiscard]] LabelState labelState(std::string_view canonicalBody, const QString &field,
                                    const LabelDecisions &decisions);

struct LabelDeed
{
    Position position = 0;
    base::Digest before; // id of the record as the person saw it
    std::string body; // canonical; what it becomes, or what it is
    std::optional<LabelDecision> decision; // nothing: a draft, or open
};
// Carries it out: an edit that undo takes back, where the body is another, and the decision about it. Conflict,
// changing nothing, when the record is no longer what the person saw.
base::Status carryOut(WorkingCopy &copy, LabelStore &store, const QString &field, const LabelDeed &deed);

} // namespace datanet::dataset
