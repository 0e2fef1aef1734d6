#include "sync/opening_store.h"

#include "base/files.h"

#include <QFileInfo>

#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::Collection;
using chain::Opening;

namespace {

constexpr std::uint32_t kIndexId = 0x646e6378; // "dncx"
constexpr int kIndexVersion = 1;
// A place in the chain: the block's number above, the event's index in it below.
constexpr int kIndexBits = 24;
constexpr std::size_t kHashes = 8; // of an opening

Status migrateIndex(base::Database &database, int)
{
    return database.execute(
        u"CREATE TABLE openings (at INTEGER PRIMARY KEY, id INTEGER NOT NULL, datanet INTEGER NOT NULL,"
        " supersedes INTEGER NOT NULL, base_version INTEGER NOT NULL, count INTEGER NOT NULL,"
        " removals INTEGER NOT NULL, uses INTEGER NOT NULL, contributor BLOB NOT NULL, payee BLOB NOT NULL,"
        " hashes BLOB NOT NULL, datanet_place INTEGER NOT NULL, datanet_acc BLOB NOT NULL,"
        " contributor_place INTEGER NOT NULL, contributor_acc BLOB NOT NULL);"
        "CREATE INDEX by_id ON openings (id);"
        "CREATE INDEX by_datanet ON openings (datanet, datanet_place);"
        "CREATE INDEX by_contributor ON openings (contributor, contributor_place);"
        "CREATE TABLE blocks (number INTEGER PRIMARY KEY, hash BLOB NOT NULL);"
        "CREATE TABLE checks (list BLOB PRIMARY KEY, number INTEGER, hash BLOB, refused INTEGER NOT NULL)"
        " WITHOUT ROWID;"
        "CREATE TABLE last (id INTEGER PRIMARY KEY, state INTEGER, round INTEGER, decided INTEGER, bond INTEGER,"
        " parameters INTEGER, count INTEGER, accepted INTEGER, deadline INTEGER, round_block INTEGER,"
        " priority INTEGER, level INTEGER, number INTEGER NOT NULL, hash BLOB NOT NULL, time INTEGER);"_s);
}

std::int64_t placeOf(std::uint64_t block, std::uint64_t logIndex)
{
    return static_cast<std::int64_t>(block << kIndexBits | logIndex);
}

bool isDatanet(const OpeningList &list)
{
    return std::holds_alternative<std::uint64_t>(list);
}

void bindList(base::Statement &statement, int index, const OpeningList &list)
{
    if (const auto *datanet = std::get_if<std::uint64_t>(&list))
        statement.bind(index, static_cast<std::int64_t>(*datanet));
    else
        statement.bindBlob(index, std::get<base::Address>(list).view());
}

base::Bytes checkKey(const OpeningList &list)
{
    if (const auto *datanet = std::get_if<std::uint64_t>(&list))
        return QByteArray::number(qulonglong(*datanet));
    return std::get<base::Address>(list).toBytes();
}

base::Bytes accBytes(const Collection &collection)
{
    return collection.acc.toBytes32().toBytes().sliced(8);
}

base::Bytes hashesOf(const Opening &opening)
{
    base::Bytes all;
    for (const auto *hash : {&opening.recordsRoot, &opening.removalsRoot, &opening.bundleHash, &opening.manifestHash,
                             &opening.licenceHash, &opening.termsHash, &opening.gitCommit, &opening.authorship})
        all.append(hash->toBytes());
    return all;
}

// Columns from `id` to `hashes`, in their order. A damaged row gives an opening that hashes to nothing on chain.
constexpr const char *kOpeningColumns =
    "id, datanet, supersedes, base_version, count, removals, uses, contributor, payee, hashes";

Opening openingIn(const base::Statement &row)
{
    Opening opening;
    opening.id = static_cast<std::uint64_t>(row.integer(0));
    opening.datanet = static_cast<std::uint64_t>(row.integer(1));
    opening.supersedes = static_cast<std::uint64_t>(row.integer(2));
    opening.baseVersion = static_cast<std::uint32_t>(row.integer(3));
    opening.count = static_cast<std::uint32_t>(row.integer(4));
    opening.removalsCount = static_cast<std::uint32_t>(row.integer(5));
    opening.permittedUses = static_cast<std::uint32_t>(row.integer(6));
    opening.contributor = base::Address::from(row.blobView(7)).value_or(base::Address());
    opening.payee = base::Address::from(row.blobView(8)).value_or(base::Address());
    const auto hashes = row.blobView(9);
    if (hashes.size() != qsizetype(kHashes) * 32)
        return opening;
    qsizetype at = 0;
    for (auto *hash : {&opening.recordsRoot, &opening.removalsRoot, &opening.bundleHash, &opening.manifestHash,
                       &opening.licenceHash, &opening.termsHash, &opening.gitCommit, &opening.authorship}) {
        *hash = *base::Bytes32::from(hashes.sliced(at, 32));
        at += 32;
    }
    return opening;
}

std::string withList(const char *format, const OpeningList &list)
{
    const std::string name = isDatanet(list) ? "datanet" : "contributor";
    std::string sql = format;
    for (std::size_t at = sql.find('$'); at != std::string::npos; at = sql.find('$', at))
        sql.replace(at, 1, name);
    return sql;
}

Result<std::optional<BlockPlace>> oneBlock(base::Result<base::Statement> statement)
{
    if (!statement)
        return fail(statement.error());
    const auto row = statement->next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<BlockPlace>();
    const auto hash = base::Digest::from(statement->blobView(1));
    if (!hash)
        return fail(ErrorKind::Corrupt, u"the index of contributions is damaged"_s);
    return std::optional(BlockPlace{static_cast<std::uint64_t>(statement->integer(0)), *hash});
}

constexpr const char *kHead = "SELECT number, hash FROM blocks ORDER BY number DESC LIMIT 1";

} // namespace

