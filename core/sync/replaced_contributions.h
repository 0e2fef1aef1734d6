#pragma once

#include "base/bytes.h"
#include "chain/bindings/types.h"
#include "sync/network.h"
#include "versioning/repository.h"

#include <QJsonArray>

#include <vector>

// A contribution that is sent again, changed or not, takes the place of an earlier one of the same contributor
// (Opening.supersedes). For the records that both list, the earlier one's priority holds. Only the roots of those lists
// are on chain: the lists travel with the bundle, among its proofs, and with the published version, in its
// ContributionProof. A contribution that replaces another without them is not taken.
namespace datanet::sync {

struct ReplacedContribution
{
    chain::Opening opening;
    std::vector<base::Digest> records; // ids, ascending
    bool operator==(const ReplacedContribution &) const = default;
};

inline constexpr std::size_t kMostReplaced = 16; // one behind the other

// Newest first, each list as how it differs from the one before it; the first from `records`. All lists ascend.
[[nodiscard]] QJsonArray replacedToJson(const std::vector<base::Digest> &records,
                                        const std::vector<ReplacedContribution> &replaced);
// From anybody's document (undefined: none); Invalid when it is malformed or says more than kMostReplaced.
[[nodiscard]] base::Result<std::vector<ReplacedContribution>>
replacedFromJson(const QJsonValue &value, const std::vector<base::Digest> &records);

// Where the lists lie among the proofs of the version that is sent in the place of contribution `supersedes`, and the
// document there.
[[nodiscard]] QString replacedPath(std::uint64_t chainId, std::uint64_t supersedes);
[[nodiscard]] base::Bytes replacedFile(const std::vector<base::Digest> &records,
                                       const std::vector<ReplacedContribution> &replaced);
[[nodiscard]] base::Result<std::vector<ReplacedContribution>>
replacedFromFile(base::ByteView json, const std::vector<base::Digest> &records);

// Good when these are all that the opening replaced, one behind the other, of one contributor, and each list gives its
// root. Corrupt, saying what does not fit.
base::Status checkReplaced(const chain::Opening &opening, const std::vector<ReplacedContribution> &replaced);
// Good when the chain has each of these openings. Corrupt, or Unproven.
base::Status confirmReplaced(const Network &network, light::Snapshot &snapshot,
                             const std::vector<ReplacedContribution> &replaced, base::TaskContext &context);

// What came with a submission, checked in both ways; none for an opening that replaces nothing. Corrupt when it is not
// there.
[[nodiscard]] base::Result<std::vector<ReplacedContribution>>
submittedReplaced(const Network &network, light::Snapshot &snapshot, const chain::Opening &opening,
                  const versioning::Repository &sent, const std::vector<base::Digest> &records,
                  base::TaskContext &context);

} // namespace datanet::sync
