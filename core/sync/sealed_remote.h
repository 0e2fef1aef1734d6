#pragma once

#include "base/task.h"
#include "crypto/age_keys.h"
#include "versioning/repository.h"

#include <span>

namespace datanet::sync {

// The remote of a private datanet. Its refs/heads/main holds one file for each version, `<n>.age`: a git bundle of what
// version n adds to the one before, with its proofs, encrypted to the members of that day, so stock `age` and `git`
// open it too. Whoever hosts it learns how many versions there are and how large, nothing else.
//
// On this machine it has two bare repositories in one folder: the sealed files as they are there, and what of them is
// open, which is what the remote of a public datanet would be. One user at a time (the mirror's lock).
class SealedRemote
{
public:
    static constexpr std::int64_t kMaximumFile = std::int64_t(1) << 30; // bytes of one sealed version

    [[nodiscard]] static base::Result<SealedRemote> open(const QString &folder, const QString &remote);

    // The bare repository of what is open; a path that git takes as a remote.
    [[nodiscard]] QString plain() const { return m_plain.path(); }

    // Fetches, and opens what is not open yet. Denied where none of the identities opens a version; what was opened
    // before it stays. Corrupt for a file that is no such bundle.
    base::Status fetch(std::span<const crypto::AgeIdentity> identities, base::TaskContext &context);
    // Seals what plain() has more than the remote, and sends it there. Conflict when somebody else's version came
    // first: then plain() is as it was fetched last.
    base::Status publish(std::span<const crypto::AgeRecipient> recipients, base::TaskContext &context);
    // Encrypts every version anew, for members who came later. Denied where an identity does not open one.
    base::Status sealAnew(std::span<const crypto::AgeIdentity> identities,
                          std::span<const crypto::AgeRecipient> recipients, base::TaskContext &context);

private:
    SealedRemote(QString folder, QString remote, versioning::Repository sealedFiles, versioning::Repository plain);
    [[nodiscard]] base::Result<int> openedVersions() const;
    [[nodiscard]] base::Result<std::vector<versioning::TreeEntry>> files() const;
    base::Status openFile(int number, const versioning::ObjectId &file, std::span<const crypto::AgeIdentity> identities,
                          base::TaskContext &context);
    base::Status decrypt(const versioning::ObjectId &file, const QString &target,
                         std::span<const crypto::AgeIdentity> identities, base::TaskContext &context) const;
    [[nodiscard]] base::Result<versioning::ObjectId>
    encrypt(const QString &file, std::span<const crypto::AgeRecipient> recipients, base::TaskContext &context);
    base::Status send(std::vector<versioning::TreeEntry> files, const QString &message, base::TaskContext &context);

    QString m_folder;
    QString m_remote;
    versioning::Repository m_sealed;
    versioning::Repository m_plain;
};

} // namespace datanet::sync
