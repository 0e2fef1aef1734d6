#include "provenance/verification.h"

#include "crypto/digest.h"
#include "crypto/ssh_signature.h"
#include "provenance/model_signing.h"
#include "versioning/proofs.h"
#include "versioning/verify.h"

#include <algorithm>
#include <map>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using State = VerifiedFact::State;

namespace {

struct SplitCommit
{
    base::Bytes text; // what was signed
    base::Bytes signature; // armoured; empty when unsigned
};

// git signs the commit without the gpgsig header, whose continuation lines begin with a space.
SplitCommit splitSignature(const base::Bytes &commit)
{
    SplitCommit split;
    bool inSignature = false;
    qsizetype at = 0;
    while (at < commit.size()) {
        qsizetype end = commit.indexOf('\n', at);
        end = end < 0 ? commit.size() : end + 1;
        const base::Bytes line = commit.mid(at, end - at);
        if (line == "\n") { // the header is over
            split.text += commit.mid(at);
            break;
        }
        if (line.startsWith("gpgsig ")) {
            inSignature = true;
            split.signature += line.mid(7);
        } else if (inSignature && line.startsWith(' ')) {
            split.signature += line.mid(1);
        } else {
            inSignature = false;
            split.text += line;
        }
        at = end;
    }
    return split;
}

VerifiedFact contentsFact(const versioning::VerifyReport &report)
{
    if (report.isGood())
        return {u"contents"_s, State::Good,
                u"%1 records in %2 segments and %3 attachments have the digests of their names"_s.arg(report.records)
                    .arg(report.segments)
                    .arg(report.attachments)};
    return {u"contents"_s, State::Bad,
            u"%1 faults; the first: %2"_s.arg(report.problemCount)
                .arg(report.problems.empty() ? QString() : report.problems.front())};
}

// Signer: the one expected, else the one that came along; which of them is part of what is said.
base::Result<std::optional<crypto::VerifyingKey>> signerOf(const std::map<QString, base::Bytes> &proofs,
                                                           const std::optional<crypto::VerifyingKey> &expected)
{
    if (expected)
        return expected;
    const auto found = proofs.find(QLatin1String(kSignerFile));
    if (found == proofs.end())
        return std::optional<crypto::VerifyingKey>();
    auto key = crypto::VerifyingKey::fromPem(found->second);
    if (!key)
        return base::fail(key.error());
    return std::optional(*key);
}

VerifiedFact manifestFact(const base::Bytes &bundle, const std::optional<crypto::VerifyingKey> &signer, bool expected,
                          const Manifest &actual)
{
    const auto verified = verifyBundle(bundle, signer);
    if (!verified)
        return {u"manifest"_s, State::Bad, verified.error().what};
    if (verified->manifest.files != actual.files) {
        const auto [signedFile, actualFile] = std::mismatch(
            verified->manifest.files.begin(), verified->manifest.files.end(), actual.files.begin(), actual.files.end());
        const QString name = signedFile != verified->manifest.files.end() ? signedFile->name
            : actualFile != actual.files.end()                            ? actualFile->name
                                                                          : QString();
        return {u"manifest"_s, State::Bad,
                u"the signed manifest is of other contents; the first difference is "_s + name};
    }
    return {u"manifest"_s, State::Good,
            u"%1 files are signed by the device %2%3"_s.arg(actual.files.size())
                .arg(keyHint(verified->signer).left(16))
                .arg(expected ? QString() : u", whose key came along with them"_s)};
}

VerifiedFact commitFact(const SplitCommit &commit, const std::optional<crypto::VerifyingKey> &signer)
{
    if (commit.signature.isEmpty())
        return {u"version signature"_s, State::NotChecked, u"the version itself carries no signature"_s};
    const auto key = crypto::sshSigner(commit.signature, crypto::kGitNamespace, commit.text);
    if (!key)
        return {u"version signature"_s, State::Bad, key.error().what};
    if (signer && !(*key == *signer))
        return {u"version signature"_s, State::Bad, u"the version is signed by another key than the manifest"_s};
    return {u"version signature"_s, State::Good, u"the version is signed by the device "_s + keyHint(*key).left(16)};
}

} // namespace

base::Result<base::Bytes> signVersion(versioning::Repository &repository, const versioning::CommitId &version,
                                      const crypto::DeviceKey &key, const versioning::Person &author,
                                      base::TaskContext &task, std::vector<base::Digest> *recordIds)
{
    const auto manifest = manifestOf(repository, version, task, recordIds);
    if (!manifest)
        return base::fail(manifest.error());
    const base::Bytes statement = manifest->toStatement();
    const std::map<QString, base::Bytes> files{{QLatin1String(kManifestFile), statement},
                                               {QLatin1String(kBundleFile), signStatement(statement, key)},
                                               {QLatin1String(kSignerFile), key.publicKey().toPem()}};
    if (auto status = versioning::writeProofs(repository, version, files, author); !status)
        return base::fail(status.error());
    return statement;
}

bool Verification::isGood() const
{
    return std::none_of(facts.begin(), facts.end(), [](const VerifiedFact &fact) { return fact.state == State::Bad; });
}

base::Result<Verification> verifyVersion(const versioning::Repository &repository, const versioning::CommitId &version,
                                         const std::optional<crypto::VerifyingKey> &signer, base::TaskContext &task)
{
    Verification verification;
    task.step(u"Checking the contents"_s);
    const auto contents = versioning::verifyTree(repository, version, task);
    if (!contents)
        return base::fail(contents.error());
    verification.facts.push_back(contentsFact(*contents));

    const auto proofs = versioning::readProofs(repository, version);
    if (!proofs)
        return base::fail(proofs.error());
    const auto key = signerOf(*proofs, signer);
    if (!key) {
        verification.facts.push_back({u"manifest"_s, State::Bad, key.error().what});
        return verification;
    }
    if (const auto bundle = proofs->find(QLatin1String(kBundleFile)); bundle == proofs->end()) {
        verification.facts.push_back({u"manifest"_s, State::NotChecked, u"nobody has signed this version"_s});
    } else if (contents->isGood()) {
        task.step(u"Checking the signed manifest"_s);
        const auto actual = manifestOf(repository, version, task);
        if (!actual)
            return base::fail(actual.error());
        verification.facts.push_back(manifestFact(bundle->second, *key, signer.has_value(), *actual));
    } else {
        verification.facts.push_back({u"manifest"_s, State::NotChecked, u"the contents are at fault already"_s});
    }

    const auto commit = repository.read(version, versioning::ObjectType::Commit, versioning::kMaximumCommitBytes);
    if (!commit)
        return base::fail(commit.error());
    verification.facts.push_back(commitFact(splitSignature(*commit), *key));
    return verification;
}

} // namespace datanet::provenance
