#pragma once

#include "versioning/repository.h"

#include <QString>
#include <QStringList>

#include <map>

// Proofs lie beside the data, on kProofsRef: <commit id>/{manifest.json, manifest.sigstore.json,
// contributions/<chain>-<datanet>-<priority>.json}. Each write is a commit of its own; uniting two people's proofs is a
// union of paths.
namespace datanet::versioning {

inline constexpr std::int64_t kMaximumProofBytes = 16 << 20;

// Paths below the proofs of one version -> bytes. Empty when there are none.
[[nodiscard]] base::Result<std::map<QString, base::Bytes>> readProofs(const Repository &repository,
                                                                      const CommitId &version);

// The versions that were sent somewhere, with the names of their contributions: "<chain>-<datanet>-<priority>".
[[nodiscard]] base::Result<std::map<CommitId, QStringList>> contributionsByVersion(const Repository &repository);

// Adds or replaces files below the proofs of one version. Invalid for a path that leaves its folder.
base::Status writeProofs(Repository &repository, const CommitId &version, const std::map<QString, base::Bytes> &files,
                         const Person &author);

// Takes in all proofs of another commit (fetched from somebody) that are not here; Conflict, naming the path, where
// both have different bytes.
base::Status uniteProofs(Repository &repository, const CommitId &other, const Person &author);

} // namespace datanet::versioning
