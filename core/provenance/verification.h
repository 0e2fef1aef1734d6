#pragma once

#include "base/task.h"
#include "crypto/device_key.h"
#include "crypto/verifying_key.h"
#include "versioning/repository.h"

#include <QString>

#include <optional>
#include <vector>

namespace datanet::provenance {

// Files among the proofs of a version.
inline constexpr auto kManifestFile = "manifest.json";
inline constexpr auto kBundleFile = "manifest.sigstore.json";
inline constexpr auto kSignerFile = "signer.pem"; // the device's public key, which the bundle only names

// Signs a version: manifest.json, manifest.sigstore.json and signer.pem are added to its proofs. The statement is
// returned; its SHA-256 is what an opening on chain names as manifestHash. recordIds: as for manifestOf().
[[nodiscard]] base::Result<base::Bytes> signVersion(versioning::Repository &repository,
                                                    const versioning::CommitId &version, const crypto::DeviceKey &key,
                                                    const versioning::Person &author, base::TaskContext &task,
                                                    std::vector<base::Digest> *recordIds = nullptr);

// One thing that was, or could not be, checked.
struct VerifiedFact
{
    enum class State : std::uint8_t { Good, Bad, NotChecked };
    QString subject; // "contents", "manifest", "version signature"
    State state = State::NotChecked;
    QString words; // English: what was found
    bool operator==(const VerifiedFact &) const = default;
};

struct Verification
{
    std::vector<VerifiedFact> facts;
    // Nothing is bad; what could not be checked is in the list.
    [[nodiscard]] bool isGood() const;
};

// Checks one version of a data set whoever it comes from: every segment and attachment, the signed manifest against the
// contents, and the version's own signature. signer: whose signature is expected; without one the key that came along
// is used, and the fact says so.
[[nodiscard]] base::Result<Verification> verifyVersion(const versioning::Repository &repository,
                                                       const versioning::CommitId &version,
                                                       const std::optional<crypto::VerifyingKey> &signer,
                                                       base::TaskContext &task);

} // namespace datanet::provenance
