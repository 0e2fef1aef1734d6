#pragma once

#include "chain/bindings/project_contracts.h"
#include "chain/bindings/types.h"
#include "sync/outbox.h"
#include "sync/submission.h"

#include <map>
#include <vector>

// What the outbox keeps of a submission; for the submission's own files only.
namespace datanet::sync {

inline constexpr auto kSubmissionKind = "submission";

struct SubmissionState
{
    Submission shown; // what others see of it
    QString stem; // of its files below Home::sealed(): .bundle, .ids, .age
    light::Level level = light::Level::ServersAgree;
    std::uint64_t chainId = 0;
    base::Address contracts; // Contributions, which the priority is bound to
    std::uint64_t preparedAt = 0; // block; a chain that is shorter now is another one
    base::Bytes32 salt;
    chain::Opening opening; // id 0 until it is registered
    std::optional<chain::Commitment> commitment;
    base::Digest sealedHash; // from Sealed on
    QString locator; // from Uploaded on
    // Every transaction that was ever signed for a step, in order: any of them may be in a block.
    std::map<QString, std::vector<base::Bytes>> signedBytes;

    [[nodiscard]] base::Digest commitmentHash() const;
    [[nodiscard]] QString bundlePath(const Home &home) const;
    [[nodiscard]] QString idsPath(const Home &home) const;
    [[nodiscard]] QString sealedPath(const Home &home) const;

    [[nodiscard]] QJsonObject toJson() const;
    // Corrupt when the document is none that toJson() wrote.
    [[nodiscard]] static base::Result<SubmissionState> from(const Outbox::Entry &entry);
};

// When a priority that is registered must be declared, in the chain's seconds.
[[nodiscard]] base::Result<light::Proven<std::uint64_t>> declaredUntil(const chain::ProjectContracts &contracts,
                                                                       light::Snapshot &snapshot,
                                                                       const chain::Commitment &commitment,
                                                                       base::TaskContext &context);
// Whether nothing can be done for it any more before its review: it ended, or a time limit passed that nobody has
// called out on chain yet.
[[nodiscard]] bool isOver(const chain::ContributionStatus &status, std::uint64_t declareUntil, std::uint64_t now);

// What makes two submissions the same: sending it again means going on.
[[nodiscard]] QString submissionSubject(const QString &folder, const QString &version, std::uint64_t datanet,
                                        const base::Address &contributions, const base::Address &account);

// Ids as 32 bytes each, written before they are named in the outbox and checked against their root when read.
base::Status writeIds(const QString &path, const std::vector<base::Digest> &ids);
[[nodiscard]] base::Result<std::vector<base::Digest>> readIds(const QString &path, const chain::Opening &opening);

} // namespace datanet::sync
