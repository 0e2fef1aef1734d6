#include "dataset/record_parser.h"
#include "dataset/working_copy.h"
#include "dataset/working_edits.h"
#include "dataset/working_state.h"

// What goes through all rows.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

Status setSchema(WorkingState &state, const Schema &schema)
{
    auto document = state.database.prepare(
        "INSERT INTO documents VALUES('schema.json', ?1, NULL) ON CONFLICT(name) DO UPDATE SET bytes = ?1");
    if (!document)
        return fail(document.error());
    if (auto status = document->bindBlob(1, schema.toJson()).run(); !status)
        return status;
    return state.setKeyFields(schema.primaryKey);
}

// Changes the rows one segment after the other.
class RowWork
{
public:
    RowWork(WorkingState &state, const RowChanger &changer, const QStringList &key)
        : m_state(state),
          m_edits(state),
          m_changer(changer),
          m_key(key),
          m_isNewKey(key != state.keyFields),
          m_identifier(key),
          m_identities(std::make_unique<IdentityMap>(state.rowCount()))
    {
    }

    Status all(base::TaskContext &task)
    {
        std::vector<Position> positions;
        for (const SegmentEntry &entry : m_state.segments)
            positions.push_back(entry.position);
        const auto total = static_cast<std::int64_t>(positions.size());
        for (std::int64_t next = 0; next < total; ++next) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(next, total);
            // Splitting a segment adds others behind it, which are done with.
            const auto index = m_state.segmentAt(positions[static_cast<std::size_t>(next)]);
            if (!index)
                return noSuchRow(positions[static_cast<std::size_t>(next)]);
            if (auto status = segment(*index); !status)
                return status;
        }
        return {};
    }

    [[nodiscard]] std::unique_ptr<IdentityMap> takeIdentities() { return std::move(m_identities); }

    RowTotals totals;

private:
    Status segment(std::size_t index)
    {
        const auto loaded = m_state.load(index);
        if (!loaded)
            return fail(loaded.error());
        const LoadedSegment &before = **loaded;
        const SegmentEntry entry = m_state.segments[index];
        SegmentRows after;
        bool isChanged = m_isNewKey; // identities depend on the key
        for (std::size_t row = 0; row < before.rows.size(); ++row) {
            ++m_number;
            const std::string_view body = before.text.lines[row];
            const Position position = before.position + before.rows[row].ordinal;
            const auto fate = m_changer({position, body});
            if (!fate)
                return fail(fate.error().within(u"row "_s + QString::number(m_number)));
            std::optional<std::string_view> left = body;
            if (std::holds_alternative<RowGoes>(*fate))
                left.reset();
            else if (const auto *other = std::get_if<std::string_view>(&*fate))
                left = *other;
            const bool isSame = left && *left == body;
            if (left) {
                auto identity =
                    isSame && !m_isNewKey ? Result<RowIdentity>(before.rows[row].identity) : identify(*left);
                if (!identity)
                    return fail(identity.error());
                const auto isFirst = claim(*identity);
                if (!isFirst)
                    return fail(isFirst.error());
                if (*isFirst) {
                    after.rows.push_back({before.rows[row].ordinal, *identity});
                    after.lines.emplace_back(*left);
                    if (isSame)
                        continue;
                    ++totals.changed;
                } else {
                    left.reset();
                    ++totals.repeats;
                }
            } else {
                ++totals.removed;
            }
            isChanged = true;
            if (auto status = m_edits.record(entry, position, body, left); !status)
                return status;
        }
        if (!isChanged)
            return {};
        if (after.rawSize() > kMaximumSegmentBytes)
            return m_state.storeSplit(entry, after);
        return m_state.store(entry, after);
    }

    Result<RowIdentity> identify(std::string_view body)
    {
        const auto identity = m_identifier.identify(body, recordId(body));
        if (!identity)
            return fail(ErrorKind::Conflict,
                        u"row "_s + QString::number(m_number) + u" has no value for the key "_s + m_key.join(u", "_s),
                        u"choose another key first"_s);
        return *identity;
    }

    // False for a row that has become the same as an earlier one.
    Result<bool> claim(const RowIdentity &identity)
    {
        const auto known = m_identities->insert(identity);
        if (!known)
            return fail(known.error());
        if (!*known)
            return true;
        if (**known != identity.content)
            return fail(ErrorKind::Conflict,
                        u"row "_s + QString::number(m_number) + u" has the same "_s + m_key.join(u", "_s)
                            + u" as an earlier row"_s,
                        u"choose another key first"_s);
        return false;
    }

    WorkingState &m_state;
    Edits m_edits;
    const RowChanger &m_changer;
    QStringList m_key;
    bool m_isNewKey;
    RowIdentifier m_identifier;
    std::unique_ptr<IdentityMap> m_identities;
    std::int64_t m_number = 0;
};

} // namespace

Result<RowTotals> WorkingCopy::changeRows(const Deed &deed, const RowChanger &changer, base::TaskContext &task)
{
    RecordParser parser;
    const RowChanger checked = [&](const RowView &row) -> Result<RowFate> {
        auto fate = changer(row);
        const auto *body = fate ? std::get_if<std::string_view>(&*fate) : nullptr;
        if (body == nullptr)
            return fate;
        const auto canonical = parser.canonical(*body);
        if (!canonical)
            return fail(canonical.error());
        if (*canonical != *body)
            return fail(ErrorKind::Invalid, u"a record is not in canonical form"_s);
        return fate;
    };
    WorkingState &state = *m_state;
    RowTotals totals;
    const auto done = state.operate([&]() -> Result<Deed> {
        RowWork work(state, checked, state.keyFields);
        if (auto status = work.all(task); !status)
            return fail(status.error());
        totals = work.totals;
        state.identities = work.takeIdentities();
        return Deed{deed.kind, totals.changed + totals.removed + totals.repeats, deed.subject};
    });
    if (!done)
        return fail(done.error());
    return totals;
}

Result<RowTotals> WorkingCopy::changeColumns(const ColumnMap &map, const Schema &schema, base::TaskContext &task)
{
    if (auto status = map.validate(); !status)
        return fail(status.error());
    if (auto status = schema.validate(); !status)
        return fail(status.error());
    ColumnMapper mapper(map);
    const RowChanger changer = [&mapper](const RowView &row) -> Result<RowFate> {
        const auto mapped = mapper.map(row.body);
        if (!mapped)
            return fail(mapped.error());
        return RowFate(std::string_view(*mapped));
    };
    WorkingState &state = *m_state;
    RowTotals totals;
    const auto done = state.operate([&]() -> Result<Deed> {
        RowWork work(state, changer, schema.primaryKey);
        if (auto status = work.all(task); !status)
            return fail(status.error());
        totals = work.totals;
        if (auto status = setSchema(state, schema); !status)
            return fail(status.error());
        if (auto status = state.reload(); !status)
            return fail(status.error());
        state.identities = work.takeIdentities();
        return Deed{OperationKind::Columns, totals.changed + totals.repeats, {}};
    });
    if (!done)
        return fail(done.error());
    return totals;
}

} // namespace datanet::dataset
