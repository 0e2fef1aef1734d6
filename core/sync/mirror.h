#pragma once

#include "base/task.h"
#include "curation/accepted_index.h"
#include "curation/datanet_rules.h"
#include "sync/datanets.h"
#include "sync/network.h"
#include "versioning/repository.h"

#include <optional>

namespace datanet::sync {

// The published versions of one datanet on this machine: a git repository fetched from its remote and believed only as
// far as the chain confirms it. Everything in it can be deleted and fetched again. One thread at a time.
//
// The remote holds, besides refs/heads/main, the rules as refs/datanet/terms: a tree of <terms hash>.json.
class Mirror
{
public:
    // Opens, or makes an empty one.
    [[nodiscard]] static base::Result<Mirror> open(const Network &network, std::uint64_t datanet);

    // Fetches what the chain says is published: per version, the commit of the chain's entry, its accepted records
    // recomputed (included by position and bit against the proven root and bitmap hash). Versions that the remote does
    // not have, or that do not match, are not taken, and the report says which and why.
    struct Report
    {
        std::uint32_t proven = 0;  // versions the chain lists
        std::uint32_t matching = 0; // of these, here and matching
        std::vector<QString> problems;
        light::Level level = light::Level::Unknown; // how the list of versions is known
    };
    [[nodiscard]] base::Result<Report> update(light::Snapshot &snapshot, const Datanet &datanet,
                                              base::TaskContext &context);

    [[nodiscard]] versioning::Repository &repository() { return m_repository; }
    // The newest version whose contents were checked; nothing before the first.
    [[nodiscard]] base::Result<std::optional<versioning::CommitId>> head() const;
    [[nodiscard]] base::Result<std::uint32_t> version() const; // its number, 0 before the first
    // The rules that hash to termsHash. NotFound before an update brought them.
    [[nodiscard]] base::Result<curation::DatanetRules> rules(const base::Digest &termsHash) const;
    // Every accepted record with its contributor and priority, for duplicate and near-duplicate checks.
    [[nodiscard]] base::Result<curation::AcceptedIndex> accepted(const curation::DatanetRules &rules, base::TaskContext &context) const;

private:
    Mirror(versioning::Repository repository, std::uint64_t datanet);
    versioning::Repository m_repository;
    std::uint64_t m_datanet;
};

} // namespace datanet::sync
