#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/device_key.h"
#include "crypto/verifying_key.h"

#include <QStringView>

// Signatures in OpenSSH's file format (PROTOCOL.sshsig), which git uses for commits and `ssh-keygen -Y verify` checks.
// Keys are ecdsa-sha2-nistp256. Pure functions, any thread.
namespace datanet::crypto {

constexpr QByteArrayView kGitNamespace = "git"; // what git demands of signatures of commits and tags

// "-----BEGIN SSH SIGNATURE-----" ... over the message. The purpose keeps signatures for one use from serving another.
[[nodiscard]] QByteArray sshSign(const DeviceKey &key, base::ByteView purpose, base::ByteView message);

// The key that made an armoured signature over this message for this purpose. Invalid when it is malformed, above
// 16 KiB, or of another kind of key; Corrupt when it does not fit the message or the purpose. Whether that key is to
// be trusted is the caller's question.
[[nodiscard]] base::Result<VerifyingKey> sshSigner(base::ByteView armoured, base::ByteView purpose,
                                                   base::ByteView message);

// "ecdsa-sha2-nistp256 AAAA...": the key as authorized_keys and git's user.signingKey have it. The key must be P-256.
[[nodiscard]] QByteArray sshPublicKeyLine(const VerifyingKey &key);

// A line, with its end, of the file that gpg.ssh.allowedSignersFile names. Invalid when the name (an e-mail address,
// say) is empty, above 256 bytes, or has a character that means something there.
[[nodiscard]] base::Result<QByteArray> allowedSignersLine(QStringView name, const VerifyingKey &key);

} // namespace datanet::crypto
