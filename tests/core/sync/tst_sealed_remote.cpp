#include "sync/sealed_remote.h"

#include "support/scratch_workspace.h"

#include "base/files.h"
#include "crypto/age.h"
#include "versioning/git_program.h"
#include "versioning/proofs.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using crypto::AgeIdentity;
using crypto::AgeRecipient;
using sync::SealedRemote;
using versioning::CommitId;
using versioning::Repository;

// What is published in a private datanet, at its remote and with its members.
class TestSealedRemote : public QObject
{
    Q_OBJECT

    struct Place
    {
        QTemporaryDir folder;
        QString remote = folder.filePath(u"remote.git"_s);

        Place() { (void)need(Repository::init(remote)); }
        [[nodiscard]] SealedRemote member(const QString &name) const
        {
            return need(SealedRemote::open(folder.filePath(name), remote));
        }
    };

    static std::vector<AgeRecipient> recipientsOf(const std::vector<AgeIdentity> &identities)
    {
        std::vector<AgeRecipient> recipients;
        for (const auto &identity : identities)
            recipients.push_back(identity.recipient());
        return recipients;
    }
    // A version with one file on top of what is there, with a proof.
    static CommitId addVersion(const SealedRemote &place, const QByteArray &words)
    {
        auto repository = need(Repository::open(place.plain()));
        const auto below = need(repository.ref(QLatin1StringView(versioning::kMainRef)));
        const auto blob = need(repository.write(versioning::ObjectType::Blob, words));
        const auto tree =
            need(repository.write(versioning::ObjectType::Tree, versioning::treeBytes({{"data", blob, false}})));
        versioning::CommitFields fields;
        fields.tree = tree;
        if (below)
            fields.parents = {*below};
        fields.author = {u"somebody"_s, u"some@body"_s};
        fields.time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        fields.message = u"a version"_s;
        const auto commit = need(repository.writeCommit(fields));
        if (auto moved = repository.moveRef(QLatin1StringView(versioning::kMainRef), below, commit, u"test"_s); !moved)
            qFatal("%s", qPrintable(moved.error().what));
        if (auto proven = versioning::writeProofs(repository, commit, {{u"manifest.json"_s, words}}, fields.author);
            !proven)
            qFatal("%s", qPrintable(proven.error().what));
        return commit;
    }
    static std::optional<CommitId> mainOf(const SealedRemote &place)
    {
        return need(need(Repository::open(place.plain())).ref(QLatin1StringView(versioning::kMainRef)));
    }
    static QByteArray proofOf(const SealedRemote &place, const CommitId &commit)
    {
        const auto files = need(versioning::readProofs(need(Repository::open(place.plain())), commit));
        return files.contains(u"manifest.json"_s) ? files.at(u"manifest.json"_s) : QByteArray();
    }

    base::Unwatched m_task;

private Q_SLOTS:
    void membersReadWhatMembersPublish()
    {
        const Place place;
        std::vector<AgeIdentity> ada;
        ada.push_back(AgeIdentity::generate());
        std::vector<AgeIdentity> bo;
        bo.push_back(AgeIdentity::generate());
        const std::vector<AgeRecipient> both{ada[0].recipient(), bo[0].recipient()};
        auto writer = place.member(u"ada"_s);
        auto reader = place.member(u"bo"_s);
        QVERIFY(reader.fetch(bo, m_task)); // nothing there yet
        QVERIFY(!mainOf(reader));
        const auto first = addVersion(writer, "the first secret");
        QVERIFY(writer.publish(both, m_task));
        QVERIFY(writer.publish(both, m_task)); // nothing more to send
        QVERIFY(reader.fetch(bo, m_task));
        QCOMPARE(mainOf(reader), std::optional(first));
        QCOMPARE(proofOf(reader, first), QByteArray("the first secret"));
        // The reader goes on, and the writer reads it.
        const auto second = addVersion(reader, "the second secret");
        QVERIFY(reader.publish(both, m_task));
        QVERIFY(writer.fetch(ada, m_task));
        QCOMPARE(mainOf(writer), std::optional(second));
        QCOMPARE(proofOf(writer, second), QByteArray("the second secret"));
    }

