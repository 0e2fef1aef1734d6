#include "dataset/data_index.h"

#include "crypto/digest.h"
#include "dataset/held_rows.h"
#include "dataset/record_filter.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstring>
#include <future>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using NodeKind = FilterNode::Kind;

namespace {

// A word's row number says its segment and its line there.
constexpr int kLineBits = 9;
static_assert(kMaximumSegmentRows <= 1 << kLineBits);
constexpr std::int64_t kMaximumPackedBytes = 64 << 20; // statistics of a segment with as many columns as are counted
constexpr std::size_t kBatchSegments = 192; // about 6 MB of rows to a transaction
// A shorter beginning of a word fits so many words that looking through the rows is as quick.
constexpr qsizetype kShortestBeginning = 2;

const base::Database::Format &indexFormat()
{
    static const base::Database::Format format{0x444e4958, // "DNIX"
                                               1, [](base::Database &database, int) {
                                                   // The words come folded and separated by spaces, so the tokenizer
                                                   // has nothing to decide.
                                                   return database.execute(uR"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE segments(id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, rows INTEGER NOT NULL,
    statistics BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=none, columnsize=0, tokenize='ascii');
INSERT INTO words(words, rank) VALUES('hashsize', 33554432);
)"_s);
                                               }};
    return format;
}

base::Digest keyOf(const std::vector<SegmentEntry> &segments)
{
    crypto::Sha256 digest;
    for (const SegmentEntry &entry : segments)
        digest.update(entry.sha256.view());
    return digest.finish();
}

Status setMeta(base::Database &database, std::string_view name, base::ByteView value)
{
    auto statement = database.prepare("INSERT OR REPLACE INTO meta VALUES(?1, ?2)");
    if (!statement)
        return fail(statement.error());
    return statement->bindText(1, name).bindBlob(2, value).run();
}

void removeFile(const QString &path)
{
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(end));
}

// What the index keeps of one segment.
struct Prepared
{
    base::Digest sha256;
    std::vector<std::string> words; // of each row
    base::Bytes statistics;
};

using Names = std::set<std::string, std::less<>>;

Result<std::vector<Prepared>> prepare(HeldRows &held, const std::vector<std::size_t> &segments, const Names &many,
                                      base::TaskContext &task)
{
    std::vector<Prepared> result;
    FieldScanner fields;
    base::Compressor compressor(kCompressionLevel);
    for (const std::size_t segment : segments) {
        if (task.cancelled())
            return base::cancelled();
        const auto loaded = held.state().load(segment);
        if (!loaded)
            return fail(loaded.error());
        Prepared &prepared = result.emplace_back();
        prepared.sha256 = held.state().segments[segment].sha256;
        StatisticsCollector statistics;
        for (const std::string_view line : (*loaded)->text.lines) {
            std::string &words = prepared.words.emplace_back();
            if (fields.load(line))
                appendRecordWords(words, fields);
            statistics.add(line);
        }
        prepared.statistics = compressor.compress(statistics.packed(many));
    }
    return result;
}

} // namespace

std::size_t DigestHash::operator()(const base::Digest &digest) const
{
    std::size_t value = 0;
    std::memcpy(&value, digest.view().data(), sizeof value);
    return value;
}

Result<base::Database> DataIndex::openFile(const QString &path)
{
    // A log left behind by a file that was deleted must not be played into a new one.
    if (!QFile::exists(path))
        removeFile(path);
    auto database = base::Database::open(path, indexFormat());
    if (!database)
        return database;
    // It can be made again, so a power cut may cost the last steps; it never leaves half of one.
    if (auto status = database->execute(u"PRAGMA synchronous=NORMAL"_s); !status)
        return fail(status.error());
    return database;
}

bool DataIndex::exists(const QString &folder)
{
    return QFile::exists(QDir(folder).filePath(QLatin1String(kFile)));
}

