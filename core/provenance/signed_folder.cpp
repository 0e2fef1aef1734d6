#include "provenance/signed_folder.h"

#include "base/files.h"
#include "crypto/file_digest.h"
#include "provenance/model_signing.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using State = VerifiedFact::State;

namespace {

constexpr std::int64_t kMaximumKeyBytes = 64 << 10;

bool isOutside(const QString &name)
{
    return name == QLatin1String(kBundleFile) || name == QLatin1String(kSignerFile);
}

VerifiedFact contentsFact(const Manifest &said, const Manifest &actual)
{
    const auto [one, other] =
        std::mismatch(said.files.begin(), said.files.end(), actual.files.begin(), actual.files.end());
    if (one == said.files.end() && other == actual.files.end())
        return {u"contents"_s, State::Good, u"%1 files are as they were signed"_s.arg(actual.files.size())};
    if (other == actual.files.end() || (one != said.files.end() && one->name.toUtf8() < other->name.toUtf8()))
        return {u"contents"_s, State::Bad, one->name + u" is missing"_s};
    if (one == said.files.end() || other->name.toUtf8() < one->name.toUtf8())
        return {u"contents"_s, State::Bad, other->name + u" is not among the signed files"_s};
    return {u"contents"_s, State::Bad, one->name + u" was changed since it was signed"_s};
}

} // namespace

base::Result<Manifest> manifestOfFolder(const QString &folder, const QString &subject, base::TaskContext &task)
{
    Manifest manifest;
    manifest.subject = subject;
    manifest.ignored = {QLatin1String(kBundleFile), QLatin1String(kSignerFile)};
    QDirIterator below(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (below.hasNext()) {
        const QString path = below.next();
        const QFileInfo info = below.fileInfo();
        const QString name = QDir(folder).relativeFilePath(path);
        if (info.isSymLink() || (!info.isDir() && !info.isFile()))
            return base::fail(base::ErrorKind::Invalid, name + u" is no plain file"_s);
        if (info.isDir() || isOutside(name))
            continue;
        if (manifest.files.size() >= static_cast<std::size_t>(Manifest::kMostFiles))
            return base::fail(base::ErrorKind::Invalid, u"the folder holds too many files"_s);
        const auto digest = crypto::sha256OfFile(path, task);
        if (!digest)
            return base::fail(digest.error());
        manifest.files.push_back({name, *digest});
    }
    std::sort(manifest.files.begin(), manifest.files.end(),
              [](const Manifest::File &left, const Manifest::File &right) {
                  return left.name.toUtf8() < right.name.toUtf8();
              });
    return manifest;
}

base::Status signFolder(const QString &folder, const QString &subject, const crypto::DeviceKey &key,
                        base::TaskContext &task)
{
    const auto manifest = manifestOfFolder(folder, subject, task);
    if (!manifest)
        return base::fail(manifest.error());
    if (auto status = base::files::writeAtomically(folder + u'/' + QLatin1String(kBundleFile),
                                                   signStatement(manifest->toStatement(), key));
        !status)
        return status;
    return base::files::writeAtomically(folder + u'/' + QLatin1String(kSignerFile), key.publicKey().toPem());
}

bool isSignedFolder(const QString &folder)
{
    return QFileInfo(folder + u'/' + QLatin1String(kBundleFile)).isFile();
}

base::Result<std::optional<crypto::VerifyingKey>> signerOfFolder(const QString &folder,
                                                                 const std::optional<crypto::VerifyingKey> &expected)
{
    const QString path = folder + u'/' + QLatin1String(kSignerFile);
    if (expected || !QFileInfo(path).isFile())
        return expected;
    const auto pem = base::files::read(path, kMaximumKeyBytes);
    if (!pem)
        return base::fail(pem.error());
    const auto key = crypto::VerifyingKey::fromPem(*pem);
    if (!key)
        return base::fail(key.error().within(path));
    return std::optional(*key);
}

base::Result<Verification> verifyFolder(const QString &folder, const std::optional<crypto::VerifyingKey> &signer,
                                        base::TaskContext &task)
{
    Verification verification;
    const auto bundle = base::files::read(folder + u'/' + QLatin1String(kBundleFile), kMaximumBundleBytes);
    if (!bundle)
        return base::fail(bundle.error());
    const auto key = signerOfFolder(folder, signer);
    const auto verified = key ? verifyBundle(*bundle, *key) : base::Result<SignedManifest>(base::fail(key.error()));
    if (!verified) {
        verification.facts.push_back({u"manifest"_s, State::Bad, verified.error().what});
        verification.facts.push_back({u"contents"_s, State::NotChecked, u"no good signature says what they are"_s});
        return verification;
    }
    verification.facts.push_back(
        {u"manifest"_s, State::Good,
         u"signed by the device %1%2"_s.arg(keyHint(verified->signer).left(16),
                                            signer ? QString() : u", whose key came along with the files"_s)});
    task.step(u"Checking the files"_s);
    const auto actual = manifestOfFolder(folder, verified->manifest.subject, task);
    if (!actual && actual.error().kind == base::ErrorKind::Cancelled)
        return base::fail(actual.error());
    verification.facts.push_back(actual ? contentsFact(verified->manifest, *actual)
                                        : VerifiedFact{u"contents"_s, State::Bad, actual.error().what});
    return verification;
}

} // namespace datanet::provenance