    // Whoever hosts it sees numbers and sizes.
    void theRemoteHasNothingToRead()
    {
        const Place place;
        std::vector<AgeIdentity> ada;
        ada.push_back(AgeIdentity::generate());
        auto writer = place.member(u"ada"_s);
        const auto commit = addVersion(writer, "a secret that nobody else may read");
        QVERIFY(writer.publish(recipientsOf(ada), m_task));
        const auto remote = need(Repository::open(place.remote));
        QVERIFY(!remote.contains(commit));
        QProcess git;
        git.start(u"git"_s, {u"-C"_s, place.remote, u"archive"_s, u"main"_s});
        QVERIFY(git.waitForFinished());
        const QByteArray all = git.readAllStandardOutput();
        QVERIFY(all.contains("1.age"));
        QVERIFY(!all.contains("secret"));
        // Somebody else opens nothing, and is told why.
        std::vector<AgeIdentity> eve;
        eve.push_back(AgeIdentity::generate());
        auto stranger = place.member(u"eve"_s);
        const auto refused = stranger.fetch(eve, m_task);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, base::ErrorKind::Denied);
        QVERIFY(!mainOf(stranger));
    }

    void whoeverComesLaterReadsWhatWasSealedAnew()
    {
        const Place place;
        std::vector<AgeIdentity> ada;
        ada.push_back(AgeIdentity::generate());
        std::vector<AgeIdentity> bo;
        bo.push_back(AgeIdentity::generate());
        auto writer = place.member(u"ada"_s);
        (void)addVersion(writer, "one");
        QVERIFY(writer.publish(recipientsOf(ada), m_task));
        const auto second = addVersion(writer, "two");
        QVERIFY(writer.publish(recipientsOf(ada), m_task));
        auto newcomer = place.member(u"bo"_s);
        QVERIFY(!newcomer.fetch(bo, m_task));
        const std::vector<AgeRecipient> both{ada[0].recipient(), bo[0].recipient()};
        QVERIFY(!newcomer.sealAnew(bo, both, m_task)); // not by who can't read it
        QVERIFY(writer.sealAnew(ada, both, m_task));
        QVERIFY(newcomer.fetch(bo, m_task));
        QCOMPARE(mainOf(newcomer), std::optional(second));
        const auto third = addVersion(writer, "three");
        QVERIFY(writer.publish(both, m_task));
        QVERIFY(newcomer.fetch(bo, m_task));
        QCOMPARE(mainOf(newcomer), std::optional(third));
    }

    // Two at the same time: one is first, the other starts from there.
    void twoAtOnce()
    {
        const Place place;
        std::vector<AgeIdentity> ada;
        ada.push_back(AgeIdentity::generate());
        auto one = place.member(u"one"_s);
        auto other = place.member(u"other"_s);
        const auto first = addVersion(one, "one");
        (void)addVersion(other, "other");
        QVERIFY(one.publish(recipientsOf(ada), m_task));
        const auto late = other.publish(recipientsOf(ada), m_task);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, base::ErrorKind::Conflict);
        QVERIFY(other.fetch(ada, m_task));
        QCOMPARE(mainOf(other), std::optional(first));
        const auto second = addVersion(other, "other again");
        QVERIFY(other.publish(recipientsOf(ada), m_task));
        QVERIFY(one.fetch(ada, m_task));
        QCOMPARE(mainOf(one), std::optional(second));
    }

    // A remote that says what it likes.
    void garbage()
    {
        const Place place;
        std::vector<AgeIdentity> ada;
        ada.push_back(AgeIdentity::generate());
        auto remote = need(Repository::open(place.remote));
        const auto put = [&](const QByteArray &bytes) {
            const auto blob = need(remote.write(versioning::ObjectType::Blob, bytes));
            const auto tree =
                need(remote.write(versioning::ObjectType::Tree, versioning::treeBytes({{"1.age", blob, false}})));
            versioning::CommitFields fields;
            fields.tree = tree;
            fields.author = {u"host"_s, u"h@ost"_s};
            fields.time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
            fields.message = u"x"_s;
            const auto commit = need(remote.writeCommit(fields));
            const auto now = need(remote.ref(QLatin1StringView(versioning::kMainRef)));
            return remote.moveRef(QLatin1StringView(versioning::kMainRef), now, commit, u"test"_s).has_value();
        };
        auto reader = place.member(u"ada"_s);
        QVERIFY(put("no age file"));
        QVERIFY(!reader.fetch(ada, m_task));
        QVERIFY(put(need(crypto::ageEncrypt("no bundle", recipientsOf(ada)))));
        const auto refused = reader.fetch(ada, m_task);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, base::ErrorKind::Corrupt);
        QVERIFY(!mainOf(reader));
    }
};

QTEST_GUILESS_MAIN(TestSealedRemote)
#include "tst_sealed_remote.moc"
