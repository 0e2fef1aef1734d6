#include "dataset/row_reader.h"

#include "base/canonical_json.h"
#include "dataset/data_set.h"
#include "dataset/working_copy.h"
#include "dataset/working_state.h"

#include <QFileInfo>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// One consistent look at the database for as long as it lives. The writer needs none: nobody else changes it.
class Snapshot
{
public:
    static Result<Snapshot> begin(WorkingState &state)
    {
        if (!state.isWriter) {
            if (auto status = state.database.execute(u"BEGIN"_s); !status)
                return fail(status.error());
        }
        Snapshot snapshot(state);
        if (auto status = state.refresh(); !status)
            return fail(status.error());
        return snapshot;
    }
    ~Snapshot()
    {
        if (m_state && !m_state->isWriter)
            (void)m_state->database.execute(u"COMMIT"_s);
    }
    Snapshot(Snapshot &&other) noexcept : m_state(std::exchange(other.m_state, nullptr)) { }
    Snapshot &operator=(Snapshot &&) = delete;

private:
    explicit Snapshot(WorkingState &state) : m_state(&state) { }
    WorkingState *m_state;
};

Result<Row> rowAtPosition(WorkingState &state, Position position)
{
    const auto segment = state.segmentAt(position);
    if (!segment)
        return noSuchRow(position);
    const auto loaded = state.load(*segment);
    if (!loaded)
        return fail(loaded.error());
    const auto index = (*loaded)->indexOf(position);
    if (!index)
        return noSuchRow(position);
    return Row{position, std::string((*loaded)->text.lines[*index])};
}

Status visitAll(WorkingState &state, base::TaskContext &task, const std::function<Status(const RowView &)> &visit)
{
    auto statement = state.database.prepare("SELECT s.position, p.rows, p.frame FROM segments s"
                                            " JOIN pieces p ON p.piece = s.piece ORDER BY s.position");
    if (!statement)
        return fail(statement.error());
    const std::int64_t total = state.rowCount();
    std::int64_t done = 0;
    for (;;) {
        if (task.cancelled())
            return base::cancelled();
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        const auto segment = state.unpack(statement->integer(0), statement->blobView(1), statement->blobView(2));
        if (!segment)
            return fail(segment.error());
        for (std::size_t index = 0; index < segment->rows.size(); ++index) {
            const RowView view{segment->position + segment->rows[index].ordinal, segment->text.lines[index]};
            if (auto status = visit(view); !status)
                return status;
        }
        done += static_cast<std::int64_t>(segment->rows.size());
        task.progress(done, total);
    }
}

class Rows final : public RowSource
{
public:
    explicit Rows(std::shared_ptr<WorkingState> state) : m_state(std::move(state)) { }
    ~Rows() override { m_snapshot.reset(); }

    Status rewind() override
    {
        m_segment = 0;
        m_index = 0;
        m_current.reset();
        if (m_snapshot)
            return {};
        auto snapshot = Snapshot::begin(*m_state);
        if (!snapshot)
            return fail(snapshot.error());
        m_snapshot.emplace(std::move(*snapshot));
        return {};
    }

    Result<bool> next(std::string_view &canonicalBody) override
    {
        if (!m_snapshot) {
            if (auto status = rewind(); !status)
                return fail(status.error());
        }
        if (!m_current || m_index == m_current->rows.size()) {
            if (m_segment == m_state->segments.size())
                return false;
            auto loaded = m_state->load(m_segment++);
            if (!loaded)
                return fail(loaded.error());
            m_current = std::move(*loaded);
            m_index = 0;
        }
        canonicalBody = m_current->text.lines[m_index++];
        return true;
    }

    [[nodiscard]] std::int64_t count() const override { return m_state->rowCount(); }

private:
    std::shared_ptr<WorkingState> m_state;
    std::optional<Snapshot> m_snapshot;
    std::shared_ptr<const LoadedSegment> m_current;
    std::size_t m_segment = 0;
    std::size_t m_index = 0;
};

} // namespace

RowReader::RowReader(std::shared_ptr<WorkingState> state) : m_state(std::move(state)) { }
RowReader::RowReader(RowReader &&) noexcept = default;
RowReader &RowReader::operator=(RowReader &&) noexcept = default;
RowReader::~RowReader() = default;

Result<RowReader> RowReader::open(const QString &folder)
{
    const QString path = DataSetFolder{folder}.workingCopy();
    if (!QFileInfo::exists(path))
        return fail(ErrorKind::NotFound, u"there is no working copy in "_s + folder,
                    u"check the folder; if it is a data set, open it for editing once to rebuild the working copy"_s);
    auto database = base::Database::openReadOnly(path);
    if (!database)
        return fail(database.error());
    RowReader reader(std::make_shared<WorkingState>(std::move(*database), false));
    if (const auto rows = reader.count(); !rows)
        return fail(rows.error());
    return reader;
}

Result<std::int64_t> RowReader::count()
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    return m_state->rowCount();
}

Result<std::int64_t> RowReader::generation()
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    return m_state->generation;
}

