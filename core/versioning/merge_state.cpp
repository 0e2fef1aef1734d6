#include "versioning/merge_state.h"

#include "base/canonical_json.h"
#include "dataset/working_state.h"
#include "versioning/merge_documents.h"

#include <QJsonObject>

#include <map>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using dataset::WorkingCopy;
using dataset::WorkingState;

namespace {

const QString kTable = u"CREATE TABLE IF NOT EXISTS merge_conflicts("
                       "number INTEGER PRIMARY KEY, what INTEGER NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL,"
                       "base TEXT, ours TEXT, theirs TEXT, row INTEGER, position INTEGER,"
                       "choice INTEGER NOT NULL DEFAULT 0, own TEXT);"_s;

void bindText(base::Statement &statement, int index, const std::optional<std::string> &text)
{
    if (text)
        statement.bindText(index, *text);
    else
        statement.bindNull(index);
}

std::optional<std::string> textIn(const base::Statement &statement, int column)
{
    return statement.isNull(column) ? std::nullopt : std::optional<std::string>(statement.textView(column));
}

tl::unexpected<base::Error> damaged()
{
    return fail(ErrorKind::Corrupt, u"the working copy is damaged: what it says of the merge makes no sense"_s,
                u"delete working.db; it is rebuilt from the versions"_s);
}

base::Bytes textOf(const MergeState &state)
{
    return base::canonicalJson(QJsonObject{{u"phase"_s, int(state.phase)},
                                           {u"ours"_s, idText(state.ours)},
                                           {u"theirs"_s, idText(state.theirs)},
                                           {u"name"_s, state.name},
                                           {u"tree"_s, idText(state.tree)}});
}

Result<bool> hasTable(WorkingState &state)
{
    auto statement = state.database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'merge_conflicts'");
    return statement ? statement->next() : Result<bool>(fail(statement.error()));
}

Status setPhase(WorkingCopy &copy, MergePhase phase)
{
    auto state = mergeStateOf(copy);
    if (!state)
        return fail(state.error());
    if (!*state)
        return damaged();
    (*state)->phase = phase;
    return copy.state()->setMeta("merge", QString::fromUtf8(textOf(**state)));
}

// The row with its decided cells.
class Decisions
{
public:
    explicit Decisions(WorkingCopy &copy) : m_copy(copy) { }

    Status take(OpenConflict &each)
    {
        switch (each.conflict.what) {
        case MergeConflict::What::Cell:
            return takeCell(each);
        case MergeConflict::What::Row:
            return takeRow(each);
        case MergeConflict::What::Document:
            break;
        }
        return takeDocument(each);
    }

    Status apply()
    {
        for (const auto &[position, body] : m_rows) {
            if (auto status = m_copy.replace(position, body); !status)
                return status;
        }
        return m_copy.remove(m_removed);
    }

private:
    // Nothing when somebody has removed the row since.
    Result<std::string *> row(dataset::Position position)
    {
        if (const auto found = m_rows.find(position); found != m_rows.end())
            return &found->second;
        auto known = m_copy.rows().at(position);
        if (!known && known.error().kind == ErrorKind::NotFound)
            return nullptr;
        if (!known)
            return fail(known.error());
        return &m_rows.emplace(position, std::move(known->body)).first->second;
    }

    Status takeCell(OpenConflict &each)
    {
        if (!each.position)
            return {};
        const auto found = row(*each.position);
        if (!found)
            return fail(found.error());
        if (*found != nullptr)
            **found = withField(**found, each.conflict.field, each.result());
        return {};
    }

    Status takeRow(OpenConflict &each)
    {
        const std::optional<std::string> wanted = each.result();
        std::string *known = nullptr;
        if (each.position) {
            const auto found = row(*each.position);
            if (!found)
                return fail(found.error());
            known = *found;
        }
        if (known != nullptr && wanted) {
            *known = *wanted;
        } else if (known != nullptr) {
            m_rows.erase(*each.position);
            m_removed.push_back(*each.position);
            each.position.reset();
        } else if (wanted) {
            const auto position = m_copy.append(*wanted);
            if (!position)
                return fail(position.error());
            each.position = *position;
        }
        return {};
    }

