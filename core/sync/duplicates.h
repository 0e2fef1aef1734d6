#pragma once

#include "base/task.h"
#include "chain/bindings/types.h"
#include "light/proven.h"
#include "sync/contribution_proof.h"
#include "sync/contributions.h"
#include "sync/network.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

// Which records of a contribution stand, word for word, in versions that others had made public before it was committed
// to, and at earlier priority: what the mirrors of public datanets on this computer show, each checked against the
// chain.
namespace datanet::sync {

// Records of the contribution in one version. A record that stands in several is counted in the one published first.
struct EarlierVersion
{
    chain::VersionLeaf version;
    ContributionProof proof; // of the contribution that the version published
    struct Match
    {
        std::uint32_t later = 0; // position in the contribution
        std::uint32_t earlier = 0; // position in that one
        bool operator==(const Match &) const = default;
    };
    std::vector<Match> matches; // ascending
};

struct FoundDuplicates
{
    std::uint64_t contribution = 0;
    light::Proven<ContributionStatus> status; // with a value
    chain::Opening opening;
    chain::Commitment commitment;
    // Ids of its records, ascending; empty where nobody here knows them. Known are those of a published contribution,
    // of one that was opened for review on this computer, and of one whose root says that it is a list that everybody
    // has: the records of a published contribution, those that were accepted of it, or a whole version.
    std::vector<base::Digest> records;
    std::vector<EarlierVersion> earlier; // most records first
    std::vector<QString> problems; // public versions that could not be looked at; empty: all were
    light::Level level = light::Level::Unknown; // how the lists of versions are known, the weakest

    [[nodiscard]] std::uint32_t found() const; // records that stand earlier
    [[nodiscard]] std::uint32_t needed() const { return opening.count / 2 + opening.count % 2; } // at least one
};

// Brings mirrors up to date where versions are missing that count. NotFound for no such contribution, Denied for one
// that was not opened yet.
[[nodiscard]] base::Result<FoundDuplicates> findDuplicates(const Network &network, light::Snapshot &snapshot,
                                                           std::uint64_t contribution, base::TaskContext &context);

} // namespace datanet::sync
