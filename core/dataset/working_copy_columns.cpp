#include "crypto/digest.h"
#include "dataset/working_copy.h"
#include "dataset/working_edits.h"
#include "dataset/working_state.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// What the file was before the columns were changed lies beside it in tables of its own until a version is saved.
QString forgetting()
{
    return u"DROP TABLE IF EXISTS kept_segments; DROP TABLE IF EXISTS kept_data;"
           "DROP TABLE IF EXISTS kept_changes; DROP TABLE IF EXISTS kept_documents;"
           "DELETE FROM meta WHERE name IN ('kept_key', 'kept_after')"_s;
}

Status keepAside(WorkingState &state)
{
    if (auto status = state.database.execute(forgetting()); !status)
        return status;
    return state.database.execute(
        u"CREATE TABLE kept_segments AS SELECT * FROM segments;"
        "CREATE TABLE kept_data AS SELECT * FROM segment_data;"
        "CREATE TABLE kept_changes AS SELECT * FROM changes;"
        "CREATE TABLE kept_documents AS SELECT * FROM documents WHERE name = 'schema.json';"
        "INSERT OR REPLACE INTO meta SELECT 'kept_key', value FROM meta WHERE name = 'key'"_s);
}

// Differs after every edit and after every version.
Result<QString> stateDigest(WorkingCopy &copy, WorkingState &state)
{
    crypto::Sha256 digest;
    for (const SegmentEntry &entry : state.segments) {
        const auto add = [&digest](std::int64_t number) { digest.update(base::view(std::to_string(number) + ' ')); };
        add(entry.position);
        add(entry.count);
        digest.update(entry.sha256.view());
        add(entry.base ? entry.base->position : -1);
        if (entry.base)
            digest.update(entry.base->sha256.view());
    }
    const auto schema = copy.document(QLatin1String(kSchemaFile));
    if (!schema)
        return fail(schema.error());
    digest.update(*schema);
    return digest.finish().hex();
}

Status setSchema(WorkingState &state, const Schema &schema)
{
    auto document = state.database.prepare(
        "INSERT INTO documents VALUES('schema.json', ?1, NULL) ON CONFLICT(name) DO UPDATE SET bytes = ?1");
    if (!document)
        return fail(document.error());
    if (auto status = document->bindBlob(1, schema.toJson()).run(); !status)
        return status;
    const auto names = QJsonDocument(QJsonArray::fromStringList(schema.primaryKey)).toJson(QJsonDocument::Compact);
    return state.setMeta("key", QString::fromUtf8(names));
}

// Changes the rows one segment after the other.
class ColumnWork
{
public:
    ColumnWork(WorkingState &state, const ColumnMap &map, const QStringList &key)
        : m_state(state),
          m_edits(state),
          m_mapper(map),
          m_key(key),
          m_identifier(key),
          m_identities(std::make_unique<IdentityMap>(state.rowCount()))
    {
    }

    Status segment(std::size_t index)
    {
        auto open = m_edits.openAt(index);
        if (!open)
            return fail(open.error());
        SegmentRows changed;
        for (std::size_t row = 0; row < open->content.rows.size(); ++row) {
            ++m_number;
            const std::string &before = open->content.lines[row];
            const Position position = open->entry.position + open->content.rows[row].ordinal;
            const auto after = m_mapper.map(before);
            if (!after)
                return fail(after.error().within(u"row "_s + QString::number(m_number)));
            const auto kept = keeps(*after);
            if (!kept)
                return fail(kept.error());
            if (*kept) {
                changed.rows.push_back({open->content.rows[row].ordinal, **kept});
                changed.lines.emplace_back(*after);
            }
            if (*after == before && *kept)
                continue;
            const auto left = *kept ? std::optional(*after) : std::nullopt;
            if (auto status = m_edits.record(open->entry, position, before, left); !status)
                return status;
            ++(*kept ? totals.changed : totals.repeats);
        }
        if (changed.rawSize() > kMaximumSegmentBytes)
            return m_state.storeSplit(open->entry, changed);
        return m_state.store(open->entry, changed);
    }

    [[nodiscard]] std::unique_ptr<IdentityMap> takeIdentities() { return std::move(m_identities); }

