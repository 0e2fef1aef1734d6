#include "provenance/device_identity.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "crypto/ssh_signature.h"

#include <QFileInfo>

namespace datanet::provenance {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMaximumFile = 64 << 10;
constexpr QStringView kSignerName = u"device@datanet-studio";

base::Result<crypto::DeviceKey> make(const QString &folder)
{
    crypto::DeviceKey key = crypto::DeviceKey::generate();
    base::Bytes words = base::toPlainHex(crypto::randomBytes(32));
    const base::Secret passphrase = base::Secret::from(words);
    // The passphrase first: a key file without one could never be opened, while a passphrase alone is replaced.
    auto status = base::files::writePrivately(folder + u"/passphrase"_s, words);
    base::wipe(words);
    if (status)
        status = base::files::writeAtomically(folder + u"/key.pub"_s, key.publicKey().toPem());
    if (status) {
        const auto line = crypto::allowedSignersLine(kSignerName, key.publicKey());
        status = line ? base::files::writeAtomically(folder + u"/allowed_signers"_s, *line)
                      : base::Status(base::fail(line.error()));
    }
    if (status)
        status = base::files::writePrivately(folder + u"/key.pem"_s, key.toPem(passphrase));
    if (!status)
        return base::fail(status.error());
    return key;
}

} // namespace

base::Result<DeviceIdentity> DeviceIdentity::open(const QString &home)
{
    const QString folder = home + u"/device"_s;
    if (auto status = base::files::makeFolder(folder); !status)
        return base::fail(status.error());
    const auto lock = base::FileLock::take(folder + u"/lock"_s);
    if (!lock)
        return base::fail(lock.error());
    if (!QFileInfo::exists(folder + u"/key.pem"_s)) {
        auto made = make(folder);
        if (!made)
            return base::fail(made.error());
        return DeviceIdentity(std::move(*made));
    }
    const auto pem = base::files::read(folder + u"/key.pem"_s, kMaximumFile);
    auto words = base::files::read(folder + u"/passphrase"_s, kMaximumFile);
    if (!pem || !words)
        return base::fail(!pem ? pem.error() : words.error());
    const base::Secret passphrase = base::Secret::from(*words);
    base::wipe(*words);
    auto key = crypto::DeviceKey::fromPem(*pem, passphrase);
    if (!key)
        return base::fail(base::ErrorKind::Corrupt,
                          u"the signing key of this device cannot be opened: "_s + key.error().what,
                          u"move %1 away to make a new one; old signatures stay good"_s.arg(folder));
    return DeviceIdentity(std::move(*key));
}

versioning::CommitSigner DeviceIdentity::commitSigner() const
{
    return [this](base::ByteView commit) -> base::Result<base::Bytes> {
        return crypto::sshSign(m_key, crypto::kGitNamespace, commit);
    };
}

} // namespace datanet::provenance