Result<OpeningStore> OpeningStore::open(const QString &path)
{
    if (auto made = base::files::makeFolder(QFileInfo(path).path()); !made)
        return fail(made.error());
    auto database = base::Database::open(path, {kIndexId, kIndexVersion, migrateIndex});
    const auto useless = [](const base::Error &error) {
        return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::Denied;
    };
    if (!database && useless(database.error())) {
        for (const auto *end : {"", "-wal", "-shm"}) {
            if (auto removed = base::files::removeFile(path + QLatin1String(end)); !removed)
                return fail(removed.error());
        }
        database = base::Database::open(path, {kIndexId, kIndexVersion, migrateIndex});
    }
    if (!database)
        return fail(database.error());
    // It can be made again: what a power cut takes is followed once more.
    if (auto set = database->execute(u"PRAGMA synchronous=NORMAL"_s); !set)
        return fail(set.error());
    return OpeningStore(std::move(*database));
}

Result<std::optional<BlockPlace>> OpeningStore::head()
{
    return oneBlock(m_database.prepare(kHead));
}

Result<std::vector<BlockPlace>> OpeningStore::blocks()
{
    auto statement = m_database.prepare("SELECT number, hash FROM blocks ORDER BY number DESC LIMIT ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, std::int64_t(kKeptBlocks));
    std::vector<BlockPlace> blocks;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return blocks;
        if (const auto hash = base::Digest::from(statement->blobView(1)))
            blocks.push_back({static_cast<std::uint64_t>(statement->integer(0)), *hash});
    }
}

