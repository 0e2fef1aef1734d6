#include "dataset/data_index.h"

#include "crypto/digest.h"
#include "dataset/data_index_format.h"
#include "dataset/held_rows.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstring>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

const base::Database::Format &indexFormat()
{
    static const base::Database::Format format{0x444e4958, // "DNIX"
                                               2, [](base::Database &database, int from) {
                                                   // Statistics without dates: everything is made again.
                                                   if (from == 1)
                                                       return database.execute(
                                                           u"INSERT INTO words(words) VALUES('delete-all');"
                                                           "DELETE FROM segments; DELETE FROM meta;"_s);
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

void removeFile(const QString &path)
{
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(end));
}

} // namespace

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

} // namespace datanet::dataset
