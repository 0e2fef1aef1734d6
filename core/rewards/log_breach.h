#pragma once

#include "base/task.h"
#include "crypto/merkle_tree.h"
#include "rewards/receipt.h"

#include <optional>
#include <span>
#include <variant>

// What shows that a settled log is not what its payers signed: a leaf behind the settled root that does not belong to
// its place. Out of a file of the log that leads to that root, however false its lines are.
namespace datanet::rewards {

// Another number of answers than was charged for: the root binds it.
struct LogCountBreach
{
    std::uint64_t count = 0;
    base::Digest top;
};
// Where a payer's last receipt should be stands another.
struct LogHeadBreach
{
    chain::Charge charge;
    base::Digest id; // of the receipt that stands there
    crypto::MerkleProof proof;
};
// A receipt that is not of its place in its payer's chain, or does not follow the one before it.
struct LogLinkBreach
{
    chain::Charge charge;
    Receipt receipt;
    crypto::MerkleProof proof;
    base::Digest idBefore; // of the leaf before; where the receipt alone is false, that of the receipt
    crypto::MerkleProof proofBefore;
};
using LogBreach = std::variant<LogCountBreach, LogHeadBreach, LogLinkBreach>;

// charges: those of the settlement, as the chain keeps them. Nothing when the log is what was charged for. NotFound
// when the file leads to another root than the settled one, in the order of payers and numbers as in that of its lines:
// then it shows nothing. About 170 bytes of memory an answer.
[[nodiscard]] base::Result<std::optional<LogBreach>> findLogBreach(const QString &path,
                                                                   const chain::Settlement &settlement,
                                                                   std::span<const chain::Charge> charges,
                                                                   base::TaskContext &task);

} // namespace datanet::rewards