Result<DataIndex> DataIndex::open(const QString &folder)
{
    auto database = openFile(QDir(folder).filePath(QLatin1String(kFile)));
    if (database) {
        DataIndex index(folder, std::move(*database));
        const auto status = index.refresh();
        if (status)
            return index;
        if (status.error().kind != ErrorKind::Corrupt)
            return fail(status.error());
        if (auto begun = index.beginAnew(); !begun)
            return fail(begun.error());
        return index;
    }
    // Damaged, of another program or of a newer version: there is nothing in it that the rows do not say.
    if (database.error().kind != ErrorKind::Corrupt && database.error().kind != ErrorKind::Denied)
        return fail(database.error());
    const QString path = QDir(folder).filePath(QLatin1String(kFile));
    removeFile(path);
    database = openFile(path);
    if (!database)
        return fail(database.error());
    return DataIndex(folder, std::move(*database));
}

Status DataIndex::beginAnew()
{
    m_database.reset();
    m_ids.clear();
    m_seenVersion = -1;
    const QString path = QDir(m_folder).filePath(QLatin1String(kFile));
    removeFile(path);
    auto database = openFile(path);
    if (!database)
        return fail(database.error());
    m_database = std::move(*database);
    return {};
}

// What another process has added since.
Status DataIndex::refresh()
{
    if (!m_database)
        return fail(ErrorKind::Io, u"the search index could not be opened"_s);
    auto version = m_database->prepare("PRAGMA data_version");
    if (!version)
        return fail(version.error());
    if (const auto row = version->next(); !row)
        return fail(row.error());
    const std::int64_t now = version->integer(0);
    if (now == m_seenVersion)
        return {};
    auto statement = m_database->prepare("SELECT id, sha256 FROM segments");
    if (!statement)
        return fail(statement.error());
    std::unordered_map<base::Digest, std::int64_t, DigestHash> ids;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const auto digest = base::Digest::from(statement->blobView(1));
        if (!digest)
            return fail(ErrorKind::Corrupt, u"the search index is damaged"_s);
        ids.emplace(*digest, statement->integer(0));
    }
    m_ids = std::move(ids);
    m_seenVersion = now;
    return {};
}

Status DataIndex::clear()
{
    m_ids.clear();
    return m_database->transaction([this] {
        return m_database->execute(
            u"DELETE FROM meta; DELETE FROM segments; INSERT INTO words(words) VALUES('delete-all')"_s);
    });
}

Result<std::optional<base::Bytes>> DataIndex::meta(std::string_view name)
{
    auto statement = m_database->prepare("SELECT value FROM meta WHERE name = ?1");
    if (!statement)
        return fail(statement.error());
    const auto row = statement->bindText(1, name).next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<base::Bytes>();
    return std::optional(statement->blobView(0).toByteArray());
}

// One bringing into step: the rows are read and their words found by one thread, while this one writes.
class DataIndex::Update
{
public:
    Update(DataIndex &index, HeldRows &held, base::TaskContext &task) : m_index(index), m_held(held), m_task(task) { }

    Status run(bool anew)
    {
        const auto &segments = m_held.state().segments;
        if (anew || isMostlyStale()) {
            if (auto status = m_index.clear(); !status)
                return status;
        }
        const base::Digest key = keyOf(segments);
        const auto known = m_index.meta("statistics_of");
        if (!known)
            return fail(known.error());
        std::vector<std::size_t> missing;
        for (std::size_t segment = 0; segment < segments.size(); ++segment) {
            if (!m_index.m_ids.contains(segments[segment].sha256))
                missing.push_back(segment);
            m_total += segments[segment].count;
        }
        if (missing.empty() && *known && base::ByteView(**known) == key.view())
            return {};
        if (auto status = uniteKnown(); !status)
            return status;
        if (auto status = add(missing); !status)
            return status;
        if (m_united.needsRecount() && !anew)
            return run(true);
        return m_index.m_database->transaction([&]() -> Status {
            if (auto status = setMeta(*m_index.m_database, "statistics", m_united.packed()); !status)
                return status;
            return setMeta(*m_index.m_database, "statistics_of", key.view());
        });
    }

private:
    // Rows that are no more stay until they outnumber those that are; then the whole is made anew.
    [[nodiscard]] bool isMostlyStale() const
    {
        constexpr std::size_t kAlwaysKept = 1000;
        return m_index.m_ids.size() > 2 * m_held.state().segments.size() + kAlwaysKept;
    }

