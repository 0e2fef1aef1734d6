#pragma once

#include "base/file_lock.h"
#include "base/task.h"
#include "curation/accepted_index.h"
#include "curation/datanet_rules.h"
#include "sync/contribution_proof.h"
#include "sync/datanets.h"
#include "sync/network.h"
#include "sync/sealed_remote.h"
#include "versioning/repository.h"

#include <optional>
#include <set>

namespace datanet::sync {

// The published versions of one datanet on this machine: a git repository fetched from its remote and believed only as
// far as the chain confirms it. Everything in it can be deleted and fetched again. One thread at a time; other
// processes may use their own.
//
// The remote holds refs/heads/main, among its proofs for each version the ContributionProof, and the rules (terms.h).
// Here refs/datanet/versions/<n> are the versions that were checked, main is the newest of them.
class Mirror
{
public:
    // Opens, or makes an empty one. The network must outlive it.
    [[nodiscard]] static base::Result<Mirror> open(const Network &network, std::uint64_t datanet);

    // Fetches what the chain says is published: per version, the commit of the chain's entry, its accepted records
    // recomputed (included by position and bit against the registered root and the bitmap's hash). The first version
    // that the remote does not have, or that does not match, and those above it are not taken, and the report says why.
    // A remote that cannot be reached is a problem in the report; what was checked before stays.
    struct Report
    {
        std::uint32_t proven = 0; // versions the chain lists
        std::uint32_t matching = 0; // of these, here and matching
        std::vector<QString> problems;
        light::Level level = light::Level::Unknown; // how the list of versions is known

        [[nodiscard]] bool isComplete() const { return problems.empty() && matching == proven; }
    };
    // identity: of a member of a private datanet (chain::encryptionIdentity), whose versions nobody else can open; what
    // was opened once is open to everybody who uses this data folder.
    [[nodiscard]] base::Result<Report> update(light::Snapshot &snapshot, const Datanet &datanet,
                                              base::TaskContext &context,
                                              const crypto::AgeIdentity *identity = nullptr);
    // A private datanet's remote, sealed and open, beside the mirror.
    [[nodiscard]] base::Result<SealedRemote> sealedRemote(const QString &remote) const;

    [[nodiscard]] versioning::Repository &repository() { return m_repository; }
    [[nodiscard]] const versioning::Repository &repository() const { return m_repository; }
    // The newest version whose contents were checked; nothing before the first.
    [[nodiscard]] base::Result<std::optional<versioning::CommitId>> head() const;
    [[nodiscard]] base::Result<std::uint32_t> version() const; // its number, 0 before the first
    // NotFound for a version that was not checked.
    [[nodiscard]] base::Result<versioning::CommitId> commitOf(std::uint32_t version) const;
    // The rules that hash to termsHash. NotFound before an update brought them.
    [[nodiscard]] base::Result<curation::DatanetRules> rules(const base::Digest &termsHash) const;
    // Every accepted record with its contributor and priority, for duplicate and near-duplicate checks; those that were
    // taken out since, too, as nobody else may claim them. without: ids that are not compared with. Kept beside the
    // versions (curation/accepted_folder.h): only versions that are new since cost shingling.
    [[nodiscard]] base::Result<curation::AcceptedIndex> accepted(const curation::DatanetRules &rules,
                                                                 base::TaskContext &context,
                                                                 const std::set<base::Digest> &without = {}) const;
    // Ids of all records of a version, ascending; none for version 0. What a contribution based on it does not add
    // again.
    [[nodiscard]] base::Result<std::vector<base::Digest>> recordsAt(std::uint32_t version,
                                                                    base::TaskContext &context) const;
    // The proof that came with a checked version.
    [[nodiscard]] base::Result<ContributionProof> proofOf(std::uint32_t version) const;

private:
    [[nodiscard]] base::Digest acceptedBasis(const curation::DatanetRules &rules, std::uint32_t first,
                                             std::uint32_t last) const;
    Mirror(const Network &network, versioning::Repository repository, std::uint64_t datanet);
    [[nodiscard]] base::Result<std::vector<chain::VersionLeaf>>
    leaves(light::Snapshot &snapshot, std::uint32_t count, Report &report, base::TaskContext &context) const;
    base::Status forgetOthers(const std::vector<chain::VersionLeaf> &leaves);
    void fetchTerms(const QString &remote, Report &report, base::TaskContext &context);
    void fetchVersions(const QString &source, Report &report, base::TaskContext &context);
    base::Status openVersions(SealedRemote &sealedVersions, const crypto::AgeIdentity *identity, Report &report,
                              base::TaskContext &context);
    base::Status take(light::Snapshot &snapshot, const chain::VersionLeaf &leaf, base::TaskContext &context);

    const Network *m_network;
    versioning::Repository m_repository;
    std::uint64_t m_datanet;
};

} // namespace datanet::sync
