#include "dataset/labelling.h"

#include "dataset/field_scanner.h"
#include "dataset/record.h"
#include "dataset/row_reader.h"
#include "dataset/working_copy.h"

#include <array>
#include <set>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

bool holdsNoLabel(const FieldScanner::Field *field)
{
    if (field == nullptr || field->kind == ValueKind::Null)
        return true;
    return field->kind == ValueKind::String && field->text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

LabelState stateBy(bool blank, std::string_view body, const LabelDecisions &decisions)
{
    if (!decisions.empty()) {
        if (const auto found = decisions.find(recordId(body)); found != decisions.end())
            return found->second == LabelDecision::Done ? LabelState::Done : LabelState::Skipped;
    }
    return blank ? LabelState::Open : LabelState::Draft;
}

// The values of the field, until they are too many.
class Values
{
public:
    void see(const FieldScanner::Field *field)
    {
        if (m_over || holdsNoLabel(field))
            return;
        if (field->kind == ValueKind::Array || field->kind == ValueKind::Object
            || field->text.size() > LabelSurvey::kMostValueBytes) {
            m_over = true;
            return;
        }
        if (!m_values.contains(field->text))
            m_over = m_values.emplace(field->text).second && m_values.size() > LabelSurvey::kMostValues;
    }
    [[nodiscard]] QStringList list() const
    {
        QStringList list;
        if (!m_over) {
            for (const std::string &value : m_values)
                list.append(QString::fromStdString(value));
        }
        return list;
    }

private:
    std::set<std::string, std::less<>> m_values;
    bool m_over = false;
};

} // namespace

QString labelStateName(LabelState state)
{
    switch (state) {
    case LabelState::Open:
        return u"open"_s;
    case LabelState::Draft:
        return u"draft"_s;
    case LabelState::Done:
        return u"done"_s;
    case LabelState::Skipped:
        return u"skipped"_s;
    }
    return {};
}

void LabelProgress::count(LabelState state, std::int64_t by)
{
    switch (state) {
    case LabelState::Open:
        open += by;
        break;
    case LabelState::Draft:
        drafts += by;
        break;
    case LabelState::Done:
        done += by;
        break;
    case LabelState::Skipped:
        skipped += by;
        break;
    }
}

Result<LabelSurvey> surveyLabels(RowReader &rows, const LabelDecisions &decisions, const QString &field,
                                 base::TaskContext &task)
{
    const auto count = rows.count();
    if (!count)
        return fail(count.error());
    LabelSurvey survey;
    survey.rows.reserve(std::size_t(*count));
    Values values;
    FieldScanner fields;
    const std::string name = field.toStdString();
    const auto status = rows.forEach(task, [&](const RowView &row) -> Status {
        const FieldScanner::Field *label = fields.load(row.body) && !name.empty() ? fields.find(name) : nullptr;
        values.see(label);
        const LabelState state = stateBy(holdsNoLabel(label), row.body, decisions);
        survey.rows.push_back({row.position, state});
        survey.progress.count(state, 1);
        return {};
    });
    if (!status)
        return fail(status.error());
    survey.values = values.list();
    return survey;
}

QString defaultLabelField(const Schema &schema)
{
    if (!schema.labelField.isEmpty())
        return schema.labelField;
    for (const Field &field : schema.fields) {
        if (!field.constraints.allowed.isEmpty())
            return field.name;
    }
    // In the order in which a record with several of them is most likely meant.
    for (const auto &name : {u"label"_s, u"answer"_s, u"response"_s, u"output"_s, u"completion"_s, u"caption"_s,
                             u"category"_s, u"class"_s}) {
        for (const Field &field : schema.fields) {
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                return field.name;
        }
    }
    return {};
}

QStringList labelChoices(const Schema &schema, const QString &field, const QStringList &values)
{
    const Field *declared = schema.find(field);
    return declared != nullptr && !declared->constraints.allowed.isEmpty() ? declared->constraints.allowed : values;
}

QString labelOf(std::string_view canonicalBody, const QString &field)
{
    FieldScanner fields;
    if (!fields.load(canonicalBody))
        return {};
    const std::string name = field.toStdString();
    const FieldScanner::Field *label = fields.find(name);
    return holdsNoLabel(label) ? QString() : QString::fromUtf8(label->text.data(), qsizetype(label->text.size()));
}

LabelState labelState(std::string_view canonicalBody, const QString &field, const LabelDecisions &decisions)
{
    return stateBy(labelOf(canonicalBody, field).isEmpty(), canonicalBody, decisions);
}

Status carryOut(WorkingCopy &copy, LabelStore &store, const QString &field, const LabelDeed &deed)
{
    const auto row = copy.rows().at(deed.position);
    if (!row)
        return fail(row.error());
    if (row->id() != deed.before)
        return fail(base::ErrorKind::Conflict, u"the record was changed meanwhile"_s, u"look at it again"_s);
    const base::Digest after = recordId(deed.body);
    if (after != deed.before) {
        // The edit first: a kill between the two leaves a draft, never something called done that isn't there.
        if (auto status = copy.replace(deed.position, deed.body); !status)
            return status;
        if (auto status = store.follow(field, deed.before, after); !status)
            return status;
    }
    return store.decide(field, after, deed.decision);
}

} // namespace datanet::dataset
