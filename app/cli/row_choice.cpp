#include "cli/row_choice.h"

#include "cli/data_set_access.h"
#include "cli/session.h"
#include "dataset/row_finding.h"
#include "format/amount_text.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

base::Result<ReadExpression> readExpression(Session &session, dataset::RowReader &rows, const std::string &text)
{
    auto fields = dataset::filterFields(rows);
    if (!fields)
        return base::fail(fields.error());
    auto parsed = dataset::FilterExpression::parse(QString::fromStdString(text), *fields);
    if (!parsed) {
        const auto error = parsed.error().error();
        return session.usage(error.what, error.hint);
    }
    return ReadExpression{std::move(*parsed), std::move(*fields)};
}

base::Result<std::optional<std::int64_t>> editChosen(Session &session, dataset::WorkingCopy &copy,
                                                     const QString &folder, const std::string &where,
                                                     dataset::BulkEdit edit, bool dryRun)
{
    using Kind = dataset::BulkEdit::Kind;
    auto read = readExpression(session, copy.rows(), where);
    if (!read)
        return base::fail(read.error());
    const bool removes = edit.kind == Kind::RemoveRows;
    if (read->expression.isEverything())
        return session.usage(u"--where is empty: that would %1 every record"_s.arg(removes ? u"remove"_s : u"change"_s),
                             u"say which records are meant"_s);
    if (!removes) {
        const auto schema = schemaOf(copy.rows());
        if (!schema)
            return base::fail(schema.error());
        const auto *field = schema->find(edit.field);
        edit.type = field != nullptr ? field->type : dataset::FieldType::Any;
    }
    session.context().step(u"Searching"_s);
    const auto found = dataset::findRows(folder, read->expression, {}, session.context());
    if (!found)
        return base::fail(found.error());
    const std::int64_t count = (*found)->count();
    const QString records = count == 1 ? u"1 record"_s : countText(count) + u" records"_s;
    session.answer({{u"found"_s, number(count)}, {removes ? u"removed"_s : u"changed"_s, 0}});
    if (count == 0) {
        session.say(u"No record fits"_s);
        return std::optional<std::int64_t>(0);
    }
    if (dryRun) {
        session.say(records + (removes ? u" would be left out"_s : u" would be changed"_s));
        return std::optional<std::int64_t>(0);
    }
    if (!session.confirm((removes ? u"Leave out %1?"_s : u"Change %1?"_s).arg(records))) {
        session.note(u"Nothing was changed (--yes says yes)"_s);
        return std::optional<std::int64_t>();
    }
    session.context().step(removes ? u"Removing"_s : u"Changing"_s);
    const auto totals = dataset::editRows(copy, read->expression, edit, session.context());
    if (!totals)
        return base::fail(totals.error().within(u"nothing was changed"_s));
    if (totals->repeats > 0)
        session.say(u"%1 had become the same as another and are kept once"_s.arg(countText(totals->repeats)));
    session.answer({{u"found"_s, number(count)},
                    {u"repeats"_s, number(totals->repeats)},
                    {removes ? u"removed"_s : u"changed"_s, number(removes ? totals->removed : totals->changed)}});
    return std::optional(removes ? totals->removed : totals->changed);
}

} // namespace datanet::app::cli
