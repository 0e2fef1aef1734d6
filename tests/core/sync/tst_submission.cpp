#include "base/files.h"
#include "chain/bindings/project_contracts.h"
#include "chain/deployment.h"
#include "chain/encryption_key.h"
#include "chain/http_transport.h"
#include "crypto/age.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "curation/datanet_rules.h"
#include "dataset/data_set.h"
#include "support/anvil.h"
#include "support/scratch_workspace.h"
#include "sync/balances.h"
#include "sync/contributions.h"
#include "sync/inbox_client.h"
#include "sync/inbox_server.h"
#include "sync/outbox.h"
#include "sync/preimages.h"
#include "sync/relay_desk.h"
#include "sync/review.h"
#include "sync/signed_submission.h"
#include "sync/submission.h"
#include "sync/terms.h"
#include "sync/transactor.h"
#include "versioning/proofs.h"

#include <QJsonDocument>

#include <QtTest>

#include <csignal>
#include <thread>

using namespace datanet;
using namespace Qt::StringLiterals;
using sync::SubmissionStep;
using test::need;

namespace {

constexpr quint64 kChain = 31338;

// Counts the steps that work goes through, and dies or stops at one of them.
class Watcher final : public base::TaskContext
{
public:
    enum class End { Never, Kill, Cancel };
    explicit Watcher(End end = End::Never, int at = 0) : m_end(end), m_at(at) { }
    [[nodiscard]] bool cancelled() const override { return m_end == End::Cancel && steps >= m_at; }
    void progress(std::int64_t, std::int64_t) override { }
    void step(const QString &) override
    {
        if (++steps == m_at && m_end == End::Kill)
            ::kill(::getpid(), SIGKILL);
    }
    int steps = 0;

private:
    End m_end;
    int m_at;
};

// Stops work when it comes to one step.
class StopAt final : public base::TaskContext
{
public:
    explicit StopAt(QString words) : m_words(std::move(words)) { }
    [[nodiscard]] bool cancelled() const override { return m_there; }
    void progress(std::int64_t, std::int64_t) override { }
    void step(const QString &words) override { m_there = m_there || words == m_words; }

private:
    QString m_words;
    bool m_there = false;
};

crypto::SecretKey key(const char *hex)
{
    return need(crypto::SecretKey::from(base::Secret::from(*base::fromHex(QString::fromLatin1(hex)))));
}

// Published keys of the development node: the owner of everything, and who contributes.
crypto::SecretKey owner()
{
    return key(test::Anvil::kFirstKey);
}
crypto::SecretKey contributor()
{
    return key(test::Anvil::kSecondKey);
}
const char *const kReviewers[] = {"5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
                                  "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
                                  "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a"};

std::shared_ptr<const chain::ContractSet> contracts()
{
    static const auto set = std::make_shared<const chain::ContractSet>(
        need(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts"))));
    return set;
}

// Everything a process needs to submit; the test makes one, and so does each child that it kills.
struct Party
{
    chain::HttpTransport transport;
    base::SystemClock clock;
    std::unique_ptr<sync::Network> network;

    Party(const QString &home, const QString &profile)
    {
        QFile file(profile);
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("no profile");
        network = need(sync::Network::open({home}, need(chain::NetworkProfile::fromJson(file.readAll())), contracts(),
                                           transport, clock));
    }
};

sync::SubmissionRequest request(const QString &folder)
{
    return {folder, 1, contributor().address(), true, {}, light::Level::OwnNode};
}

} // namespace

// Submissions against a real node with real contracts and a real inbox.
class TestSubmission : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    std::unique_ptr<test::Anvil> m_anvil;
    std::unique_ptr<sync::RelayDesk> m_desk; // pays for others where there is one
    std::unique_ptr<sync::InboxServer> m_inbox;
    std::unique_ptr<Party> m_party;
    base::Unwatched m_context;
    int m_folders = 0;

    QString path(const QString &name) { return m_scratch.filePath(name); }
    const sync::Network &network() { return *m_party->network; }
    chain::ProjectContracts bound() { return need(sync::contractsOn(network())); }

    QString makeDataSet(int first, int count, const std::vector<std::string> &more = {})
    {
        const QString folder = path(u"set-%1"_s.arg(++m_folders));
        auto workspace = need(versioning::Workspace::create(folder, test::someMetadata(), test::schemaWithKey({})));
        std::vector<std::string> bodies = more;
        static const char *const kWords[] = {"amber",  "birch",   "copper",  "delta",  "ember",
                                             "fjord",  "grain",   "harbour", "island", "juniper",
                                             "kettle", "lantern", "meadow",  "needle", "orchard"};
        for (int number = first; number < first + count; ++number) {
            std::string text;
            for (int word = 0; word < 14; ++word) // spread, so that no two records are near-duplicates
                text += std::string(kWords[(number * 7 + word * (number % 13 + 1)) % 15])
                    + std::to_string(number * 31 + word) + ' ';
            text.pop_back();
            bodies.push_back("{\"term\":\"t" + std::to_string(number) + "\",\"text\":\"" + text + "\"}");
        }
        test::importRecords(workspace, bodies);
        need(workspace.commit(test::saying("first"), m_context));
        return folder;
    }

    std::uint64_t sequence()
    {
        auto snapshot = need(network().latest(m_context));
        return need(snapshot.read(bound().contributions.sequence(), m_context)).value();
    }
    sync::Contribution contribution(std::uint64_t id)
    {
        auto snapshot = need(network().latest(m_context));
        return need(sync::readContribution(network(), snapshot, id, m_context));
    }
    std::uint64_t nonce()
    {
        auto snapshot = need(network().latest(m_context));
        return need(snapshot.account(contributor().address(), m_context)).value().nonce;
    }

    void checkDelivered(const sync::Submission &sent, const QString &folder)
    {
        QCOMPARE(int(sent.step), int(SubmissionStep::Delivered));
        const auto state = contribution(*sent.contribution);
        QCOMPARE(int(state.status.value().state), int(chain::ContributionState::InReview));
        QCOMPARE(state.opening->value().contributor, contributor().address());
        QCOMPARE(std::int64_t(state.opening->value().count), sent.records);

        // A reviewer can open it, and what is inside is what was declared.
        auto snapshot = need(network().latest(m_context));
        const auto delivery = need(sync::readDelivery(network(), snapshot, *sent.contribution, m_context));
        const QString sealedPath = path(u"got.age"_s);
        const QString bundle = path(u"got.bundle"_s);
        need(base::files::removeFile(sealedPath));
        need(sync::InboxClient::download(QUrl(delivery.value().locator), delivery.value().sealedBundleHash, 1 << 24,
                                         sealedPath, m_context));
        QCOMPARE(state.panel.size(), std::size_t(3));
        for (const char *reviewer : kReviewers) {
            need(base::files::removeFile(bundle));
            std::vector<crypto::AgeIdentity> identity;
            identity.push_back(chain::encryptionIdentity(key(reviewer)));
            need(crypto::ageDecryptFile(sealedPath, bundle, identity, m_context));
        }
        QCOMPARE(crypto::sha256(need(base::files::read(bundle, 1 << 24))), state.opening->value().bundleHash);
        const auto ids = need(sync::submittedRecords(network().home(), sent.number));
        QCOMPARE(need(crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids)),
                 state.opening->value().recordsRoot);

        // The contributor's own proof is with the version, and holds.
        const auto repository = need(versioning::Repository::open(dataset::DataSetFolder{folder}.repository()));
        const auto version = *need(repository.head());
        const auto proofs = need(versioning::readProofs(repository, version));
        const auto proof = proofs.find(sync::ContributionProof::path(kChain, 1, *sent.contribution));
        QVERIFY(proof != proofs.end());
        auto signedOne = need(sync::SignedSubmission::fromJson(proof->second));
        need(sync::verifySubmission(*contracts(), signedOne, version));
        QCOMPARE(signedOne.declared.opening, state.opening->value());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        // A block each second, as real networks make them: nothing is drawn without later blocks.
        m_anvil = std::make_unique<test::Anvil>(kChain, QStringList{u"--block-time"_s, u"1"_s});
        QVERIFY(m_anvil->isReady());
        sync::InboxServer::Options inbox;
        inbox.folder = path(u"inbox"_s);
        inbox.relay.offer = [this] { return m_desk ? m_desk->offer() : QJsonObject(); };
        inbox.relay.carry = [this](const base::Bytes &name, const QJsonObject &request,
                                   const base::Bytes &address) -> base::Result<QJsonObject> {
            const auto sent = name == "open" ? m_desk->open(need(sync::RelayedOpening::fromJson(request)), address)
                                             : m_desk->deliver(need(sync::RelayedDelivery::fromJson(request)), address);
            if (!sent)
                return base::fail(sent.error());
            return QJsonObject{{u"transaction"_s, sent->hex()}};
        };
        m_inbox = need(sync::InboxServer::start(inbox));

        chain::NetworkProfile profile;
        profile.id = u"test"_s;
        profile.title = u"Test"_s;
        profile.chainId = kChain;
        profile.servers = {{m_anvil->url(), true}};
        profile.reachable = chain::TrustLevel::OwnNode;
        chain::HttpTransport transport;
        const chain::NodeClient node(chain::JsonRpcClient(m_anvil->url(), transport));
        const chain::AccountSender sender(node, kChain);
        const auto who = owner().address();
        const auto plan = need(chain::deploymentPlan(
            *contracts(), who, 0, {who, who, true, chain::practiceParameters(), chain::practiceGovernance()}));
        for (const auto &step : plan) {
            const auto quote = need(sender.quote(who, step.call, step.nonce, m_context));
            const auto transaction = need(sender.sign(quote, owner()));
            need(sender.submit(transaction.raw, m_context));
            need(sender.wait(transaction, std::chrono::seconds(20), m_context));
        }
        profile.contracts = need(chain::checkDeployment(*contracts(), plan, node, m_context));
        QFile file(path(u"profile.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(profile.toJson());
        file.close();
        m_party = std::make_unique<Party>(path(u"home"_s), file.fileName());

        curation::DatanetRules rules;
        rules.title = u"Words"_s;
        rules.purpose = u"Testing"_s;
        rules.rules = {u"Be short"_s};
        rules.licence = u"CC0-1.0"_s;
        const auto terms = rules.toJson();
        const QString remote = path(u"remote.git"_s);
        need(sync::pushTerms(remote, terms, path(u"terms"_s), m_context));
        need(sync::send(network(),
                        need(bound().datanets.create(1, curation::DatanetRules::termsHash(terms), u"Words"_s,
                                                     u"http://127.0.0.1:%1/"_s.arg(m_inbox->port()), remote)),
                        owner(), m_context));
        const base::Uint256 stake = chain::practiceParameters().wei(chain::ParameterKey::ReviewerStake);
        for (const char *reviewer : kReviewers) {
            const auto secret = key(reviewer);
            need(sync::send(
                network(),
                need(bound().stakes.deposit(chain::StakeRole::Reviewer, 1,
                                            chain::encryptionIdentity(secret).recipient().publicKey, *stake.times(4))),
                secret, m_context));
        }
    }

    void planSaysWhatItCosts()
    {
        const auto folder = makeDataSet(0, 12);
        const auto before = nonce();
        const auto plan = need(sync::planSubmission(network(), folder, 1, contributor().address(), m_context));
        QCOMPARE(plan.obstacle, QString());
        QCOMPARE(plan.records, 12);
        QCOMPARE(plan.deposit.value(), chain::practiceParameters().bondWei(12));
        QVERIFY(plan.deposit.level() == light::Level::OwnNode);
        QCOMPARE(plan.licence, u"CC0-1.0"_s);
        QCOMPARE(plan.examples.size(), std::size_t(3));
        QVERIFY(plan.total > plan.deposit.value());
        QCOMPARE(nonce(), before);
        QVERIFY(need(sync::submissions(network().home(), u"test"_s)).empty());
        QVERIFY(!QFileInfo::exists(network().home().sealed()));
    }

    void refusals()
    {
        const auto before = sequence();
        auto unsaid = request(makeDataSet(100, 3));
        unsaid.mayShare = false;
        QCOMPARE(sync::submit(network(), unsaid, contributor(), m_context).error().kind, base::ErrorKind::Denied);
        const auto personal =
            makeDataSet(110, 3, {R"({"term":"who","text":"write to someone.private@mailbox.org today please"})"});
        const auto plan = need(sync::planSubmission(network(), personal, 1, contributor().address(), m_context));
        QVERIFY(plan.blocking > 0);
        QVERIFY(!plan.obstacle.isEmpty());
        QCOMPARE(sync::submit(network(), request(personal), contributor(), m_context).error().kind,
                 base::ErrorKind::Denied);
        QCOMPARE(sync::submit(network(), request(path(u"nowhere"_s)), contributor(), m_context).error().kind,
                 base::ErrorKind::NotFound);
        QVERIFY(need(sync::submissions(network().home(), u"test"_s)).empty());
        QCOMPARE(sequence(), before);
    }

    void theWholeWay()
    {
        const auto folder = makeDataSet(0, 20);
        const auto plan = need(sync::planSubmission(network(), folder, 1, contributor().address(), m_context));
        auto snapshot = need(network().latest(m_context));
        const auto before = need(snapshot.balance(contributor().address(), m_context)).value();
        Watcher watcher;
        const auto sent = need(sync::submit(network(), request(folder), contributor(), watcher));
        checkDelivered(sent, folder);
        auto later = need(network().latest(m_context));
        const auto after = need(later.balance(contributor().address(), m_context)).value();
        QVERIFY(*before.minus(after) <= plan.total); // what was said is the most
        QVERIFY(*before.minus(after) >= plan.deposit.value());
        // Asking again changes nothing.
        const auto count = sequence();
        const auto paid = nonce();
        const auto again = need(sync::submit(network(), request(folder), contributor(), m_context));
        QCOMPARE(again.contribution, sent.contribution);
        QCOMPARE(sequence(), count);
        QCOMPARE(nonce(), paid);
    }

    // Priority is registered, then the coins are gone: the inbox has declaration and delivery sent.
    void withoutCoinsTheInboxPays()
    {
        const auto setCoins = [&](const QString &quantity) {
            need(network().node().rpc().call(u"anvil_setBalance"_s, {contributor().address().hex(), quantity},
                                             m_context));
            // What was set is in the next block, which a busy machine makes late.
            const auto newest = [&] {
                return need(network().node().rpc().call(u"eth_blockNumber"_s, {}, m_context)).toString();
            };
            const QString before = newest();
            QTRY_VERIFY_WITH_TIMEOUT(newest() != before, 60'000);
            QTest::qWait(500);
        };
        const auto folder = makeDataSet(700, 5);
        StopAt declaring(u"Declaring the contribution"_s);
        QCOMPARE(sync::submit(network(), request(folder), contributor(), declaring).error().kind,
                 base::ErrorKind::Cancelled);
        const auto begun = need(sync::submissions(network().home(), u"test"_s)).front();
        QCOMPARE(int(begun.step), int(SubmissionStep::Registered));
        setCoins(u"0x1"_s);
        const auto alone = sync::continueSubmission(network(), begun.number, contributor(), m_context);
        QCOMPARE(alone.error().kind, base::ErrorKind::Denied);

        base::SystemClock clock;
        auto ledger = need(sync::DailyLedger::open(path(u"relay.json"_s), clock));
        m_desk = std::make_unique<sync::RelayDesk>(network(), owner(), *ledger, sync::RelayLimits());
        std::optional<base::Result<sync::Submission>> sent;
        std::thread sending([&] {
            base::Unwatched unwatched;
            sent = sync::continueSubmission(network(), begun.number, contributor(), unwatched);
        });
        for (int tries = 0; tries < 60; ++tries) { // a reviewer would draw
            QTest::qWait(500);
            const auto state = contribution(*begun.contribution).status.value().state;
            if (state == chain::ContributionState::Opened)
                (void)sync::drawPanel(network(), *begun.contribution, key(kReviewers[0]), m_context);
            else if (state != chain::ContributionState::Committed)
                break;
        }
        sending.join();
        QVERIFY2(*sent, *sent ? "" : qPrintable(sent->error().what));
        checkDelivered(**sent, folder);
        auto snapshot = need(network().latest(m_context));
        QCOMPARE(need(snapshot.balance(contributor().address(), m_context)).value(), base::Uint256(1));
        m_desk.reset();
        setCoins(u"0x56bc75e2d63100000"_s);
    }

    void killedAnywhere()
    {
        const auto sequenceBefore = sequence();
        const auto nonceBefore = nonce();
        const auto folder = makeDataSet(200, 8);
        // Each child goes on where the last one died, and dies itself one step further, until the submission is written
        // down; from then on at its first, second, third or fourth step: before anything, after signing, after sending,
        // in the next stage.
        int kills = 0;
        bool done = false;
        int preparing = 0;
        for (int attempt = 0; attempt < 100 && !done; ++attempt) {
            const auto begun = need(sync::submissions(network().home(), u"test"_s));
            const bool prepared = !begun.empty() && begun.front().folder == folder;
            const int at = prepared ? attempt % 4 + 1 : ++preparing;
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(),
                        {u"--submit"_s, path(u"home"_s), path(u"profile.json"_s), folder, QString::number(at)});
            QVERIFY(child.waitForFinished(120'000));
            done = child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0;
            kills += child.exitStatus() == QProcess::CrashExit ? 1 : 0;
            QVERIFY2(done || child.exitStatus() == QProcess::CrashExit, child.readAllStandardError().constData());
        }
        QVERIFY(done);
        qInfo("killed %d times", kills);
        QVERIFY(kills >= 12);
        QCOMPARE(sequence(), sequenceBefore + 1);
        QCOMPARE(nonce(), nonceBefore + 4); // commit, open, draw, deliver: each paid once
        const auto all = need(sync::submissions(network().home(), u"test"_s));
        QCOMPARE(all.front().folder, folder);
        checkDelivered(all.front(), folder);
    }

    void stoppedAnywhere()
    {
        const auto folder = makeDataSet(300, 4);
        const auto sequenceBefore = sequence();
        const auto nonceBefore = nonce();
        base::Result<sync::Submission> sent = base::cancelled();
        int at = 1;
        for (; at < 60 && !sent; ++at) {
            Watcher watcher(Watcher::End::Cancel, at);
            sent = sync::submit(network(), request(folder), contributor(), watcher);
            if (!sent)
                QVERIFY2(sent.error().kind == base::ErrorKind::Cancelled, qPrintable(sent.error().what));
        }
        QVERIFY(sent);
        QVERIFY(at > 8);
        QCOMPARE(sequence(), sequenceBefore + 1);
        QCOMPARE(nonce(), nonceBefore + 4);
        checkDelivered(*sent, folder);
    }

    // The inbox is down; the priority is safe, and the rest follows when it is back.
    void inboxComesBack()
    {
        const int port = m_inbox->port();
        m_inbox.reset();
        const auto folder = makeDataSet(400, 5);
        const auto failed = sync::submit(network(), request(folder), contributor(), m_context);
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, base::ErrorKind::Network);
        const auto waiting = need(sync::submissions(network().home(), u"test"_s)).front();
        QCOMPARE(int(waiting.step), int(SubmissionStep::Sealed));
        QVERIFY(!waiting.problem.isEmpty());
        QCOMPARE(sync::continueSubmission(network(), waiting.number, owner(), m_context).error().kind,
                 base::ErrorKind::Denied);
        // Somebody damaged the encrypted file meanwhile: it is made anew.
        const auto sealedFiles = QDir(network().home().sealed()).entryInfoList({u"*.age"_s}, QDir::Files);
        QCOMPARE(sealedFiles.size(), 1);
        QFile damaged(sealedFiles.front().filePath());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("other bytes");
        damaged.close();
        sync::InboxServer::Options inbox;
        inbox.folder = path(u"inbox"_s);
        inbox.port = port;
        m_inbox = need(sync::InboxServer::start(inbox));
        const auto sent = need(sync::continueSubmission(network(), waiting.number, contributor(), m_context));
        QCOMPARE(sent.problem, QString());
        checkDelivered(sent, folder);
    }

    void signedSubmissionHoldsOnlyAsItIs()
    {
        const auto all = need(sync::submissions(network().home(), u"test"_s));
        const auto &sent = all.front();
        const auto repository = need(versioning::Repository::open(dataset::DataSetFolder{sent.folder}.repository()));
        const auto version = *need(repository.head());
        const auto proofs = need(versioning::readProofs(repository, version));
        const auto good = need(
            sync::SignedSubmission::fromJson(proofs.at(sync::ContributionProof::path(kChain, 1, *sent.contribution))));
        const auto refused = [&](const sync::SignedSubmission &one) {
            return !sync::verifySubmission(*contracts(), one, version);
        };
        QVERIFY(!refused(good));
        auto other = good;
        other.declared.records.pop_back();
        QVERIFY(refused(other));
        other = good;
        other.declared.opening.payee = owner().address();
        QVERIFY(refused(other));
        other = good;
        other.declared.chainId += 1;
        QVERIFY(refused(other));
        other = good;
        other.authorization.deadline = *other.authorization.deadline.plus(1);
        QVERIFY(refused(other));
        other = good;
        other.contract = owner().address();
        QVERIFY(refused(other));
        QVERIFY(!sync::verifySubmission(*contracts(), good, versioning::CommitId()));
        QVERIFY(!sync::SignedSubmission::fromJson("{}"));
    }

    // What a contribution says that it replaced is believed only as the chain has it.
    void replacedAsTheChainHasIt()
    {
        const auto all = need(sync::submissions(network().home(), u"test"_s));
        auto snapshot = need(network().latest(m_context));
        const auto opening = need(sync::readOpening(network(), snapshot, *all.front().contribution, m_context)).value();
        const auto records = need(sync::submittedRecords(network().home(), all.front().number));
        sync::ReplacedContribution replaced{opening, records};
        need(sync::confirmReplaced(network(), snapshot, {replaced}, m_context));
        replaced.opening.payee = owner().address();
        const auto refused = sync::confirmReplaced(network(), snapshot, {replaced}, m_context);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, base::ErrorKind::Corrupt);
    }

    void transactorRefusesWhatItCannotRead()
    {
        const auto before = nonce();
        chain::Call unknown{bound().contributions.address(), {}, *base::fromHex(u"0xdeadbeef")};
        QCOMPARE(sync::send(network(), unknown, contributor(), m_context).error().kind, base::ErrorKind::Denied);
        chain::Call stranger{owner().address(), {}, *base::fromHex(u"0x01020304")};
        QCOMPARE(sync::send(network(), stranger, contributor(), m_context).error().kind, base::ErrorKind::Denied);
        const chain::Call tooMuch{owner().address(), *base::Uint256::fromDecimal(u"999999999999999999999999"), {}};
        QCOMPARE(sync::send(network(), tooMuch, contributor(), m_context).error().kind, base::ErrorKind::Denied);
        // Nothing leaves this machine that could not be written down.
        sync::SendOptions options;
        options.persist = [](const chain::SignedTransaction &) {
            return base::Status(base::fail(base::ErrorKind::Io, u"no space"_s));
        };
        const chain::Call payment{owner().address(), base::Uint256(5), {}};
        QCOMPARE(sync::send(network(), payment, contributor(), options, m_context).error().kind, base::ErrorKind::Io);
        QCOMPARE(nonce(), before);
        base::Bytes kept;
        options.persist = [&](const chain::SignedTransaction &transaction) {
            kept = transaction.raw;
            return base::Status();
        };
        const auto receipt = need(sync::send(network(), payment, contributor(), options, m_context));
        QCOMPARE(nonce(), before + 1);
        QCOMPARE(need(sync::resume(network(), kept, m_context)).transactionHash, receipt.transactionHash);
        QCOMPARE(nonce(), before + 1);
    }

    void balances()
    {
        auto snapshot = need(network().latest(m_context));
        const auto who = key(kReviewers[0]).address();
        const auto found = need(sync::readBalances(network(), snapshot, {who, base::Address()}, m_context));
        QCOMPARE(found.size(), std::size_t(2));
        QVERIFY(found[0].coins.level() == light::Level::OwnNode);
        QVERIFY(!found[0].coins.value().isZero());
        QVERIFY(found[1].coins.hasValue());
        QVERIFY(found[0].owed.value().isZero());
        const auto stake = need(sync::readReviewerStake(network(), snapshot, who, 1, m_context));
        QCOMPARE(stake.value().amount, *chain::practiceParameters().wei(chain::ParameterKey::ReviewerStake).times(4));
        QVERIFY(
            need(sync::readReviewerStake(network(), snapshot, base::Address(), 1, m_context)).value().amount.isZero());
    }

    void outboxKeepsWhatIsWrittenDown()
    {
        const sync::Home home{path(u"outbox-home"_s)};
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
        auto outbox = need(sync::Outbox::open(home));
        const auto first = need(outbox.add(u"vote"_s, u"a"_s, u"7"_s, now, {{u"salt"_s, 1}}));
        const auto second = need(outbox.add(u"vote"_s, u"a"_s, u"7"_s, now, {{u"salt"_s, 2}}));
        need(outbox.add(u"vote"_s, u"b"_s, u"7"_s, now, {}));
        QVERIFY(second > first);
        need(outbox.replace(first, {{u"salt"_s, 3}}));
        auto other = need(sync::Outbox::open(home));
        QCOMPARE(need(other.find(first)).document.value(u"salt"_s).toInt(), 3);
        QCOMPARE(need(other.find(first)).time, now);
        QCOMPARE(need(other.newest(u"vote"_s, u"a"_s, u"7"_s))->number, second);
        QVERIFY(!need(other.newest(u"vote"_s, u"a"_s, u"8"_s)));
        QCOMPARE(need(other.list(u"vote"_s, u"a"_s)).size(), std::size_t(2));
        QCOMPARE(other.replace(999, {}).error().kind, base::ErrorKind::NotFound);
        QVERIFY(!other.add(u"vote"_s, u"a"_s, u"9"_s, now, {{u"much"_s, QString(5 << 20, u'x')}}));
        need(other.remove(second));
        const auto third = need(outbox.add(u"vote"_s, u"a"_s, u"7"_s, now, {}));
        QVERIFY(third > second); // numbers are never used again
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = app.arguments();
    if (arguments.size() == 6 && arguments[1] == u"--submit"_s) {
        const Party party(arguments[2], arguments[3]);
        Watcher watcher(Watcher::End::Kill, arguments[5].toInt());
        const auto sent = sync::submit(*party.network, request(arguments[4]), contributor(), watcher);
        if (!sent)
            std::fprintf(stderr, "%s\n", qPrintable(sent.error().what));
        return sent ? 0 : 1;
    }
    TestSubmission test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_submission.moc"