Status OpeningStore::append(const std::optional<BlockPlace> &after, std::span<const ToldOpening> openings,
                            const BlockPlace &to)
{
    return m_database.transaction([&]() -> Status {
        const auto now = head();
        if (!now)
            return fail(now.error());
        if (*now != after)
            return fail(ErrorKind::Conflict, u"another program follows the contributions at the same time"_s,
                        u"try again"_s);
        auto row = m_database.prepare("INSERT INTO openings VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        auto block = m_database.prepare("INSERT OR REPLACE INTO blocks VALUES (?,?)");
        if (!row || !block)
            return fail(!row ? row.error() : block.error());
        const auto keep = [&](const BlockPlace &place) {
            return block->bind(1, static_cast<std::int64_t>(place.number)).bindBlob(2, place.hash.view()).run();
        };
        std::map<OpeningList, Collection> ends;
        const auto grown = [&](const OpeningList &list, const base::Digest &hash) -> Result<Collection> {
            auto end = ends.find(list);
            if (end == ends.end()) {
                const auto before = collection(list, to.number);
                if (!before)
                    return fail(before.error());
                end = ends.emplace(list, *before).first;
            }
            return end->second = end->second.with(hash);
        };
        std::optional<std::uint64_t> lastBlock;
        for (const auto &told : openings) {
            const auto &opening = told.opening;
            const auto hash = opening.hash();
            const auto ofDatanet = grown(opening.datanet, hash);
            const auto ofContributor = grown(opening.contributor, hash);
            if (!ofDatanet || !ofContributor)
                return fail(!ofDatanet ? ofDatanet.error() : ofContributor.error());
            const auto hashes = hashesOf(opening);
            const auto datanetAcc = accBytes(*ofDatanet);
            const auto contributorAcc = accBytes(*ofContributor);
            row->bind(1, placeOf(told.block.number, told.logIndex))
                .bind(2, static_cast<std::int64_t>(opening.id))
                .bind(3, static_cast<std::int64_t>(opening.datanet))
                .bind(4, static_cast<std::int64_t>(opening.supersedes))
                .bind(5, std::int64_t(opening.baseVersion))
                .bind(6, std::int64_t(opening.count))
                .bind(7, std::int64_t(opening.removalsCount))
                .bind(8, std::int64_t(opening.permittedUses))
                .bindBlob(9, opening.contributor.view())
                .bindBlob(10, opening.payee.view())
                .bindBlobView(11, hashes)
                .bind(12, static_cast<std::int64_t>(ofDatanet->count))
                .bindBlobView(13, datanetAcc)
                .bind(14, static_cast<std::int64_t>(ofContributor->count))
                .bindBlobView(15, contributorAcc);
            if (auto done = row->run(); !done)
                return done;
            if (lastBlock != told.block.number && !told.block.hash.isZero()) {
                if (auto kept = keep(told.block); !kept)
                    return kept;
            }
            lastBlock = told.block.number;
        }
        if (auto kept = keep(to); !kept)
            return kept;
        return m_database.execute(u"DELETE FROM blocks WHERE number <= (SELECT number FROM blocks"
                                  " ORDER BY number DESC LIMIT 1 OFFSET %1)"_s.arg(kKeptBlocks));
    });
}

Status OpeningStore::rollBack(const BlockPlace &to)
{
    return m_database.transaction([&]() -> Status {
        auto openings = m_database.prepare("DELETE FROM openings WHERE at >= ?");
        auto blocks = m_database.prepare("DELETE FROM blocks WHERE number >= ?");
        auto last = m_database.prepare("DELETE FROM last WHERE number > ?");
        auto block = m_database.prepare("INSERT INTO blocks VALUES (?,?)");
        // A list that matched later matches here too: what it was then begins with what it is now.
        auto checks = m_database.prepare("UPDATE checks SET number = ?1, hash = ?2 WHERE number > ?1");
        for (const auto *statement : {&openings, &blocks, &last, &block, &checks}) {
            if (!*statement)
                return fail(statement->error());
        }
        const auto number = static_cast<std::int64_t>(to.number);
        if (auto done = openings->bind(1, placeOf(to.number + 1, 0)).run(); !done)
            return done;
        if (auto done = blocks->bind(1, number).run(); !done)
            return done;
        if (auto done = last->bind(1, number).run(); !done)
            return done;
        if (auto done = block->bind(1, number).bindBlob(2, to.hash.view()).run(); !done)
            return done;
        return checks->bind(1, number).bindBlob(2, to.hash.view()).run();
    });
}

Status OpeningStore::clear()
{
    return m_database.transaction([&] {
        return m_database.execute(u"DELETE FROM openings; DELETE FROM blocks; DELETE FROM last;"
                                  "UPDATE checks SET number = NULL, hash = NULL"_s);
    });
}

Result<Collection> OpeningStore::collection(const OpeningList &list, std::uint64_t block)
{
    auto statement = m_database.prepare(
        withList("SELECT $_place, $_acc FROM openings WHERE $ = ? AND at < ? ORDER BY $_place DESC LIMIT 1", list));
    if (!statement)
        return fail(statement.error());
    bindList(*statement, 1, list);
    statement->bind(2, placeOf(block + 1, 0));
    const auto row = statement->next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return Collection();
    const auto acc = base::Uint256::fromBigEndian(statement->blobView(1));
    return Collection{static_cast<std::uint64_t>(statement->integer(0)), acc.value_or(base::Uint256())};
}

Result<std::vector<OpeningStore::Entry>> OpeningStore::page(const OpeningList &list, std::uint64_t block,
                                                            std::uint64_t before, std::size_t limit)
{
    auto statement = m_database.prepare(withList("SELECT ", list) + kOpeningColumns
                                        + withList(", $_place FROM openings WHERE $ = ? AND $_place < ? AND at < ?"
                                                   " ORDER BY $_place DESC LIMIT ?",
                                                   list));
    if (!statement)
        return fail(statement.error());
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    bindList(*statement, 1, list);
    statement->bind(2, before == 0 ? kMost : static_cast<std::int64_t>(before))
        .bind(3, placeOf(block + 1, 0))
        .bind(4, limit > std::size_t(kMost) ? kMost : static_cast<std::int64_t>(limit));
    std::vector<Entry> entries;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return entries;
        entries.push_back({static_cast<std::uint64_t>(statement->integer(10)), openingIn(*statement)});
    }
}

Result<std::vector<Opening>> OpeningStore::told(std::uint64_t id)
{
    auto statement =
        m_database.prepare(std::string("SELECT ") + kOpeningColumns + " FROM openings WHERE id = ? LIMIT 16");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, static_cast<std::int64_t>(id));
    std::vector<Opening> openings;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return openings;
        openings.push_back(openingIn(*statement));
    }
}

Result<std::uint64_t> OpeningStore::size()
{
    auto statement = m_database.prepare("SELECT count(*) FROM openings");
    if (!statement)
        return fail(statement.error());
    if (const auto row = statement->next(); !row)
        return fail(row.error());
    return static_cast<std::uint64_t>(statement->integer(0));
}

