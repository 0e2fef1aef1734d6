#include "sync/vote_store.h"

#include "base/files.h"
#include "crypto/digest.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::uint32_t kVotesId = 0x646e7674; // "dnvt"

Status migrateVotes(base::Database &database, int found)
{
    if (found < 1) {
        auto made = database.execute(
            u"CREATE TABLE votes (chain INTEGER NOT NULL, reviews BLOB NOT NULL, contribution INTEGER NOT NULL,"
            " round INTEGER NOT NULL, reviewer BLOB NOT NULL, seat INTEGER NOT NULL, verdict INTEGER NOT NULL,"
            " bitmap BLOB NOT NULL, reasons BLOB NOT NULL, salt BLOB NOT NULL, raw BLOB NOT NULL,"
            " PRIMARY KEY (chain, reviews, contribution, round, reviewer)) WITHOUT ROWID;"_s);
        if (!made)
            return made;
    }
    if (found < 2) {
        auto made = database.execute(u"ALTER TABLE votes ADD COLUMN copy BLOB NOT NULL DEFAULT x'';"_s);
        if (!made)
            return made;
    }
    // Decisions as they were before did not say whose they were, so that one account could have sealed another's.
    // `earlier`: those before the last ones; count -1: there were none.
    return database.execute(
        u"DROP TABLE IF EXISTS decisions; DROP TABLE IF EXISTS earlier;"
        "CREATE TABLE decisions (chain INTEGER NOT NULL, reviews BLOB NOT NULL, contribution INTEGER NOT NULL,"
        " reviewer BLOB NOT NULL, verdict INTEGER NOT NULL, count INTEGER NOT NULL, bitmap BLOB NOT NULL,"
        " reasons BLOB NOT NULL, PRIMARY KEY (chain, reviews, contribution, reviewer)) WITHOUT ROWID;"
        "CREATE TABLE earlier (id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, reviews BLOB NOT NULL,"
        " contribution INTEGER NOT NULL, reviewer BLOB NOT NULL, verdict INTEGER NOT NULL, count INTEGER NOT NULL,"
        " bitmap BLOB NOT NULL, reasons BLOB NOT NULL);"
        "CREATE INDEX earlier_of ON earlier (chain, reviews, contribution, reviewer, id);"_s);
}

// Parameters 1 to 4.
base::Statement &bindDecisions(base::Statement &statement, const DecisionsKey &key)
{
    return statement.bind(1, static_cast<std::int64_t>(key.chainId))
        .bindBlob(2, key.reviews.view())
        .bind(3, static_cast<std::int64_t>(key.contribution))
        .bindBlob(4, key.reviewer.view());
}

void bindKey(base::Statement &statement, int first, const VoteKey &key)
{
    statement.bind(first, static_cast<std::int64_t>(key.chainId))
        .bindBlob(first + 1, key.reviews.view())
        .bind(first + 2, static_cast<std::int64_t>(key.contribution))
        .bind(first + 3, std::int64_t(key.round))
        .bindBlob(first + 4, key.reviewer.view());
}

} // namespace

chain::Vote KeptVote::vote(const VoteKey &key) const
{
    return {key.contribution,           key.round, key.reviewer, verdict, crypto::keccak256(bitmap),
            crypto::keccak256(reasons), salt};
}

Result<VoteStore> VoteStore::open(const QString &home)
{
    if (auto made = base::files::makeFolder(home); !made)
        return fail(made.error());
    auto database = base::Database::open(home + u"/votes.db"_s, {kVotesId, 3, migrateVotes});
    if (!database)
        return fail(database.error());
    return VoteStore(std::move(*database));
}

Status VoteStore::decide(const DecisionsKey &key, const curation::Vote &vote)
{
    if (auto valid = vote.validate(); !valid)
        return valid;
    auto statement = m_database.prepare("INSERT OR REPLACE INTO decisions VALUES (?,?,?,?,?,?,?,?)");
    if (!statement)
        return fail(statement.error());
    bindDecisions(*statement, key)
        .bind(5, static_cast<std::int64_t>(vote.verdict))
        .bind(6, static_cast<std::int64_t>(vote.accepted.size()))
        .bindBlob(7, curation::acceptedBitmap(vote.accepted))
        .bindBlob(8, curation::reasonsToJson(vote.reasons));
    return statement->run();
}

Status VoteStore::decideUndoably(const DecisionsKey &key, const curation::Vote &vote)
{
    return m_database.transaction([&]() -> Status {
        auto before = m_database.prepare(
            "INSERT INTO earlier (chain, reviews, contribution, reviewer, verdict, count, bitmap, reasons)"
            " SELECT ?1, ?2, ?3, ?4, coalesce(d.verdict, 0), coalesce(d.count, -1), coalesce(d.bitmap, x''),"
            " coalesce(d.reasons, x'') FROM (SELECT 1) LEFT JOIN decisions d"
            " ON d.chain = ?1 AND d.reviews = ?2 AND d.contribution = ?3 AND d.reviewer = ?4");
        if (!before)
            return fail(before.error());
        if (auto done = bindDecisions(*before, key).run(); !done)
            return done;
        auto oldest = m_database.prepare(
            "DELETE FROM earlier WHERE chain = ?1 AND reviews = ?2 AND contribution = ?3 AND reviewer = ?4"
            " AND id NOT IN (SELECT id FROM earlier WHERE chain = ?1 AND reviews = ?2"
            " AND contribution = ?3 AND reviewer = ?4 ORDER BY id DESC LIMIT ?5)");
        if (!oldest)
            return fail(oldest.error());
        if (auto done = bindDecisions(*oldest, key).bind(5, std::int64_t(kUndoable)).run(); !done)
            return done;
        return decide(key, vote);
    });
}