    Status uniteKnown()
    {
        m_united = StatisticsCollector();
        m_done = 0;
        auto statement = m_index.m_database->prepare("SELECT statistics FROM segments WHERE id = ?1");
        if (!statement)
            return fail(statement.error());
        for (const SegmentEntry &entry : m_held.state().segments) {
            const auto id = m_index.m_ids.find(entry.sha256);
            if (id == m_index.m_ids.end())
                continue;
            if (m_task.cancelled())
                return base::cancelled();
            const auto row = statement->bind(1, id->second).next();
            if (!row)
                return fail(row.error());
            if (!*row || !unite(statement->blobView(0)))
                return fail(ErrorKind::Corrupt, u"the search index is damaged"_s);
            statement->reset();
            m_done += entry.count;
        }
        return {};
    }

    [[nodiscard]] bool unite(base::ByteView frame)
    {
        const auto packed = m_decompressor.decompress(frame, kMaximumPackedBytes);
        return packed && m_united.mergePacked(*packed);
    }

    Status add(const std::vector<std::size_t> &missing)
    {
        const auto prepareFrom = [&](std::size_t from) {
            std::vector<std::size_t> batch(
                missing.begin() + static_cast<std::ptrdiff_t>(from),
                missing.begin() + static_cast<std::ptrdiff_t>(std::min(from + kBatchSegments, missing.size())));
            return std::async(std::launch::async, [this, batch = std::move(batch), many = m_united.columnsOfMany()] {
                return prepare(m_held, batch, many, m_task);
            });
        };
        if (missing.empty())
            return {};
        auto next = prepareFrom(0);
        for (std::size_t from = 0; from < missing.size(); from += kBatchSegments) {
            m_task.progress(m_done, m_total);
            auto prepared = next.get();
            if (!prepared)
                return fail(prepared.error());
            if (from + kBatchSegments < missing.size())
                next = prepareFrom(from + kBatchSegments);
            // The future of an unfinished step waits for it when this returns.
            if (auto status = write(*prepared); !status)
                return status;
        }
        return {};
    }

    Status write(const std::vector<Prepared> &batch)
    {
        std::vector<std::pair<base::Digest, std::int64_t>> added;
        auto &database = *m_index.m_database;
        const auto written = database.transaction([&]() -> Status {
            auto insert =
                database.prepare("INSERT OR IGNORE INTO segments(sha256, rows, statistics) VALUES(?1, ?2, ?3)");
            auto words = database.prepare("INSERT INTO words(rowid, text) VALUES(?1, ?2)");
            if (!insert || !words)
                return fail(!insert ? insert.error() : words.error());
            for (const Prepared &segment : batch) {
                insert->bindBlob(1, segment.sha256.view()).bind(2, static_cast<std::int64_t>(segment.words.size()));
                if (auto status = insert->bindBlobView(3, segment.statistics).run(); !status)
                    return status;
                if (database.changes() == 0)
                    continue; // another process was quicker
                const std::int64_t id = database.lastRowId();
                for (std::size_t line = 0; line < segment.words.size(); ++line) {
                    words->bind(1, id << kLineBits | static_cast<std::int64_t>(line));
                    if (auto status = words->bindTextView(2, segment.words[line]).run(); !status)
                        return status;
                }
                added.emplace_back(segment.sha256, id);
            }
            return {};
        });
        if (!written)
            return written;
        for (const auto &[sha256, id] : added)
            m_index.m_ids.emplace(sha256, id);
        for (const Prepared &segment : batch) {
            if (!unite(segment.statistics))
                return fail(ErrorKind::Corrupt, u"the statistics of a column came out damaged"_s);
            m_done += static_cast<std::int64_t>(segment.words.size());
        }
        return {};
    }

    DataIndex &m_index;
    HeldRows &m_held;
    base::TaskContext &m_task;
    StatisticsCollector m_united;
    base::Decompressor m_decompressor;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
};

Status DataIndex::update(base::TaskContext &task)
{
    auto held = HeldRows::open(m_folder);
    if (!held)
        return fail(held.error());
    Status status = refresh();
    if (status)
        status = Update(*this, *held, task).run(false);
    if (status || status.error().kind != ErrorKind::Corrupt)
        return status;
    if (auto begun = beginAnew(); !begun)
        return begun;
    return Update(*this, *held, task).run(false);
}

Result<bool> DataIndex::isCurrent()
{
    auto held = HeldRows::open(m_folder);
    if (!held)
        return fail(held.error());
    if (auto status = refresh(); !status)
        return fail(status.error());
    const auto &segments = held->state().segments;
    return std::all_of(segments.begin(), segments.end(),
                       [this](const SegmentEntry &entry) { return m_ids.contains(entry.sha256); });
}