Result<OpeningStore::Check> OpeningStore::check(const OpeningList &list)
{
    auto statement = m_database.prepare("SELECT number, hash, refused FROM checks WHERE list = ?");
    if (!statement)
        return fail(statement.error());
    statement->bindBlob(1, checkKey(list));
    const auto row = statement->next();
    if (!row)
        return fail(row.error());
    Check check;
    if (!*row)
        return check;
    check.refusedAt = statement->integer(2);
    if (const auto hash = base::Digest::from(statement->blobView(1)); hash && !statement->isNull(0))
        check.matched = BlockPlace{static_cast<std::uint64_t>(statement->integer(0)), *hash};
    return check;
}

Status OpeningStore::setCheck(const OpeningList &list, const Check &check)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO checks VALUES (?,?,?,?)");
    if (!statement)
        return fail(statement.error());
    statement->bindBlob(1, checkKey(list)).bindNull(2).bindNull(3).bind(4, check.refusedAt);
    if (check.matched)
        statement->bind(2, static_cast<std::int64_t>(check.matched->number)).bindBlob(3, check.matched->hash.view());
    return statement->run();
}

Result<std::optional<light::Proven<chain::ContributionStatus>>> OpeningStore::lastStatus(std::uint64_t id)
{
    using Kept = std::optional<light::Proven<chain::ContributionStatus>>;
    auto row = m_database.prepare("SELECT * FROM last WHERE id = ?");
    if (!row)
        return fail(row.error());
    row->bind(1, static_cast<std::int64_t>(id));
    const auto found = row->next();
    if (!found)
        return fail(found.error());
    if (!*found)
        return Kept();
    const auto whole = [&](int column) { return static_cast<std::uint64_t>(row->integer(column)); };
    const chain::ContributionStatus status{static_cast<chain::ContributionState>(whole(1)),
                                           static_cast<std::uint8_t>(whole(2)),
                                           static_cast<std::uint8_t>(whole(3)),
                                           whole(4) != 0,
                                           static_cast<std::uint32_t>(whole(5)),
                                           static_cast<std::uint32_t>(whole(6)),
                                           static_cast<std::uint32_t>(whole(7)),
                                           whole(8),
                                           whole(9),
                                           whole(10)};
    const light::BlockMark block{whole(12), base::Digest::from(row->blobView(13)).value_or(base::Digest()), whole(14)};
    const auto level = static_cast<light::Level>(row->integer(11));
    if (!statusIsLast(status) || level <= light::Level::Unknown)
        return Kept();
    return Kept(
        std::in_place, status, level, block,
        std::vector<light::Step>{
            {u"proven at this block and kept on this computer: a contribution never leaves this state"_s, block.hash}});
}

Status OpeningStore::keepLast(std::span<const LastStatus> statuses)
{
    if (statuses.empty())
        return {};
    return m_database.transaction([&]() -> Status {
        auto row = m_database.prepare("INSERT OR REPLACE INTO last VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        if (!row)
            return fail(row.error());
        for (const auto &[id, proven] : statuses) {
            const auto &status = proven.value();
            const std::uint64_t values[] = {id,
                                            static_cast<std::uint64_t>(status.state),
                                            status.round,
                                            status.decidedRound,
                                            status.bondHeld ? 1U : 0U,
                                            status.parametersId,
                                            status.count,
                                            status.acceptedCount,
                                            status.deadline,
                                            status.roundBlock,
                                            status.priority,
                                            static_cast<std::uint64_t>(proven.level()),
                                            proven.block().number};
            int column = 0;
            for (const auto value : values)
                row->bind(++column, static_cast<std::int64_t>(value));
            row->bindBlob(14, proven.block().hash.view()).bind(15, static_cast<std::int64_t>(proven.block().time));
            if (auto done = row->run(); !done)
                return done;
        }
        return {};
    });
}

bool statusIsLast(const chain::ContributionStatus &status)
{
    using chain::ContributionState;
    switch (status.state) {
    case ContributionState::Published:
    case ContributionState::Superseded:
    case ContributionState::NoRight:
    case ContributionState::ExpiredUnopened:
        return true;
    case ContributionState::ExpiredUndelivered:
        return status.round == 1; // else it may be sent again
    case ContributionState::Committed:
    case ContributionState::Opened:
    case ContributionState::PanelDrawn:
    case ContributionState::InReview:
    case ContributionState::Accepted:
    case ContributionState::PartlyAccepted:
    case ContributionState::ChangesRequested:
    case ContributionState::Rejected:
    case ContributionState::Withdrawn:
    case ContributionState::ExpiredUndecided:
        break;
    }
    return false;
}

} // namespace datanet::sync
