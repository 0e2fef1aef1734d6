#include "sync/published_corrections.h"

#include "sync/preimages.h"

#include <algorithm>

namespace datanet::sync {

using base::Digest;
using base::fail;
using base::Result;
using base::Status;

Result<PublishedCorrections> PublishedCorrections::read(const Network &network, const Mirror &mirror,
                                                        std::uint32_t version, bool all)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto domain = contracts->contributions.domain(network.profile().chainId);
    std::vector<ContributionProof> proofs;
    bool any = all;
    for (std::uint32_t number = 1; number <= version; ++number) {
        auto proof = mirror.proofOf(number);
        if (!proof)
            return fail(proof.error());
        any = any || !proof->removals.empty();
        proofs.push_back(*std::move(proof));
    }
    PublishedCorrections result;
    if (!any)
        return result;
    for (std::size_t index = 0; index < proofs.size(); ++index) {
        if (auto added = result.add(proofs[index], static_cast<std::uint32_t>(index + 1), domain); !added)
            return fail(added.error());
    }
    return result;
}

Status PublishedCorrections::add(const ContributionProof &proof, std::uint32_t version,
                                 const crypto::TypedDomain &domain)
{
    const auto accepted = proof.accepted();
    const auto removals = proof.acceptedRemovals();
    if (!accepted || !removals)
        return fail(!accepted ? accepted.error() : removals.error());
    std::map<Digest, bool> current; // of those taken out: whether this version did it
    for (const Removal &removal : *removals) {
        if (m_records.contains(removal.record))
            current.emplace(removal.record, m_gone.emplace(removal.record, version).second);
    }
    std::set<Digest> brought;
    for (const Digest &record : *accepted) {
        const bool there = m_records.contains(record) && !m_gone.contains(record);
        if (there)
            continue; // another contribution brought it before
        const auto at = std::lower_bound(proof.records.begin(), proof.records.end(), record);
        m_records[record] = {{proof.opening.id, static_cast<std::uint32_t>(at - proof.records.begin())},
                             proof.opening.contributor};
        m_gone.erase(record);
        m_corrected.erase(record);
        brought.insert(record);
    }
    for (const Removal &removal : *removals) {
        const auto was = current.find(removal.record);
        if (!removal.replacement || was == current.end() || !brought.contains(*removal.replacement))
            continue;
        const BroughtRecord &corrected = m_records.at(removal.record);
        m_corrections.push_back({m_records.at(*removal.replacement).place, corrected.place, proof.opening.contributor,
                                 corrected.contributor, agreedBy(removal, proof.opening, domain), was->second});
        m_corrected[*removal.replacement] = removal.record;
    }
    return {};
}

const BroughtRecord *PublishedCorrections::find(const Digest &record) const
{
    const auto found = m_records.find(record);
    return found == m_records.end() ? nullptr : &found->second;
}

std::set<Digest> PublishedCorrections::withCorrected(const Digest &record) const
{
    std::set<Digest> all;
    const Digest *next = &record;
    while (all.insert(*next).second) {
        const auto found = m_corrected.find(*next);
        if (found == m_corrected.end())
            break;
        next = &found->second;
    }
    return all;
}

} // namespace datanet::sync
