#pragma once

#include "chain/bindings/project_contracts.h"
#include "chain/deployment.h"
#include "chain/encryption_key.h"
#include "chain/http_transport.h"
#include "crypto/age.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "curation/datanet_rules.h"
#include "provenance/verification.h"
#include "support/anvil.h"
#include "support/scratch_workspace.h"
#include "sync/contribution_proof.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/inbox_server.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/terms.h"
#include "sync/transactor.h"
#include "versioning/proofs.h"
#include "versioning/transport.h"

#include <QTemporaryDir>

#include <functional>

namespace datanet::test {

// Leaves logs out of a server's answers, or loses transactions on their way, on request.
class ForgetfulTransport final : public chain::Transport
{
public:
    bool withhold = false;
    bool loseTransactions = false;

    [[nodiscard]] base::Result<base::Bytes> post(const QUrl &url, base::ByteView body,
                                                 base::TaskContext &context) override
    {
        if (loseTransactions && body.contains("eth_sendRawTransaction"))
            return base::fail(base::ErrorKind::Network, QStringLiteral("lost on the way"));
        auto answer = m_http.post(url, body, context);
        if (answer && withhold && body.contains("eth_getLogs")) {
            auto object = QJsonDocument::fromJson(*answer).object();
            object[QStringLiteral("result")] = QJsonArray();
            return QJsonDocument(object).toJson(QJsonDocument::Compact);
        }
        return answer;
    }

private:
    chain::HttpTransport m_http;
};

// One person: a data folder and a key.
struct Party
{
    QTemporaryDir home;
    crypto::SecretKey key;
    std::unique_ptr<sync::Network> network;
};

// A chain with the contracts and one datanet, an inbox and a remote, three reviewers, an owner and a contributor. Every
// part is real; each function stops the test when something fails.
class Round
{
public:
    static constexpr quint64 kChain = 4243;

