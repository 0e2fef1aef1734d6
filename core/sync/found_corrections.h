#pragma once

#include "sync/mirror.h"
#include "sync/removals.h"

#include <string>
#include <vector>

namespace datanet::sync {

// A published record that a data set does not have any more, with what it has in its place.
struct FoundCorrection
{
    Removal removal;
    std::string before; // canonical bodies; `after` is empty where the record just goes
    std::string after;
};

// What a data set says differently from the newest published version that it goes back to: records that it lacks, each
// with the new one in its place, if there is one (versioning::difference). Only records that the newest version still
// has. Ascending by record. Denied when the data set does not go back to a published version.
[[nodiscard]] base::Result<std::vector<FoundCorrection>> findCorrections(const Mirror &mirror,
                                                                         const std::vector<base::Digest> &published,
                                                                         const versioning::Repository &repository,
                                                                         const versioning::CommitId &version,
                                                                         base::TaskContext &context);

// A signed agreement as people pass it on: a small JSON file.
struct SignedAgreement
{
    Agreement agreement;
    base::Bytes signature; // 65 bytes

    [[nodiscard]] base::Bytes toJson(std::uint64_t chainId) const; // canonical
    // Invalid when it is malformed or for another chain.
    [[nodiscard]] static base::Result<SignedAgreement> fromJson(base::ByteView json, std::uint64_t chainId);
};
// Puts agreements to the removals that they are about. Invalid where one is about none of them, or another corrector.
base::Status attachAgreements(Removals &removals, const std::vector<SignedAgreement> &agreements, std::uint64_t datanet,
                              const base::Address &corrector);

} // namespace datanet::sync
