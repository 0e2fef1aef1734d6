#pragma once

#include "attribution/text_corpus.h"
#include "rewards/credit_sharing.h"

#include <map>
#include <set>

namespace datanet::crypto {
class Sha256;
}

namespace datanet::rewards {

// The ids of contributions, by the id of the sources that hold their records; one may have several, of different
// priorities.
using ContributionIds = std::map<base::Digest, std::uint64_t>;

// The corrections among published texts, and what each cluster's leader shares because of them. Immutable once made;
// any thread.
//
// A cluster's credit goes to its leader. Where the leader was corrected, and the new record is of the same cluster, the
// new one has taken its place, and so on to the newest: the cluster's credit is shared along its chain. A correction
// that reads otherwise leads a cluster of its own and shares that one's credit. Whose cluster a record belongs to never
// depends on what it corrected: correcting something into a copy of somebody else's record earns nothing.
class CorrectedRecords
{
public:
    CorrectedRecords() = default; // nothing was corrected
    // Reads the texts of the records named. Invalid when a record corrects two, or a chain leads back to itself.
    [[nodiscard]] static base::Result<CorrectedRecords> over(const attribution::TextCorpus &corpus,
                                                             const ContributionIds &contributions,
                                                             const std::vector<Correction> &corrections);

    [[nodiscard]] bool isEmpty() const { return m_chains.empty(); }
    // For the leader of a cluster; empty when its credit is all its own.
    [[nodiscard]] const CorrectionChain &chainOf(const RecordPlace &leader) const;
    [[nodiscard]] std::vector<RecordCredit> share(std::uint64_t credit, const RecordPlace &leader) const;
    // Everything that decides about shares.
    void addTo(crypto::Sha256 &digest) const;

private:
    std::map<RecordPlace, CorrectionChain> m_chains; // by leader
};

} // namespace datanet::rewards