    Round() : m_anvil(kChain), m_remote(m_folder.path() + QStringLiteral("/remote.git"))
    {
        auto contracts = need(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts")));
        m_contracts = std::make_shared<const chain::ContractSet>(std::move(contracts));
        m_profile.id = QStringLiteral("test");
        m_profile.title = QStringLiteral("Test");
        m_profile.chainId = kChain;
        m_profile.practice = true;
        m_profile.servers = {{m_anvil.url(), true}};
        m_profile.reachable = chain::TrustLevel::OwnNode;
        owner = party(
            need(crypto::SecretKey::from(base::Secret::from(*base::fromHex(QString::fromLatin1(Anvil::kFirstKey))))));
        contributor = party(crypto::SecretKey::generate());
        for (int i = 0; i < 3; ++i)
            reviewers.push_back(party(crypto::SecretKey::generate()));
        deploy();
        connect(*owner);
        connect(*contributor);
        for (auto &reviewer : reviewers)
            connect(*reviewer);
        sync::InboxServer::Options options;
        options.folder = inboxFolder();
        m_inbox = need(sync::InboxServer::start(std::move(options)));
        found();
    }

    [[nodiscard]] QUrl inboxUrl() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_inbox->port())); }
    [[nodiscard]] QString inboxFolder() const { return m_folder.path() + QStringLiteral("/inbox"); }
    [[nodiscard]] const QString &remote() const { return m_remote; }
    [[nodiscard]] chain::ProjectContracts contracts() const { return need(sync::contractsOn(*owner->network)); }

    // Submits records as version of a data set of its own, up to delivery. Returns the contribution's id. change: what
    // is declared instead of the truth. packed: gets the path of the bundle.
    std::uint64_t submit(const std::vector<std::string> &bodies, std::uint32_t baseVersion,
                         const std::function<void(chain::Opening &)> &change = {}, QString *packed = nullptr)
    {
        const auto [opening, bundle] = declare(bodies, baseVersion, change);
        if (packed)
            *packed = bundle;
        mine(0, 3);
        need(sync::drawPanel(*contributor->network, opening.id, contributor->key, context));

        std::vector<crypto::AgeRecipient> recipients;
        for (const auto &reviewer : reviewers)
            recipients.push_back(chain::encryptionIdentity(reviewer->key).recipient());
        const QString sealed = bundle + QStringLiteral(".age");
        need(crypto::ageEncryptFile(bundle, sealed, recipients, context));
        const auto locator = need(sync::InboxClient(inboxUrl()).upload(sealed, context));
        send(*contributor,
             contracts().contributions.deliver(opening, crypto::sha256(bytesOf(sealed)), locator.toString()));
        return opening.id;
    }

    // The same up to the declaration: no panel is drawn, nothing is sent. The second is the path of the bundle.
    std::pair<chain::Opening, QString> declare(const std::vector<std::string> &bodies, std::uint32_t baseVersion,
                                               const std::function<void(chain::Opening &)> &change = {})
    {
        const QString folder = m_folder.path() + QStringLiteral("/set-%1").arg(++m_sets);
        auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
        importRecords(workspace, bodies);
        const auto commit = need(workspace.commit(saying("to be sent"), context));
        const auto manifest =
            need(provenance::signVersion(workspace.repository(), commit.id, crypto::DeviceKey::generate(),
                                         {QStringLiteral("Ada"), QStringLiteral("ada@example.org")}, context));
        const QString bundle = folder + QStringLiteral(".bundle");
        need(versioning::exportBundle(workspace.repository(), bundle, context));

        std::vector<base::Digest> ids;
        for (const auto &body : bodies)
            ids.push_back(dataset::recordId(body));
        std::sort(ids.begin(), ids.end());
        chain::Opening opening;
        opening.datanet = datanet;
        opening.baseVersion = baseVersion;
        opening.count = static_cast<std::uint32_t>(ids.size());
        opening.permittedUses = chain::MayTrain;
        opening.contributor = contributor->key.address();
        opening.payee = opening.contributor;
        opening.recordsRoot = need(crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids));
        opening.bundleHash = crypto::sha256(bytesOf(bundle));
        opening.manifestHash = crypto::sha256(manifest);
        opening.licenceHash = crypto::keccak256("CC0-1.0");
        opening.termsHash = m_termsHash;
        opening.gitCommit = sync::gitCommitWord(commit.id);
        opening.authorship = crypto::keccak256("mine");
        if (change)
            change(opening);
        const auto all = contracts();
        const base::Bytes32 salt = crypto::keccak256("salt");
        const auto hash = chain::saltedCommitment(kChain, all.contributions.address(), opening.contributor, datanet,
                                                  opening.recordsRoot, opening.count, m_termsHash, salt);
        const auto committed =
            send(*contributor,
                 all.contributions.commit(hash, opening.count, chain::practiceParameters().bondWei(opening.count)));
        const auto commitment = need(all.contributions.committed(committed));
        opening.id = commitment.id;
        send(*contributor, all.contributions.open(opening, commitment, salt, {}));
        return {opening, bundle};
    }

    chain::Receipt send(Party &who, const base::Result<chain::Call> &call)
    {
        return need(sync::send(*who.network, need(call), who.key, context));
    }

    // Lets time pass and makes blocks.
    void mine(int seconds, int blocks = 1)
    {
        const auto &rpc = owner->network->node().rpc();
        if (seconds > 0)
            need(rpc.call(QStringLiteral("evm_increaseTime"), {seconds}, context));
        for (int i = 0; i < blocks; ++i)
            need(rpc.call(QStringLiteral("evm_mine"), {}, context));
    }

    // Another home of the same network: knows nothing yet.
    std::unique_ptr<Party> stranger()
    {
        auto somebody = party(crypto::SecretKey::generate());
        connect(*somebody);
        return somebody;
    }

    // Another machine of the same account: nothing but its key is there.
    std::unique_ptr<Party> elsewhere(const Party &who)
    {
        auto again = party(need(crypto::SecretKey::from(who.key.secret().clone())));
        connect(*again);
        return again;
    }

    // The same, with coins.
    std::unique_ptr<Party> outsider()
    {
        auto somebody = stranger();
        need(owner->network->node().rpc().call(QStringLiteral("anvil_setBalance"),
                                               {somebody->key.address().hex(), QStringLiteral("0x56bc75e2d63100000")},
                                               context));
        mine(0);
        return somebody;
    }

    std::unique_ptr<Party> juror()
    {
        auto somebody = outsider();
        send(*somebody,
             contracts().stakes.deposit(chain::StakeRole::Juror, 0,
                                        chain::encryptionIdentity(somebody->key).recipient().publicKey,
                                        chain::practiceParameters().wei(chain::ParameterKey::JurorStake)));
        return somebody;
    }

    base::Unwatched context;
    ForgetfulTransport transport;
    std::uint64_t datanet = 0;
    std::unique_ptr<Party> owner;
    std::unique_ptr<Party> contributor;
    std::vector<std::unique_ptr<Party>> reviewers;

