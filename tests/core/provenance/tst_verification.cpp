#include <QTest>

#include "base/task.h"
#include "dataset/metadata.h"
#include "dataset/record.h"
#include "dataset/schema.h"
#include "provenance/device_identity.h"
#include "provenance/verification.h"
#include "versioning/history.h"
#include "versioning/proofs.h"
#include "versioning/workspace.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace datanet;
using namespace Qt::StringLiterals;
using State = provenance::VerifiedFact::State;

namespace {

const versioning::Person kAuthor{u"Mara"_s, u"mara@example.org"_s};

dataset::Metadata metadata()
{
    dataset::Metadata result;
    result.title = u"Words"_s;
    result.domain = u"computing"_s;
    result.licence = u"CC0-1.0"_s;
    return result;
}

State stateOf(const provenance::Verification &verification, const QString &subject)
{
    for (const auto &fact : verification.facts) {
        if (fact.subject == subject)
            return fact.state;
    }
    return State::NotChecked;
}

} // namespace

class TestVerification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto workspace = versioning::Workspace::create(m_folder->filePath(u"words"_s), metadata().toJson(),
                                                       dataset::Schema().toJson());
        QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().what));
        m_workspace = std::make_unique<versioning::Workspace>(std::move(*workspace));
        QVERIFY(m_workspace->workingCopy().append(R"({"term":"cache"})"));
    }

    void cleanup() { m_workspace.reset(); }

    void signedVersionsVerifyAndOthersDoNot()
    {
        auto device = provenance::DeviceIdentity::open(m_folder->path());
        QVERIFY2(device, device ? "" : qPrintable(device.error().what));
        const auto first = commit(device->commitSigner());
        auto before = provenance::verifyVersion(m_workspace->repository(), first, {}, m_context);
        QVERIFY(before->isGood());
        QCOMPARE(stateOf(*before, u"manifest"_s), State::NotChecked);
        QCOMPARE(stateOf(*before, u"version signature"_s), State::Good);

        QVERIFY(provenance::signVersion(m_workspace->repository(), first, device->key(), kAuthor, m_context));
        const auto after =
            provenance::verifyVersion(m_workspace->repository(), first, device->key().publicKey(), m_context);
        QVERIFY(after->isGood());
        QCOMPARE(stateOf(*after, u"manifest"_s), State::Good);

        const auto stranger = crypto::DeviceKey::generate();
        const auto judged =
            provenance::verifyVersion(m_workspace->repository(), first, stranger.publicKey(), m_context);
        QVERIFY(!judged->isGood());
    }

    // Of several segments, hashed on several threads.
    void theIdsOfAllRecordsComeWithTheSignature()
    {
        std::vector<base::Digest> expected{dataset::recordId(R"({"term":"cache"})")};
        const std::string filler(9000, 'x');
        for (int number = 0; number < 50; ++number) {
            const std::string body = "{\"term\":\"" + filler + std::to_string(number) + "\"}";
            QVERIFY(m_workspace->workingCopy().append(body));
            expected.push_back(dataset::recordId(body));
        }
        std::sort(expected.begin(), expected.end());
        const auto version = commit({});
        std::vector<base::Digest> ids;
        QVERIFY(provenance::signVersion(m_workspace->repository(), version, crypto::DeviceKey::generate(), kAuthor,
                                        m_context, &ids));
        QCOMPARE(ids, expected);
    }

    // A manifest of one version proves nothing about another.
    void aManifestOfOtherContentsIsBad()
    {
        auto device = provenance::DeviceIdentity::open(m_folder->path());
        const auto first = commit({});
        QVERIFY(provenance::signVersion(m_workspace->repository(), first, device->key(), kAuthor, m_context));
        const auto proofs = versioning::readProofs(m_workspace->repository(), first);
        QVERIFY(m_workspace->workingCopy().append(R"({"term":"cookie"})"));
        const auto second = commit({});
        QVERIFY(versioning::writeProofs(m_workspace->repository(), second, *proofs, kAuthor));
        const auto judged = provenance::verifyVersion(m_workspace->repository(), second, {}, m_context);
        QCOMPARE(stateOf(*judged, u"contents"_s), State::Good);
        QCOMPARE(stateOf(*judged, u"manifest"_s), State::Bad);
    }

    void stockGitAcceptsTheVersionSignature()
    {
        auto device = provenance::DeviceIdentity::open(m_folder->path());
        const auto first = commit(device->commitSigner());
        QProcess git;
        git.start(u"git"_s,
                  {u"--git-dir"_s, m_workspace->repository().path(), u"-c"_s, u"gpg.format=ssh"_s, u"-c"_s,
                   u"gpg.ssh.allowedSignersFile="_s + m_folder->path() + u"/device/allowed_signers"_s,
                   u"verify-commit"_s, versioning::idText(first)});
        QVERIFY(git.waitForFinished());
        QVERIFY2(git.exitCode() == 0, git.readAllStandardError());
    }

    void theDeviceKeepsItsKey()
    {
        const auto first = provenance::DeviceIdentity::open(m_folder->path());
        const auto second = provenance::DeviceIdentity::open(m_folder->path());
        QVERIFY(first->key().publicKey() == second->key().publicKey());
    }

private:
    versioning::CommitId commit(const versioning::CommitSigner &signer)
    {
        auto report = m_workspace->commit({u"a version"_s, kAuthor, QDateTime::currentDateTime(), signer}, m_context);
        if (!report)
            qFatal("%s", qPrintable(report.error().what));
        return report->id;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<versioning::Workspace> m_workspace;
    base::Unwatched m_context;
};

QTEST_GUILESS_MAIN(TestVerification)
#include "tst_verification.moc"