Result<std::vector<Row>> RowReader::page(std::int64_t offset, std::int64_t limit)
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    std::vector<Row> rows;
    const std::int64_t total = m_state->rowCount();
    if (offset < 0 || offset >= total || limit <= 0)
        return rows;
    const std::int64_t end = std::min(total, limit > total ? total : offset + limit);
    rows.reserve(static_cast<std::size_t>(end - offset));
    const auto &offsets = m_state->offsets;
    auto segment =
        static_cast<std::size_t>(std::upper_bound(offsets.begin(), offsets.end(), offset) - offsets.begin()) - 1;
    while (offset < end) {
        const auto loaded = m_state->load(segment);
        if (!loaded)
            return fail(loaded.error());
        const LoadedSegment &content = **loaded;
        for (auto index = static_cast<std::size_t>(offset - offsets[segment]);
             index < content.rows.size() && offset < end; ++index, ++offset)
            rows.push_back({content.position + content.rows[index].ordinal, std::string(content.text.lines[index])});
        ++segment;
    }
    return rows;
}

Result<Row> RowReader::at(Position position)
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    return rowAtPosition(*m_state, position);
}

Result<std::int64_t> RowReader::offsetOf(Position position)
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    const auto segment = m_state->segmentAt(position);
    if (!segment)
        return noSuchRow(position);
    const auto loaded = m_state->load(*segment);
    if (!loaded)
        return fail(loaded.error());
    const auto index = (*loaded)->indexOf(position);
    if (!index)
        return noSuchRow(position);
    return m_state->offsets[*segment] + static_cast<std::int64_t>(*index);
}

Result<QStringList> RowReader::keyFields()
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    return m_state->keyFields;
}

Result<Position> RowReader::find(const QString &key)
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());

    // What a row's identity may begin with: one candidate for a record id, two readings of a key.
    QList<base::Bytes> wanted;
    const bool hasKey = !m_state->keyFields.isEmpty();
    if (!hasKey) {
        QString digits = key;
        if (digits.startsWith(u"0x"_s))
            digits.remove(0, 2);
        // An odd last digit can't be compared as bytes; it only makes the text longer.
        const auto bytes = base::fromHex(QStringView(digits).left(digits.size() & ~1));
        if (digits.size() < 8 || digits.size() > 64 || !bytes)
            return fail(ErrorKind::NotFound, u"\""_s + key.left(100) + u"\" names no row"_s,
                        u"give at least 8 digits of a record id, or declare a key field"_s);
        wanted.append(bytes->left(16));
    } else {
        std::string quoted;
        base::appendCanonicalString(quoted, key.toStdString());
        const auto part = [](std::string_view text) {
            const auto bytes = RowIdentifier::keyPart(crypto::sha256(base::view(text)));
            return base::Bytes(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        };
        if (m_state->keyFields.size() == 1)
            wanted.append(part(quoted));
        wanted.append(part(key.toStdString())); // a number, or several values as JSON
    }

    auto statement = m_state->database.prepare("SELECT s.position, p.rows FROM segments s"
                                               " JOIN pieces p ON p.piece = s.piece ORDER BY s.position");
    if (!statement)
        return fail(statement.error());
    std::optional<Position> found;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const base::ByteView packed = statement->blobView(1);
        for (qsizetype at = 0; at + kPackedRowBytes <= packed.size(); at += kPackedRowBytes) {
            const bool match = std::any_of(wanted.cbegin(), wanted.cend(), [&](const base::Bytes &each) {
                return std::memcmp(packed.data() + at + 2, each.constData(), static_cast<std::size_t>(each.size()))
                    == 0;
            });
            if (!match)
                continue;
            const Position position = statement->integer(0)
                + (static_cast<unsigned char>(packed[at]) | static_cast<unsigned char>(packed[at + 1]) << 8);
            if (!hasKey) { // the digits beyond the sixteenth byte, and an odd last one
                const auto candidate = rowAtPosition(*m_state, position);
                if (!candidate)
                    return fail(candidate.error());
                QString digits = key.toLower();
                if (!digits.startsWith(u"0x"_s))
                    digits.prepend(u"0x"_s);
                if (!candidate->id().hex().startsWith(digits))
                    continue;
            }
            if (found)
                return fail(ErrorKind::Conflict, u"\""_s + key.left(100) + u"\" fits several rows"_s,
                            u"give more digits"_s);
            found = position;
        }
    }
    if (!found)
        return fail(ErrorKind::NotFound, u"\""_s + key.left(100) + u"\" names no row"_s);
    return *found;
}

Status RowReader::forEach(base::TaskContext &task, const std::function<Status(const RowView &)> &visit)
{
    const auto snapshot = Snapshot::begin(*m_state);
    if (!snapshot)
        return fail(snapshot.error());
    return visitAll(*m_state, task, visit);
}

std::unique_ptr<RowSource> RowReader::source()
{
    return std::make_unique<Rows>(m_state);
}

Result<base::Bytes> RowReader::document(const QString &name)
{
    auto statement = m_state->database.prepare("SELECT bytes FROM documents WHERE name = ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, name);
    const auto row = statement->next();
    if (!row)
        return fail(row.error());
    return *row ? statement->blobView(0).toByteArray() : base::Bytes();
}

} // namespace datanet::dataset