    Status takeDocument(const OpenConflict &each)
    {
        const QString name = QString::fromStdString(each.conflict.key);
        const auto now = m_copy.document(name);
        if (!now)
            return fail(now.error());
        const auto decided = withMember(*now, each.conflict.field, each.result());
        if (!decided)
            return fail(decided.error());
        return m_copy.setDocument(name, decided->value_or(base::Bytes()));
    }

    WorkingCopy &m_copy;
    std::map<dataset::Position, std::string> m_rows;
    std::vector<dataset::Position> m_removed;
};

} // namespace

QString choiceName(Choice choice)
{
    static const QStringList names{u"none"_s, u"ours"_s, u"theirs"_s, u"base"_s, u"own"_s};
    return names.at(int(choice));
}

std::optional<Choice> choiceFromName(QStringView name)
{
    for (const Choice choice : {Choice::Ours, Choice::Theirs, Choice::Base, Choice::Own}) {
        if (choiceName(choice) == name)
            return choice;
    }
    return std::nullopt;
}

const std::optional<std::string> &OpenConflict::result() const
{
    switch (choice) {
    case Choice::Theirs:
        return conflict.theirs;
    case Choice::Base:
        return conflict.base;
    case Choice::Own:
        return own;
    case Choice::None:
    case Choice::Ours:
        break;
    }
    return conflict.ours;
}

Result<std::optional<MergeState>> mergeStateOf(WorkingCopy &copy)
{
    const auto text = copy.state()->meta("merge");
    if (!text)
        return fail(text.error());
    if (!*text)
        return std::optional<MergeState>();
    const auto object = base::parseObject((*text)->toUtf8());
    if (!object)
        return damaged();
    const auto ours = idFromText(object->value(u"ours"_s).toString());
    const auto theirs = idFromText(object->value(u"theirs"_s).toString());
    const auto tree = idFromText(object->value(u"tree"_s).toString());
    const int phase = object->value(u"phase"_s).toInt(-1);
    if (!ours || !theirs || !tree || phase < 0 || phase > int(MergePhase::Open))
        return damaged();
    return std::optional<MergeState>(
        {static_cast<MergePhase>(phase), *ours, *theirs, object->value(u"name"_s).toString(), *tree});
}

