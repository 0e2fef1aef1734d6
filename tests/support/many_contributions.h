#pragma once

#include "chain/account_sender.h"
#include "chain/bindings/project_contracts.h"
#include "chain/deployment.h"
#include "chain/http_transport.h"
#include "crypto/digest.h"
#include "support/anvil.h"
#include "sync/network.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <stdexcept>

namespace datanet::test {

// A real node with the project's contracts, some datanets, and contributors that are contracts (BatchContributor.sol,
// compiled here): each registers and opens any number of contributions in one transaction, which makes one block.
// Everything is what the real contract does; nothing is written into its storage from outside. Throws.
class ManyContributions
{
public:
    static constexpr quint64 kChain = 4244;

    ManyContributions(int contributors, int datanets, const QStringList &anvil = {}) : m_anvil(kChain, anvil)
    {
        auto contracts = must(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts")));
        m_contracts = std::make_shared<const chain::ContractSet>(std::move(contracts));
        m_profile.id = QStringLiteral("many");
        m_profile.title = QStringLiteral("Many");
        m_profile.chainId = kChain;
        m_profile.practice = true;
        m_profile.servers = {{m_anvil.url(), true}};
        m_profile.reachable = chain::TrustLevel::OwnNode;
        deploy();
        const auto bound = this->contracts();
        for (int i = 0; i < datanets; ++i)
            send(bound.datanets.address(),
                 must(bound.datanets.create(2, m_terms, QStringLiteral("Many"), {}, {})).data);
        const auto code = contributorCode();
        for (int i = 0; i < contributors; ++i) {
            const auto receipt = send({}, code + base::Bytes(12, '\0') + bound.contributions.address().toBytes());
            m_contributors.push_back(
                *base::Address::fromHexText(receipt[QStringLiteral("contractAddress")].toString()));
        }
    }

    [[nodiscard]] const chain::NetworkProfile &profile() const { return m_profile; }
    [[nodiscard]] const std::vector<base::Address> &contributors() const { return m_contributors; }
    [[nodiscard]] chain::ProjectContracts contracts() const
    {
        return must(chain::ProjectContracts::bind(*m_contracts, m_profile));
    }
    [[nodiscard]] chain::HttpTransport &transport() { return m_transport; }
    [[nodiscard]] const QUrl &url() const { return m_profile.servers.front().url; }

    [[nodiscard]] std::unique_ptr<sync::Network> network(const QString &home)
    {
        return must(sync::Network::open({home}, m_profile, m_contracts, m_transport, m_clock));
    }

    // One transaction, one block; datanets are numbered from 1.
    void contribute(std::size_t contributor, std::uint64_t datanet, int number)
    {
        const auto bond = chain::practiceParameters().bondWei(1);
        const auto gwei = bond.dividedBy(1'000'000'000)->first;
        base::Bytes data = crypto::keccak256("contribute(uint64,bytes32,uint24,uint64,uint256)").toBytes().first(4);
        for (const base::Bytes32 &word : {chain::asTopic(datanet), m_terms, chain::asTopic(1), gwei.toBytes32(),
                                          chain::asTopic(std::uint64_t(number))})
            data += word.toBytes();
        send(m_contributors.at(contributor), data, *bond.times(std::uint64_t(number)));
    }

    QJsonValue ask(const QString &method, const QJsonArray &params = {})
    {
        return must(chain::JsonRpcClient(url(), m_transport).call(method, params, m_context));
    }

private:
    template <class T>
    static T must(base::Result<T> result)
    {
        if (!result)
            throw std::runtime_error(result.error().what.toStdString());
        if constexpr (!std::is_void_v<T>)
            return std::move(*result);
    }

    // From the node's first account, whose key it holds.
    QJsonObject send(const std::optional<base::Address> &to, const base::Bytes &data, const base::Uint256 &value = {})
    {
        QJsonObject transaction{{QStringLiteral("from"), m_sender.hex()},
                                {QStringLiteral("data"), base::toHex(data)},
                                {QStringLiteral("value"), value.toHexQuantity()},
                                {QStringLiteral("gas"), to ? m_gas : QStringLiteral("0x500000")}};
        if (to)
            transaction[QStringLiteral("to")] = to->hex();
        const auto hash = ask(QStringLiteral("eth_sendTransaction"), {transaction});
        for (int tries = 0; tries < 6000; ++tries) {
            const auto receipt = ask(QStringLiteral("eth_getTransactionReceipt"), {hash}).toObject();
            if (receipt[QStringLiteral("status")] == QStringLiteral("0x1"))
                return receipt;
            if (!receipt.isEmpty())
                throw std::runtime_error("a transaction failed");
            QThread::msleep(10);
        }
        throw std::runtime_error("a transaction was not mined");
    }

    void deploy()
    {
        const auto key =
            must(crypto::SecretKey::from(base::Secret::from(*base::fromHex(QString::fromLatin1(Anvil::kFirstKey)))));
        m_sender = key.address();
        const auto block = ask(QStringLiteral("eth_getBlockByNumber"), {QStringLiteral("latest"), false}).toObject();
        const auto limit = base::Uint256::fromHexQuantity(block[QStringLiteral("gasLimit")].toString());
        m_gas = limit->dividedBy(10)->first.times(9)->toHexQuantity();
        const chain::NodeClient node(chain::JsonRpcClient(url(), m_transport));
        const chain::AccountSender sender(node, kChain);
        const auto plan = must(chain::deploymentPlan(
            *m_contracts, m_sender, must(node.pendingNonce(m_sender, m_context)),
            {m_sender, m_sender, true, chain::practiceParameters(), chain::practiceGovernance()}));
        for (const auto &step : plan) {
            const auto transaction = must(sender.sign(must(sender.quote(m_sender, step.call, {}, m_context)), key));
            must(sender.submit(transaction.raw, m_context));
            must(sender.wait(transaction, std::chrono::seconds(20), m_context));
        }
        m_profile.contracts = must(chain::checkDeployment(*m_contracts, plan, node, m_context));
    }

    static base::Bytes contributorCode()
    {
        const auto source = [](const char *path) {
            QFile file(QStringLiteral(DATANET_SOURCE_DIR "/") + QLatin1String(path));
            if (!file.open(QIODevice::ReadOnly))
                throw std::runtime_error(path);
            return QJsonObject{{QStringLiteral("content"), QString::fromUtf8(file.readAll())}};
        };
        const auto name = QStringLiteral("BatchContributor");
        const QJsonObject input{
            {QStringLiteral("language"), QStringLiteral("Solidity")},
            {QStringLiteral("sources"),
             QJsonObject{{name, source("tests/support/BatchContributor.sol")},
                         {QStringLiteral("Types.sol"), source("core/chain/contracts/Types.sol")}}},
            {QStringLiteral("settings"),
             QJsonObject{
                 {QStringLiteral("optimizer"), QJsonObject{{QStringLiteral("enabled"), true}}},
                 {QStringLiteral("evmVersion"), QStringLiteral("cancun")},
                 {QStringLiteral("outputSelection"),
                  QJsonObject{{name, QJsonObject{{name, QJsonArray{QStringLiteral("evm.bytecode.object")}}}}}}}}};
        QProcess compiler;
        compiler.start(QStringLiteral("node"),
                       {QStringLiteral(DATANET_SOURCE_DIR "/packaging/npm/solc"), QStringLiteral("--standard-json")});
        compiler.write(QJsonDocument(input).toJson());
        compiler.closeWriteChannel();
        compiler.waitForFinished(120'000);
        const auto output = QJsonDocument::fromJson(compiler.readAllStandardOutput()).object();
        const auto code = output[QStringLiteral("contracts")][name][name][QStringLiteral("evm")]
                                [QStringLiteral("bytecode")][QStringLiteral("object")]
                                    .toString();
        if (code.isEmpty())
            throw std::runtime_error("BatchContributor.sol does not compile");
        return *base::fromHex(code);
    }

    Anvil m_anvil;
    chain::HttpTransport m_transport{{std::chrono::minutes(10), 16 << 20, {}}}; // a large block takes its time
    base::Unwatched m_context;
    base::SystemClock m_clock;
    std::shared_ptr<const chain::ContractSet> m_contracts;
    chain::NetworkProfile m_profile;
    base::Address m_sender;
    QString m_gas;
    base::Digest m_terms = crypto::keccak256("terms");
    std::vector<base::Address> m_contributors;
};

} // namespace datanet::test