Result<std::optional<Statistics>> DataIndex::statistics()
{
    auto held = HeldRows::open(m_folder);
    if (!held)
        return fail(held.error());
    if (auto status = refresh(); !status)
        return fail(status.error());
    const auto of = meta("statistics_of");
    const auto bytes = meta("statistics");
    if (!of || !bytes)
        return fail(!of ? of.error() : bytes.error());
    StatisticsCollector united;
    if (!*of || !*bytes || base::ByteView(**of) != keyOf(held->state().segments).view() || !united.mergePacked(**bytes))
        return std::optional<Statistics>();
    return std::optional(united.result());
}

struct DataIndex::Places
{
    struct Place
    {
        std::int64_t first = 0;
        int count = 0;
    };
    std::unordered_multimap<std::int64_t, Place> byId;
    std::int64_t rows = 0;
};

Result<std::optional<WordCandidates>> DataIndex::candidates(const FilterNode &expression,
                                                            const std::vector<SegmentEntry> &segments,
                                                            const std::vector<std::int64_t> &offsets)
{
    if (auto status = refresh(); !status)
        return fail(status.error());
    Places places;
    places.rows = offsets.empty() ? 0 : offsets.back();
    WordCandidates result;
    result.indexed.resize(segments.size());
    for (std::size_t index = 0; index < segments.size(); ++index) {
        const auto known = m_ids.find(segments[index].sha256);
        if (known == m_ids.end())
            continue;
        result.indexed[index] = true;
        places.byId.emplace(known->second, Places::Place{offsets[index], segments[index].count});
    }
    auto found = find(expression, places);
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<WordCandidates>();
    result.rows = std::move((*found)->rows);
    result.exact = (*found)->exact;
    return std::optional(std::move(result));
}

Result<std::optional<DataIndex::Found>> DataIndex::find(const FilterNode &node, const Places &places)
{
    if (node.kind == NodeKind::Words)
        return findWords(node, places);
    if (node.kind != NodeKind::And && node.kind != NodeKind::Or)
        return std::optional<Found>();
    std::optional<Found> result;
    bool allKnown = true;
    for (const FilterNode &child : node.children) {
        auto found = find(child, places);
        if (!found)
            return found;
        if (!*found) {
            if (node.kind == NodeKind::Or)
                return std::optional<Found>();
            allKnown = false;
            continue;
        }
        if (!result) {
            result = std::move(**found);
            continue;
        }
        if (node.kind == NodeKind::And)
            result->rows.intersect((*found)->rows);
        else
            result->rows.unite((*found)->rows);
        result->exact = result->exact && (*found)->exact;
    }
    if (result)
        result->exact = result->exact && allKnown;
    return result;
}

Result<std::optional<DataIndex::Found>> DataIndex::findWords(const FilterNode &node, const Places &places)
{
    const QStringList words = QString::fromStdString(node.text).split(u' ', Qt::SkipEmptyParts);
    QStringList asked;
    for (qsizetype index = 0; index < words.size(); ++index) {
        const bool beginning = !node.wholeWords && index + 1 == words.size();
        if (beginning && words[index].size() < kShortestBeginning)
            continue;
        asked.append(u'"' + words[index] + u'"' + (beginning ? u"*"_s : QString()));
    }
    if (asked.isEmpty())
        return std::optional<Found>();
    auto statement = m_database->prepare("SELECT rowid FROM words WHERE words MATCH ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, asked.join(u" AND "_s));
    // The index knows which words a row has, but not where they stand.
    Found found{RowBitmap(places.rows), words.size() == 1};
    std::int64_t lastId = -1;
    auto range = places.byId.equal_range(lastId);
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return std::optional(std::move(found));
        const std::int64_t id = statement->integer(0) >> kLineBits;
        const std::int64_t line = statement->integer(0) & ((1 << kLineBits) - 1);
        if (id != lastId)
            range = places.byId.equal_range(lastId = id);
        for (auto place = range.first; place != range.second; ++place) {
            if (line < place->second.count)
                found.rows.set(place->second.first + line);
        }
    }
}

} // namespace datanet::dataset