Status beginMerge(WorkingCopy &copy, const MergeState &merge, const std::vector<MergeConflict> &conflicts)
{
    WorkingState &state = *copy.state();
    return state.change([&]() -> Status {
        if (auto status = state.database.execute(kTable + u"DELETE FROM merge_conflicts"_s); !status)
            return status;
        auto insert = state.database.prepare("INSERT INTO merge_conflicts(what, key, field, base, ours, theirs, row) "
                                             "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        if (!insert)
            return fail(insert.error());
        for (const MergeConflict &each : conflicts) {
            insert->bind(1, std::int64_t(each.what)).bindText(2, each.key).bindText(3, each.field);
            bindText(*insert, 4, each.base);
            bindText(*insert, 5, each.ours);
            bindText(*insert, 6, each.theirs);
            if (each.offset)
                insert->bind(7, *each.offset);
            else
                insert->bindNull(7);
            if (auto status = insert->run(); !status)
                return status;
        }
        return state.setMeta("merge", QString::fromUtf8(textOf(merge)));
    });
}

Status openMerge(WorkingCopy &copy)
{
    WorkingState &state = *copy.state();
    std::vector<std::pair<std::int64_t, dataset::Position>> places;
    auto select = state.database.prepare("SELECT number, row FROM merge_conflicts WHERE row IS NOT NULL");
    if (!select)
        return fail(select.error());
    for (;;) {
        const auto next = select->next();
        if (!next)
            return fail(next.error());
        if (!*next)
            break;
        places.emplace_back(select->integer(0), select->integer(1));
    }
    for (auto &[number, place] : places) {
        const auto rows = copy.rows().page(place, 1);
        if (!rows)
            return fail(rows.error());
        if (rows->empty())
            return damaged();
        place = rows->front().position;
    }
    return state.change([&]() -> Status {
        auto update = state.database.prepare("UPDATE merge_conflicts SET position = ?2 WHERE number = ?1");
        if (!update)
            return fail(update.error());
        for (const auto &[number, position] : places) {
            if (auto status = update->bind(1, number).bind(2, position).run(); !status)
                return status;
        }
        return setPhase(copy, MergePhase::Open);
    });
}

Status forgetMerge(WorkingState &state)
{
    // The table stays: what is undone may have its rows in it.
    if (auto status = state.database.execute(kTable + u"DELETE FROM merge_conflicts"_s); !status)
        return status;
    return state.setMeta("merge", std::nullopt);
}

Result<std::vector<OpenConflict>> conflictsOf(WorkingCopy &copy, std::int64_t after, int limit, bool undecidedOnly)
{
    std::vector<OpenConflict> conflicts;
    const auto isThere = hasTable(*copy.state());
    if (!isThere)
        return fail(isThere.error());
    if (!*isThere)
        return conflicts;
    auto select = copy.state()->database.prepare(
        "SELECT number, what, key, field, base, ours, theirs, position, choice, own FROM merge_conflicts"
        " WHERE number > ?1 AND (choice = 0 OR NOT ?3) ORDER BY number LIMIT ?2");
    if (!select)
        return fail(select.error());
    select->bind(1, after).bind(2, std::int64_t(limit)).bind(3, std::int64_t(undecidedOnly));
    for (;;) {
        const auto next = select->next();
        if (!next)
            return fail(next.error());
        if (!*next)
            return conflicts;
        const std::int64_t what = select->integer(1);
        const std::int64_t choice = select->integer(8);
        if (what < 0 || what > int(MergeConflict::What::Document) || choice < 0 || choice > int(Choice::Own))
            return damaged();
        OpenConflict each;
        each.number = select->integer(0);
        each.conflict = {static_cast<MergeConflict::What>(what),
                         std::string(select->textView(2)),
                         std::string(select->textView(3)),
                         textIn(*select, 4),
                         textIn(*select, 5),
                         textIn(*select, 6),
                         std::nullopt};
        if (!select->isNull(7))
            each.position = select->integer(7);
        each.choice = static_cast<Choice>(choice);
        each.own = textIn(*select, 9);
        conflicts.push_back(std::move(each));
    }
}

Result<ConflictCounts> conflictCounts(WorkingCopy &copy)
{
    const auto isThere = hasTable(*copy.state());
    if (!isThere)
        return fail(isThere.error());
    if (!*isThere)
        return ConflictCounts();
    auto count = copy.state()->database.prepare("SELECT count(*), coalesce(sum(choice = 0), 0) FROM merge_conflicts");
    if (!count)
        return fail(count.error());
    if (const auto row = count->next(); !row)
        return fail(row.error());
    return ConflictCounts{count->integer(0), count->integer(1)};
}

Status applyChoices(WorkingCopy &copy, std::vector<OpenConflict> decided)
{
    WorkingState &state = *copy.state();
    const dataset::Deed deed{dataset::OperationKind::Resolved, std::int64_t(decided.size()), {}};
    return state.operate(deed, [&]() -> Status {
        Decisions decisions(copy);
        for (OpenConflict &each : decided) {
            if (auto status = decisions.take(each); !status)
                return status;
        }
        if (auto status = decisions.apply(); !status)
            return status;
        auto update =
            state.database.prepare("UPDATE merge_conflicts SET choice = ?2, own = ?3, position = ?4 WHERE number = ?1");
        if (!update)
            return fail(update.error());
        for (const OpenConflict &each : decided) {
            update->bind(1, each.number).bind(2, std::int64_t(each.choice));
            bindText(*update, 3, each.own);
            if (each.position)
                update->bind(4, *each.position);
            else
                update->bindNull(4);
            if (auto status = update->run(); !status)
                return status;
        }
        return {};
    });
}

} // namespace datanet::versioning
