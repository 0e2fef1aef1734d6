#pragma once

#include "base/task.h"
#include "crypto/secp256k1.h"
#include "curation/datanet_rules.h"
#include "curation/review.h"
#include "curation/run_checks.h"
#include "light/proven.h"
#include "sync/contributions.h"
#include "sync/network.h"

#include <QString>

#include <optional>
#include <vector>

// A reviewer's work: what waits, opening it, deciding, sealing the vote, opening it later, publishing.
namespace datanet::sync {

enum class ReviewTask : std::uint8_t {
    Wait,     // nothing to do now
    Read,     // delivered and this account has a seat: read, decide, seal
    Reveal,   // votes may be opened
    Finalize, // all votes are open, or the time is over
    Publish,  // accepted and not published yet
    Done,
};

struct ReviewEntry
{
    Contribution contribution;
    std::optional<std::uint8_t> seat; // this account's
    ReviewTask task = ReviewTask::Wait;
    int risk = 0;                     // 0 low, 1 medium, 2 high; from the findings once opened, else from its size
    QString title;                    // of the data set, once opened
    bool opened = false;              // unpacked on this machine
    bool sealed = false;              // this account's vote is sealed
};

// Riskiest first among what can be read; then what waits for others.
[[nodiscard]] base::Result<std::vector<ReviewEntry>> reviewQueue(const Network &network, std::uint64_t datanet,
                                                                 const base::Address &reviewer,
                                                                 base::TaskContext &context);

// A submission unpacked: downloaded, its hash checked against the chain, decrypted, the bundle's hash, the signatures,
// the manifest and the records' root checked against what was declared. Only what matched is here.
struct OpenedReview
{
    std::uint64_t id = 0;
    QString folder;                           // a data set of its own, for RowReader and Repository
    QString title;
    std::vector<base::Digest> records;        // ascending: position -> record id
    std::vector<std::int64_t> rows;           // position -> row in the folder
    curation::DatanetRules rules;             // those the contribution was committed under
    curation::Report report;                  // the same checks the contributor could run
    curation::Vote vote;                      // as kept on this machine; the suggested one at first
    std::vector<light::Step> checks;          // what was checked, in words
};
[[nodiscard]] base::Result<OpenedReview> openReview(const Network &network, std::uint64_t id,
                                                    const crypto::SecretKey &key, base::TaskContext &context);

// Keeps the decisions so far on this machine; nothing is sent.
base::Status decide(const Network &network, std::uint64_t id, const curation::Vote &vote);

// Uploads the sealed reasons and registers the vote. Writes salt and vote to the outbox first: after a kill the same
// vote is found, never a second one. Seals what decide() kept last; Invalid where a reason is missing.
base::Status sealVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key, base::TaskContext &context);
// Opens the sealed vote. Denied before it may be opened.
base::Status revealVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                        base::TaskContext &context);
// Anyone may: computes the result on chain.
base::Status finalizeReview(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                            base::TaskContext &context);
// Appends the accepted records to the datanet's remote and names the commit on chain. Resumable.
base::Status publishContribution(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                                 base::TaskContext &context);

} // namespace datanet::sync
