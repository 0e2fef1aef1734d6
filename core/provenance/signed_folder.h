#pragma once

#include "base/task.h"
#include "crypto/device_key.h"
#include "provenance/manifest.h"
#include "provenance/verification.h"

#include <QString>

#include <optional>

// A folder of files with a Model Signing bundle over them: kBundleFile and, for whoever has no other way to the key,
// kSignerFile lie beside the files and are the only ones outside the signature.
namespace datanet::provenance {

// Every file below the folder but those two, sorted by name. Invalid when there is something else than files and
// folders, or more than Manifest::kMostFiles.
[[nodiscard]] base::Result<Manifest> manifestOfFolder(const QString &folder, const QString &subject,
                                                      base::TaskContext &task);

// Writes bundle and key.
base::Status signFolder(const QString &folder, const QString &subject, const crypto::DeviceKey &key,
                        base::TaskContext &task);

// Whether the folder holds such a bundle.
[[nodiscard]] bool isSignedFolder(const QString &folder);

// The signature ("manifest"), and the files against it ("contents"): one that is missing, changed or not named is bad.
// signer: whose signature is expected; without one the key that came along is used, and the fact says so.
[[nodiscard]] base::Result<Verification>
verifyFolder(const QString &folder, const std::optional<crypto::VerifyingKey> &signer, base::TaskContext &task);

// The key expected, else the one that lies in the folder; nothing when there is neither.
[[nodiscard]] base::Result<std::optional<crypto::VerifyingKey>>
signerOfFolder(const QString &folder, const std::optional<crypto::VerifyingKey> &expected);

} // namespace datanet::provenance
