#pragma once

#include "base/task.h"
#include "chain/bindings/contributions.h"
#include "crypto/secp256k1.h"
#include "sync/contribution_proof.h"

#include <optional>
#include <vector>

namespace datanet::sync {

// The contributor's own proof of what was sent: a file among the proofs of the sent version, at
// ContributionProof::path() and in its format, with the members "contract", "authorization" and "signature" besides and
// an empty bitmap. The EIP-712 signature is the one Contributions.openFor takes, so that somebody else may pay, and
// anybody can check who declared these records, without a chain.
struct SignedSubmission
{
    ContributionProof declared;
    base::Address contract; // Contributions on the chain `declared.chainId`
    chain::Authorization authorization;
    crypto::Signature signature;

    [[nodiscard]] base::Bytes toJson() const; // canonical
    // From anybody's bytes; NotFound when the proof has no signature (it came with a published version).
    [[nodiscard]] static base::Result<SignedSubmission> fromJson(base::ByteView json);
};

// Corrupt when the ids do not give the declared root.
[[nodiscard]] base::Result<SignedSubmission> signSubmission(const chain::ContributionsContract &contract,
                                                            ContributionProof declared,
                                                            const chain::Authorization &authorization,
                                                            const crypto::SecretKey &key);

// Good when the root is that of the listed ids, the declared commit is this version, and the signature is the
// contributor's. Corrupt, saying what does not fit.
base::Status verifySubmission(const chain::ContractSet &contracts, const SignedSubmission &submission,
                              const versioning::CommitId &version);

} // namespace datanet::sync
