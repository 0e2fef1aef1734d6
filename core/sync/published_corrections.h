#pragma once

#include "rewards/credit_sharing.h"
#include "sync/mirror.h"

#include <map>
#include <set>
#include <vector>

// Which records of a datanet corrected which, and who brought each of them, as the checked versions say.
namespace datanet::sync {

// Where a record came into the datanet.
struct BroughtRecord
{
    rewards::RecordPlace place;
    base::Address contributor;
};

class PublishedCorrections
{
public:
    // Those up to a version of the mirror, 0 for none. Keeps the ids of all records in memory where anything was ever
    // taken out, or `all` asks for them.
    [[nodiscard]] static base::Result<PublishedCorrections> read(const Network &network, const Mirror &mirror,
                                                                 std::uint32_t version, bool all = false);

    [[nodiscard]] const std::vector<rewards::Correction> &corrections() const { return m_corrections; }
    // Of a record that the version has, or had. Nothing for others, and where they were not kept.
    [[nodiscard]] const BroughtRecord *find(const base::Digest &record) const;
    // The record, and those that it corrected, one after the other.
    [[nodiscard]] std::set<base::Digest> withCorrected(const base::Digest &record) const;
    // What was taken out and is not there any more: by the number of the version that did it.
    [[nodiscard]] const std::map<base::Digest, std::uint32_t> &gone() const { return m_gone; }

private:
    base::Status add(const ContributionProof &proof, std::uint32_t version, const crypto::TypedDomain &domain);

    std::map<base::Digest, BroughtRecord> m_records; // the latest bringing of each
    std::map<base::Digest, base::Digest> m_corrected; // by the new record
    std::map<base::Digest, std::uint32_t> m_gone;
    std::vector<rewards::Correction> m_corrections;
};

} // namespace datanet::sync
