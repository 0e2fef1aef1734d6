#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "crypto/age_keys.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>

// Encryption of files in the format age-encryption.org/v1, so that stock `age` opens what is written here and the
// other way round. Works in constant memory. Any thread.
namespace datanet::crypto {

constexpr std::size_t kMaximumAgeRecipients = 1024;
constexpr std::int64_t kMaximumAgeHeader = 1 << 20; // bytes that say who can open a file

// Encrypts source to target so that each of the recipients alone can open it. target appears when it is whole and on
// disk, or stays as it was. Invalid for no, too many or impossible recipients; NotFound, Denied, Io; Cancelled.
base::Status ageEncryptFile(const QString &source, const QString &target, std::span<const AgeRecipient> recipients,
                            base::TaskContext &context);

// The reverse; only the owner may read the target. Denied when the file is for others; Corrupt when it was damaged, cut
// or altered at any byte - and then target stays as it was, so nothing unauthenticated is ever left behind.
base::Status ageDecryptFile(const QString &source, const QString &target, std::span<const AgeIdentity> identities,
                            base::TaskContext &context);

// The same for small things in memory. Invalid when what would be opened is larger than maximum bytes.
[[nodiscard]] base::Result<base::Bytes> ageEncrypt(base::ByteView bytes, std::span<const AgeRecipient> recipients);
[[nodiscard]] base::Result<base::Bytes> ageDecrypt(base::ByteView file, std::span<const AgeIdentity> identities,
                                                   std::int64_t maximum);

} // namespace datanet::crypto