Result<std::optional<curation::Vote>> VoteStore::undo(const DecisionsKey &key)
{
    const auto done = m_database.transaction([&]() -> Status {
        auto last = m_database.prepare("SELECT id, count FROM earlier WHERE chain = ?1 AND reviews = ?2"
                                       " AND contribution = ?3 AND reviewer = ?4 ORDER BY id DESC LIMIT 1");
        if (!last)
            return fail(last.error());
        const auto found = bindDecisions(*last, key).next();
        if (!found)
            return fail(found.error());
        if (!*found)
            return fail(base::ErrorKind::NotFound, u"there is nothing to undo"_s);
        const auto id = last->integer(0);
        const bool nothing = last->integer(1) < 0;
        last->reset();
        auto back = m_database.prepare(
            nothing ? "DELETE FROM decisions WHERE chain = ?1 AND reviews = ?2 AND contribution = ?3"
                      " AND reviewer = ?4 AND ?5 > 0"
                    : "INSERT OR REPLACE INTO decisions SELECT chain, reviews, contribution, reviewer, verdict, count,"
                      " bitmap, reasons FROM earlier WHERE chain = ?1 AND reviews = ?2 AND contribution = ?3"
                      " AND reviewer = ?4 AND id = ?5");
        auto gone = m_database.prepare("DELETE FROM earlier WHERE id = ?1");
        if (!back || !gone)
            return fail(!back ? back.error() : gone.error());
        if (auto run = bindDecisions(*back, key).bind(5, id).run(); !run)
            return run;
        return gone->bind(1, id).run();
    });
    if (!done)
        return fail(done.error());
    return decisions(key);
}

Result<std::optional<curation::Vote>> VoteStore::decisions(const DecisionsKey &key)
{
    auto statement = m_database.prepare("SELECT verdict, count, bitmap, reasons FROM decisions"
                                        " WHERE chain = ? AND reviews = ? AND contribution = ? AND reviewer = ?");
    if (!statement)
        return fail(statement.error());
    const auto found = bindDecisions(*statement, key).next();
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<curation::Vote>();
    const auto accepted = curation::bitmapFromBytes(statement->blobView(2), statement->integer(1));
    auto reasons = curation::reasonsFromJson(statement->blobView(3));
    if (!accepted || !reasons)
        return fail(!accepted ? accepted.error() : reasons.error());
    return std::optional(
        curation::Vote{static_cast<curation::Verdict>(statement->integer(0)), *accepted, std::move(*reasons)});
}

Result<KeptVote> VoteStore::keep(const VoteKey &key, const KeptVote &vote)
{
    auto statement = m_database.prepare("INSERT OR IGNORE INTO votes VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!statement)
        return fail(statement.error());
    bindKey(*statement, 1, key);
    statement->bind(6, std::int64_t(vote.seat))
        .bind(7, static_cast<std::int64_t>(vote.verdict))
        .bindBlob(8, vote.bitmap.isEmpty() ? base::ByteView("", qsizetype(0)) : base::ByteView(vote.bitmap))
        .bindBlob(9, vote.reasons)
        .bindBlob(10, vote.salt.view())
        .bindBlob(11, vote.transaction.isEmpty() ? base::ByteView("", qsizetype(0)) : base::ByteView(vote.transaction))
        .bindBlob(12, vote.copy.view());
    if (auto done = statement->run(); !done)
        return fail(done.error());
    const auto kept = find(key);
    if (!kept)
        return fail(kept.error());
    if (!*kept)
        return fail(base::ErrorKind::Corrupt, u"the vote could not be kept"_s);
    return **kept;
}

Result<std::optional<KeptVote>> VoteStore::find(const VoteKey &key)
{
    auto statement =
        m_database.prepare("SELECT seat, verdict, bitmap, reasons, salt, raw, copy FROM votes WHERE chain = ?"
                           " AND reviews = ? AND contribution = ? AND round = ? AND reviewer = ?");
    if (!statement)
        return fail(statement.error());
    bindKey(*statement, 1, key);
    const auto found = statement->next();
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<KeptVote>();
    const auto salt = base::Bytes32::from(statement->blobView(4));
    if (!salt)
        return fail(base::ErrorKind::Corrupt, u"a vote on this machine is damaged"_s);
    return std::optional(KeptVote{
        static_cast<std::uint8_t>(statement->integer(0)), static_cast<chain::Verdict>(statement->integer(1)),
        statement->blobView(2).toByteArray(), statement->blobView(3).toByteArray(), *salt,
        statement->blobView(5).toByteArray(), base::Digest::from(statement->blobView(6)).value_or(base::Digest())});
}

Status VoteStore::setTransaction(const VoteKey &key, base::ByteView raw)
{
    auto statement = m_database.prepare("UPDATE votes SET raw = ? WHERE chain = ? AND reviews = ? AND contribution = ?"
                                        " AND round = ? AND reviewer = ?");
    if (!statement)
        return fail(statement.error());
    statement->bindBlob(1, raw);
    bindKey(*statement, 2, key);
    return statement->run();
}

Status VoteStore::setCopy(const VoteKey &key, const base::Digest &copy)
{
    auto statement = m_database.prepare("UPDATE votes SET copy = ? WHERE chain = ? AND reviews = ? AND contribution = ?"
                                        " AND round = ? AND reviewer = ?");
    if (!statement)
        return fail(statement.error());
    statement->bindBlob(1, copy.view());
    bindKey(*statement, 2, key);
    return statement->run();
}

} // namespace datanet::sync
