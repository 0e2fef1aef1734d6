#pragma once

#include "base/task.h"
#include "crypto/secp256k1.h"
#include "curation/datanet_rules.h"
#include "curation/review.h"
#include "curation/run_checks.h"
#include "light/proven.h"
#include "sync/contributions.h"
#include "sync/network.h"
#include "sync/removals.h"
#include "sync/review_risk.h"
#include "versioning/repository.h"

#include <QString>

#include <optional>
#include <vector>

// A reviewer's work: what waits, opening it, deciding, sealing the vote, opening it later, publishing. Every step may
// be tried again after a kill or an error, and a step that somebody else has done meanwhile is done.
namespace datanet::sync {

enum class ReviewTask : std::uint8_t {
    Wait, // nothing to do now
    Draw, // opened, and the panel may be drawn: anyone may
    Read, // delivered and this account has a seat: read, decide, seal
    Reveal, // votes may be opened
    Finalize, // all votes are open, or the time is over
    HandOver, // accepted, and this panel member has the records that the datanet's remote needs
    Publish, // accepted, not published yet, and this account may
    Expire, // somebody was silent past a deadline: anyone may end it as the rules say
    Done,
};
[[nodiscard]] QString
reviewTaskName(ReviewTask task); // "wait", "draw", "read", "reveal", "finalize", "hand-over", "expire", ...

struct ReviewEntry
{
    Contribution contribution;
    std::optional<std::uint8_t> seat; // this account's
    ReviewTask task = ReviewTask::Wait;
    Risk risk;
    // Seconds since 1970, by the chain's clock: when it came to where it is. Nothing where nothing is due.
    std::optional<std::uint64_t> since;
    QString title; // of the data set, once opened
    bool opened = false; // unpacked on this machine
    bool sealed = false; // this account's vote is sealed
    bool revealed = false; // and opened, for everybody to read
};

struct ReviewQueue
{
    std::vector<ReviewEntry> entries; // by risk, see sortQueue()
    std::uint64_t time = 0; // the newest block's
    light::Proven<std::uint64_t> count; // of contributions to the datanet; X when a server left some out
};
// What can be done comes first, then what waits for others, then the rest; within these as asked for. Equal ones keep
// their order, which is the newest first.
enum class QueueOrder : std::uint8_t { Riskiest, Oldest, Largest, Deadline };
void sortQueue(std::vector<ReviewEntry> &entries, QueueOrder order);

[[nodiscard]] base::Result<ReviewQueue> reviewQueue(const Network &network, std::uint64_t datanet,
                                                    const base::Address &reviewer, base::TaskContext &context);
// What was appealed, of all datanets: the queue of jurors. Its count is that of the datanets.
[[nodiscard]] base::Result<ReviewQueue> appealQueue(const Network &network, const base::Address &juror,
                                                    base::TaskContext &context);

// An accepted record that the contribution asks to take out, beside what would take its place.
struct ReviewedRemoval
{
    Removal removal;
    std::uint64_t contribution = 0; // that brought the record
    base::Address contributor;
    std::string before; // its canonical body
    std::optional<std::int64_t> replacement; // position of the new record in the contribution
    std::string after; // the new record's canonical body; empty where the record just goes
};

// A submission unpacked: downloaded, its hash checked against the chain, decrypted, the bundle's hash, the signatures,
// the manifest and the records' root checked against what was declared. Only what matched is here.
struct OpenedReview
{
    std::uint64_t id = 0;
    std::uint64_t datanet = 0;
    std::uint8_t round = 1; // 2: judged by an outside panel, after an appeal
    QString folder; // a data set of its own, for RowReader and Repository
    QString title;
    std::vector<base::Digest> records; // ascending: position -> record id
    std::vector<dataset::Position> rows; // position -> row in the folder
    std::vector<ReviewedRemoval> removals; // in the order of the list; for most there are none
    curation::DatanetRules rules; // those the contribution was committed under
    curation::Report report; // the same checks the contributor could run
    curation::Vote suggested; // what follows from the report; asks for changes where somebody else's record just goes
    curation::Vote vote; // as kept on this machine; the suggested one at first
    std::vector<light::Step> checks; // what was checked, in words
};
// Denied without a seat; Corrupt, saying what, when something is not what was declared.
[[nodiscard]] base::Result<OpenedReview> openReview(const Network &network, std::uint64_t id,
                                                    const crypto::SecretKey &key, base::TaskContext &context);

// Keeps the account's decisions so far on this machine; nothing is sent.
base::Status decide(const Network &network, std::uint64_t id, const base::Address &reviewer,
                    const curation::Vote &vote);

// The same, and the decisions before can be had back by undoDecision(), which gives them: nothing where they were none.
base::Status decideUndoably(const Network &network, std::uint64_t id, const base::Address &reviewer,
                            const curation::Vote &vote);
[[nodiscard]] base::Result<std::optional<curation::Vote>> undoDecision(const Network &network, std::uint64_t id,
                                                                       const base::Address &reviewer);

// Starts the panel: draws it as soon as the seed's block is over. NotFound for no such contribution.
base::Status drawPanel(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                       base::TaskContext &context);

// Registers the vote. Writes it down first: after a kill the same vote is found, never a second one. What opening it
// needs besides the account's key goes along, encrypted to that key (vote_escrow.h). Seals what decide() kept last;
// Invalid where a reason is missing or the verdict is an outside panel's only, NotFound where nothing was decided.
base::Status sealVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                      base::TaskContext &context);
// Uploads the reasons to the datanet's inbox (before, they would tell the vote) and opens the sealed vote. One that was
// sealed on another machine is restored by itself; where its reasons are lost it is opened without them. Denied
// before it may be opened, because opening early costs the penalty.
base::Status revealVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                        base::TaskContext &context);
// Anyone may: computes the result on chain.
base::Status finalizeReview(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                            base::TaskContext &context);

// Anyone may: ends a contribution whose panel was not drawn, or whose data did not come, in time. Denied before.
base::Status expireContribution(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                                base::TaskContext &context);

// Appends the accepted records to the datanet's remote, with the proof that lets anybody check it, and names the commit
// on chain. The records come from the panel member's opened submission; an account that may register the version but
// has no records takes the commit that a panel member put there, after checking it. Denied while an appeal is possible.
struct Publication
{
    versioning::CommitId commit; // on the remote
    bool registered = false; // on chain; false while only the owner may and this account is somebody else
};
[[nodiscard]] base::Result<Publication> publishContribution(const Network &network, std::uint64_t id,
                                                            const crypto::SecretKey &key, base::TaskContext &context);

} // namespace datanet::sync
