#pragma once

#include "base/task.h"
#include "chain/bindings/contributions.h"
#include "chain/bindings/types.h"
#include "versioning/repository.h"

#include <QJsonArray>

#include <optional>
#include <vector>

// A correction is a contribution that takes accepted records out of a datanet, most of them for a better record of its
// own (Opening.removalsCount and removalsRoot). Only the root of the list is on chain: the list travels with the
// bundle, among its proofs, and with the published version, in its ContributionProof.
//
// What the panel decides about each: a record that is replaced goes when the record that replaces it is accepted; one
// that just goes, goes when nothing of the contribution was left out. So a reviewer who objects to the latter leaves a
// record out or refuses the whole.
namespace datanet::sync {

struct Removal
{
    base::Digest record; // id, of the base version
    std::optional<base::Digest> replacement; // id of the contribution's record that takes its place
    // Signatures of authors of the corrected record that the words alone decide what they keep of the credit
    // (rewards/credit_sharing.h), 65 bytes each.
    std::vector<base::Bytes> agreements;

    bool operator==(const Removal &) const = default;
    // What stands for it in the tree of removals: keccak256(abi.encode(record, replacement or zero,
    // keccak256(agreements one after the other))).
    [[nodiscard]] base::Digest leaf() const;
};
using Removals = std::vector<Removal>; // ascending by record: position in the tree

inline constexpr std::size_t kMostAgreements = 4; // of one removal

// The positional tree (merkle_tree.h) of kind Removal over their leaves; zero for none.
[[nodiscard]] base::Digest removalsRoot(const Removals &removals);
// Good when count and root are those of the opening, the list ascends, and each replacement is one of `records` (the
// contribution's, ascending) that replaces nothing else. Corrupt, saying what does not fit.
base::Status checkRemovals(const chain::Opening &opening, const std::vector<base::Digest> &records,
                           const Removals &removals);

[[nodiscard]] QJsonArray removalsToJson(const Removals &removals);
// From anybody's document (undefined: none). Invalid when it is malformed.
[[nodiscard]] base::Result<Removals> removalsFromJson(const QJsonValue &value);

// Where the list lies among the proofs of the version that is sent, and the document there.
[[nodiscard]] QString removalsPath(std::uint64_t chainId, std::uint64_t datanet);
[[nodiscard]] base::Bytes removalsFile(const Removals &removals);
// The list that came with a submission, checked against its opening; none for an opening that removes nothing. Corrupt
// when it is not there.
[[nodiscard]] base::Result<Removals> submittedRemovals(std::uint64_t chainId, const chain::Opening &opening,
                                                       const versioning::Repository &sent,
                                                       const std::vector<base::Digest> &records);

// What an author of a corrected record signs, as typed data of the contract Contributions:
//   Agreement(uint64 datanet,bytes32 record,bytes32 replacement,address corrector)
// It names one record and one corrector and gives nothing else away, so it needs neither nonce nor deadline.
struct Agreement
{
    std::uint64_t datanet = 0;
    base::Digest record;
    base::Digest replacement;
    base::Address corrector;

    [[nodiscard]] base::Digest digest(const crypto::TypedDomain &contributions) const;
};
// Who signed the agreements of a removal; what is no signature names nobody.
[[nodiscard]] std::vector<base::Address> agreedBy(const Removal &removal, const chain::Opening &opening,
                                                  const crypto::TypedDomain &contributions);

} // namespace datanet::sync
