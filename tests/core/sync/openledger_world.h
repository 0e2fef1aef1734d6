#pragma once

#include "chain/account_sender.h"
#include "chain/bindings/openledger/sig_dispersal.h"
#include "chain/bindings/openledger/staking.h"
#include "chain/bindings/openledger/wopen.h"
#include "chain/http_transport.h"
#include "support/anvil.h"
#include "sync/network.h"

#include <QTemporaryDir>

namespace datanet::test {

// A chain with stand-ins for OpenLedger's published contracts, one account that administers them and is their bank, and
// one that stakes and is paid. Each function stops the test when something fails.
class OpenLedgerWorld
{
public:
    static constexpr quint64 kChain = 161201;

    OpenLedgerWorld() : m_anvil(kChain)
    {
        admin.emplace(keyFrom(Anvil::kFirstKey));
        person.emplace(keyFrom(Anvil::kSecondKey));
        auto set = need(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts")));
        m_contracts = std::make_shared<const chain::ContractSet>(std::move(set));
        m_profile.id = QStringLiteral("test");
        m_profile.title = QStringLiteral("Test");
        m_profile.chainId = kChain;
        m_profile.servers = {{m_anvil.url(), true}};
        m_profile.reachable = chain::TrustLevel::OwnNode;
        deploy(QStringLiteral("WOPEN"), {});
        deploy(QStringLiteral("SigDispersal"), {signer.address(), admin->address(), admin->address()});
        deploy(QStringLiteral("Staking"), {admin->address()});
        connect();
    }

    [[nodiscard]] chain::WopenContract wopen() const { return {*m_contracts, at("WOPEN")}; }
    [[nodiscard]] chain::SigDispersalContract dispersal() const { return {*m_contracts, at("SigDispersal")}; }
    [[nodiscard]] chain::StakingContract staking() const { return {*m_contracts, at("Staking")}; }
    [[nodiscard]] base::Address at(const char *name) const
    {
        return m_profile.contracts.value(QString::fromLatin1(name)).address;
    }
    [[nodiscard]] QUrl url() const { return m_anvil.url(); }

    // A call of the administrator's by name.
    void manage(const char *contract, const QString &function, const std::vector<chain::abi::Value> &arguments)
    {
        const auto &interface = (*m_contracts)[QString::fromLatin1(contract)].interface;
        must(*admin, chain::Call{at(contract), {}, need(interface.function(function)->encodeCall(arguments))});
    }
    chain::Receipt must(const crypto::SecretKey &key, const base::Result<chain::Call> &call)
    {
        return need(trySend(key, call));
    }
    base::Result<chain::Receipt> trySend(const crypto::SecretKey &key, const base::Result<chain::Call> &call)
    {
        const chain::AccountSender sender(node(), kChain);
        const auto quote = call ? sender.quote(key.address(), *call, {}, context) : base::fail(call.error());
        if (!quote)
            return base::fail(quote.error());
        const auto signedOne = need(sender.sign(*quote, key));
        need(sender.submit(signedOne.raw, context));
        return sender.wait(signedOne, std::chrono::seconds(20), context);
    }
    void pass(std::uint64_t seconds)
    {
        need(node().rpc().call(QStringLiteral("evm_increaseTime"), {qint64(seconds)}, context));
        need(node().rpc().call(QStringLiteral("evm_mine"), {}, context));
    }
    // Forgets what a contract is called on this network.
    void rename(const QString &from, const QString &to)
    {
        m_profile.contracts.insert(to, m_profile.contracts.take(from));
        connect();
    }
    void believeOneServer()
    {
        m_profile.servers.front().own = false;
        m_profile.reachable = chain::TrustLevel::ServersAgree;
        connect();
    }

    template <class T>
    static T need(base::Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().what));
        return std::move(*result);
    }

    std::optional<crypto::SecretKey> admin, person;
    crypto::SecretKey signer = crypto::SecretKey::generate();
    base::Unwatched context;
    std::unique_ptr<sync::Network> network;

private:
    static crypto::SecretKey keyFrom(const char *hex)
    {
        return need(crypto::SecretKey::from(base::Secret::from(*base::fromHex(QString::fromLatin1(hex)))));
    }
    chain::NodeClient node()
    {
        return chain::NodeClient(chain::JsonRpcClient(
            m_anvil.url(), m_http, [this](base::ByteView data) { return m_contracts->revertWords(data); }));
    }
    void deploy(const QString &name, const std::vector<chain::abi::Value> &arguments)
    {
        const auto artefact = need(chain::ContractArtefact::load(
            QStringLiteral(DATANET_SOURCE_DIR "/tests/contracts/openledger/compiled/%1.json").arg(name)));
        const auto encoded = need(chain::abi::encode(artefact.interface.constructorInputs, arguments));
        const auto receipt = must(*admin, chain::Call{{}, {}, base::Bytes(artefact.creationCode + encoded)});
        m_profile.contracts.insert(name, {*receipt.createdContract, {}, {}});
    }
    void connect()
    {
        network = need(sync::Network::open(sync::Home{m_home.path()}, m_profile, m_contracts, m_http, m_clock));
    }

    Anvil m_anvil;
    QTemporaryDir m_home;
    chain::HttpTransport m_http;
    base::SystemClock m_clock;
    std::shared_ptr<const chain::ContractSet> m_contracts;
    chain::NetworkProfile m_profile;
};

} // namespace datanet::test