private:
    static std::unique_ptr<Party> party(crypto::SecretKey key)
    {
        return std::unique_ptr<Party>(new Party{QTemporaryDir(), std::move(key), nullptr});
    }

    static base::Bytes bytesOf(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error(path.toStdString());
        return file.readAll();
    }

    void connect(Party &who)
    {
        who.network = need(sync::Network::open({who.home.path()}, m_profile, m_contracts, transport, m_clock));
    }

    void deploy()
    {
        const chain::NodeClient node(chain::JsonRpcClient(m_anvil.url(), transport));
        const chain::AccountSender sender(node, kChain);
        const auto who = owner->key.address();
        const auto sendRaw = [&](const chain::Call &call) {
            const auto signedCall = need(sender.sign(need(sender.quote(who, call, {}, context)), owner->key));
            need(sender.submit(signedCall.raw, context));
            need(sender.wait(signedCall, std::chrono::seconds(20), context));
        };
        const auto plan =
            need(chain::deploymentPlan(*m_contracts, who, need(node.pendingNonce(who, context)),
                                       {who, who, true, chain::practiceParameters(), chain::practiceGovernance()}));
        for (const auto &step : plan)
            sendRaw(step.call);
        m_profile.contracts = need(chain::checkDeployment(*m_contracts, plan, node, context));
        const auto coins = *base::Uint256::fromDecimal(u"100000000000000000000");
        sendRaw({contributor->key.address(), coins, {}});
        for (const auto &reviewer : reviewers)
            sendRaw({reviewer->key.address(), coins, {}});
    }

    void found()
    {
        curation::DatanetRules rules;
        rules.title = QStringLiteral("Terms");
        rules.purpose = QStringLiteral("Words for a test.");
        rules.licence = QStringLiteral("CC0-1.0");
        rules.schema.fields = {{QStringLiteral("term"), dataset::FieldType::String, {}, {}, {}},
                               {QStringLiteral("text"), dataset::FieldType::String, {}, {}, {}}};
        rules.schema.textField = QStringLiteral("text");
        const auto json = rules.toJson();
        m_termsHash = curation::DatanetRules::termsHash(json);
        need(sync::pushTerms(m_remote, json, m_folder.path() + QStringLiteral("/terms"), context));
        const auto all = contracts();
        datanet = need(all.datanets.created(send(
            *owner, all.datanets.create(2, m_termsHash, QStringLiteral("Terms"), inboxUrl().toString(), m_remote))));
        const auto stake = chain::practiceParameters().wei(chain::ParameterKey::ReviewerStake);
        for (auto &reviewer : reviewers)
            send(*reviewer,
                 all.stakes.deposit(chain::StakeRole::Reviewer, datanet,
                                    chain::encryptionIdentity(reviewer->key).recipient().publicKey, stake));
    }

    Anvil m_anvil;
    QTemporaryDir m_folder;
    QString m_remote;
    base::SystemClock m_clock;
    std::shared_ptr<const chain::ContractSet> m_contracts;
    chain::NetworkProfile m_profile;
    std::unique_ptr<sync::InboxServer> m_inbox;
    base::Digest m_termsHash;
    int m_sets = 0;
};

} // namespace datanet::test