    ColumnTotals totals;

private:
    // The identity of a row that stays; nothing for one that has become the same as an earlier one.
    Result<std::optional<RowIdentity>> keeps(std::string_view body)
    {
        const auto identity = m_identifier.identify(body, recordId(body));
        if (!identity)
            return fail(ErrorKind::Conflict,
                        u"row "_s + QString::number(m_number) + u" has no value for the key "_s + m_key.join(u", "_s),
                        u"choose another key first"_s);
        const RowIdentity *known = m_identities->insert(*identity);
        if (known == nullptr)
            return std::optional(*identity);
        if (known->content != identity->content)
            return fail(ErrorKind::Conflict,
                        u"row "_s + QString::number(m_number) + u" has the same "_s + m_key.join(u", "_s)
                            + u" as an earlier row"_s,
                        u"choose another key first"_s);
        return std::optional<RowIdentity>();
    }

    WorkingState &m_state;
    Edits m_edits;
    ColumnMapper m_mapper;
    QStringList m_key;
    RowIdentifier m_identifier;
    std::unique_ptr<IdentityMap> m_identities;
    std::int64_t m_number = 0;
};

} // namespace

Result<ColumnTotals> WorkingCopy::changeColumns(const ColumnMap &map, const Schema &schema, base::TaskContext &task)
{
    if (auto status = map.validate(); !status)
        return fail(status.error());
    if (auto status = schema.validate(); !status)
        return fail(status.error());
    WorkingState &state = *m_state;
    ColumnTotals totals;
    const auto done = state.change([&]() -> Status {
        if (auto status = keepAside(state); !status)
            return status;
        std::vector<Position> positions;
        for (const SegmentEntry &entry : state.segments)
            positions.push_back(entry.position);
        ColumnWork work(state, map, schema.primaryKey);
        const auto total = static_cast<std::int64_t>(positions.size());
        for (std::int64_t next = 0; next < total; ++next) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(next, total);
            // Splitting a segment adds others behind it, which are done with.
            const auto index = state.segmentAt(positions[static_cast<std::size_t>(next)]);
            if (!index)
                return noSuchRow(positions[static_cast<std::size_t>(next)]);
            if (auto status = work.segment(*index); !status)
                return status;
        }
        totals = work.totals;
        if (auto status = setSchema(state, schema); !status)
            return status;
        if (auto status = state.reload(); !status)
            return status;
        state.identities = work.takeIdentities();
        const auto after = stateDigest(*this, state);
        return after ? state.setMeta("kept_after", *after) : Status(fail(after.error()));
    });
    if (!done)
        return fail(done.error());
    return totals;
}

Result<bool> WorkingCopy::canUndoColumns()
{
    const auto after = m_state->meta("kept_after");
    if (!after)
        return fail(after.error());
    if (!*after)
        return false;
    const auto now = stateDigest(*this, *m_state);
    if (!now)
        return fail(now.error());
    return **after == *now;
}

Status WorkingCopy::undoColumns()
{
    WorkingState &state = *m_state;
    const auto after = state.meta("kept_after");
    if (!after)
        return fail(after.error());
    if (!*after)
        return fail(ErrorKind::NotFound, u"no change of columns can be taken back"_s);
    const auto unchanged = canUndoColumns();
    if (!unchanged)
        return fail(unchanged.error());
    if (!*unchanged)
        return fail(ErrorKind::Conflict,
                    u"records have changed, or a version was saved, since the columns were changed"_s,
                    u"change the columns again instead"_s);
    return state.change([&]() -> Status {
        const auto restored =
            state.database.execute(u"DELETE FROM segments; INSERT INTO segments SELECT * FROM kept_segments;"
                                   "DELETE FROM segment_data; INSERT INTO segment_data SELECT * FROM kept_data;"
                                   "DELETE FROM changes; INSERT INTO changes SELECT * FROM kept_changes;"
                                   "DELETE FROM documents WHERE name = 'schema.json';"
                                   "INSERT INTO documents SELECT * FROM kept_documents;"
                                   "DELETE FROM meta WHERE name = 'key';"
                                   "INSERT INTO meta SELECT 'key', value FROM meta WHERE name = 'kept_key'"_s);
        if (!restored)
            return restored;
        if (auto status = state.database.execute(forgetting()); !status)
            return status;
        return state.reload();
    });
}

} // namespace datanet::dataset
