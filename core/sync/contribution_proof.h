#pragma once

#include "base/task.h"
#include "chain/bindings/types.h"
#include "sync/removals.h"
#include "sync/replaced_contributions.h"
#include "versioning/repository.h"

#include <QString>

#include <optional>
#include <vector>

namespace datanet::sync {

// What makes a published version checkable by anybody: the opening of its contribution, the ids of all its records -
// also of those left out, which are published nowhere else - and which of them were accepted. A file among the proofs
// of the version; every part is bound by hashes that the chain keeps.
struct ContributionProof
{
    std::uint64_t chainId = 0;
    chain::Opening opening;
    std::vector<base::Digest> records; // ascending: position -> record id
    base::Bytes acceptedBitmap;
    std::vector<ReplacedContribution> replaced = {}; // those whose place it took, newest first; none for most
    Removals removals = {}; // that it asked for; none for most
    bool operator==(const ContributionProof &) const = default;

    // contributions/<chain>-<datanet>-<priority>.json
    [[nodiscard]] static QString path(std::uint64_t chainId, std::uint64_t datanet, std::uint64_t contribution);
    [[nodiscard]] base::Bytes toJson() const; // canonical
    // From anybody's bytes.
    [[nodiscard]] static base::Result<ContributionProof> fromJson(base::ByteView json);

    // Ids of the accepted records, ascending. Corrupt when count, root, bitmap, what it replaced or takes out do not
    // fit the opening.
    [[nodiscard]] base::Result<std::vector<base::Digest>> accepted() const;
    // What follows for the records that it asked to take out (removals.h). Corrupt as above.
    [[nodiscard]] base::Result<Removals> acceptedRemovals() const;
    // Since when the record is known to be the contributor's: the lowest id among this contribution and those it
    // replaced that list it. Comparable over all datanets.
    [[nodiscard]] std::uint64_t priorityOf(const base::Digest &record) const;
};

// Whether `to` adds exactly the accepted records of the contribution to what `from` holds (nothing: an empty data set),
// those left out that are there already, and lacks exactly those that went with them, of which some may have gone
// before. Corrupt, saying how it differs.
base::Status checkVersionContent(const versioning::Repository &repository,
                                 const std::optional<versioning::CommitId> &from, const versioning::CommitId &to,
                                 const ContributionProof &proof, base::TaskContext &context);

// A git object id as contracts hold it: left-aligned, padded with zeros. Nothing when the padding is not zero.
[[nodiscard]] base::Bytes32 gitCommitWord(const versioning::CommitId &commit);
[[nodiscard]] std::optional<versioning::CommitId> commitFromWord(const base::Bytes32 &word);

} // namespace datanet::sync
