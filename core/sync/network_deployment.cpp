#include "sync/network_deployment.h"

#include "base/file_lock.h"
#include "crypto/address.h"

#include <QJsonObject>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using chain::DeploymentStep;

namespace {

constexpr auto kDeploymentKind = "deployment";
constexpr int kFormat = 1;
constexpr std::chrono::milliseconds kPatience{180'000};

tl::unexpected<base::Error> sentMeanwhile(const QString &name)
{
    return fail(ErrorKind::Conflict,
                u"the account has sent something else where %1 was to be put on the chain"_s.arg(name),
                u"what is there can't be used without it; begin again with --anew, and let the account do nothing else"
                " until it is done"_s);
}

} // namespace

NetworkDeployment::NetworkDeployment(const Home &home, chain::NetworkStore networks,
                                     const chain::ContractSet &contracts, chain::AccountSender sender, Outbox outbox)
    : m_home(home),
      m_networks(std::move(networks)),
      m_contracts(&contracts),
      m_sender(std::move(sender)),
      m_outbox(std::move(outbox))
{
}

QJsonObject NetworkDeployment::document() const
{
    QJsonObject transactions;
    for (const auto &[name, raw] : m_signed)
        transactions[name] = base::toHex(raw);
    return {{u"format"_s, kFormat},
            {u"chainId"_s, qint64(m_profile.chainId)},
            {u"deployer"_s, m_deployer.hex()},
            {u"firstNonce"_s, qint64(m_firstNonce)},
            {u"owner"_s, m_choices.owner ? QJsonValue(m_choices.owner->hex()) : QJsonValue()},
            {u"quorumFloor"_s, m_choices.governance.quorumFloor.toDecimal()},
            {u"treasury"_s, m_choices.treasury.hex()},
            {u"practice"_s, m_choices.practice},
            {u"signed"_s, transactions}};
}

Result<NetworkDeployment> NetworkDeployment::prepare(const Home &home, const chain::NetworkStore &networks,
                                                     const chain::ContractSet &contracts, chain::Transport &transport,
                                                     const NewNetwork &wanted, const base::Address &deployer, bool anew,
                                                     base::TaskContext &context)
{
    if (const auto known = networks.load(wanted.id); known)
        return fail(ErrorKind::Conflict, u"there is a network \"%1\" already"_s.arg(wanted.id),
                    u"choose another name"_s);
    if (wanted.owner == base::Address() || wanted.treasury == base::Address())
        return fail(ErrorKind::Invalid, u"the owner and the treasury must be accounts"_s);
    if (wanted.quorumFloor && wanted.quorumFloor->isZero())
        return fail(ErrorKind::Invalid, u"without a least number of votes the first holder of a vote decides alone"_s,
                    u"name one above zero"_s);
    for (const base::Address &account : {deployer, wanted.owner.value_or(deployer), wanted.treasury}) {
        if (!wanted.practice && crypto::isPublishedTestKey(account))
            return fail(
                ErrorKind::Denied,
                u"anybody has the key of %1: it is published with test programs"_s.arg(crypto::checksummed(account)),
                u"use an account of your own"_s);
    }
    const chain::NodeClient node(chain::JsonRpcClient(
        wanted.server.url, transport, [&contracts](base::ByteView data) { return contracts.revertWords(data); }));
    const auto chainId = node.chainId(context);
    if (!chainId)
        return fail(chainId.error());
    const auto genesis = node.blockByNumber(0, context);
    if (!genesis)
        return fail(genesis.error());
    auto outbox = Outbox::open(home);
    if (!outbox)
        return fail(outbox.error());
    NetworkDeployment deployment(home, networks, contracts, chain::AccountSender(node, *chainId), std::move(*outbox));
    auto &profile = deployment.m_profile;
    profile.id = wanted.id;
    profile.title = wanted.title.isEmpty() ? wanted.id : wanted.title;
    profile.chainId = *chainId;
    profile.coin = wanted.coin;
    profile.practice = wanted.practice;
    profile.servers = {wanted.server};
    profile.genesisHash = genesis->hash;
    profile.reachable = wanted.server.own ? chain::TrustLevel::OwnNode : chain::TrustLevel::Reported;
    // What could not be read back is found out before anything is paid.
    if (const auto good = chain::NetworkProfile::fromJson(profile.toJson()); !good)
        return fail(good.error());
    deployment.m_choices = {wanted.owner, wanted.treasury, wanted.practice,
                            wanted.practice ? chain::practiceParameters() : chain::realParameters(),
                            wanted.practice ? chain::practiceGovernance() : chain::realGovernance()};
    if (wanted.quorumFloor)
        deployment.m_choices.governance.quorumFloor = *wanted.quorumFloor;
    deployment.m_deployer = deployer;

    // The id is the entry's subject and its network: it is on no network yet.
    const auto entry = deployment.m_outbox.newest(QLatin1StringView(kDeploymentKind), wanted.id, wanted.id);
    if (!entry)
        return fail(entry.error());
    if (*entry && anew) {
        if (auto removed = deployment.m_outbox.remove((*entry)->number); !removed)
            return fail(removed.error());
    }
    if (*entry && !anew) {
        const QJsonObject &before = (*entry)->document;
        deployment.m_firstNonce = std::uint64_t(before[u"firstNonce"_s].toInteger());
        const auto transactions = before[u"signed"_s].toObject();
        for (auto each = transactions.begin(); each != transactions.end(); ++each) {
            const auto raw = base::fromHex(each.value().toString());
            if (!raw)
                return fail(ErrorKind::Corrupt, u"the unfinished deployment of %1 is damaged"_s.arg(wanted.id),
                            u"begin again with --anew"_s);
            deployment.m_signed.emplace(each.key(), *raw);
        }
        if (deployment.document() != before)
            return fail(
                ErrorKind::Conflict,
                u"an unfinished deployment of %1 is for another chain, account, owner or treasury"_s.arg(wanted.id),
                u"give the same as then, or --anew to give it up"_s);
        deployment.m_entry = (*entry)->number;
    } else {
        const auto nonce = node.pendingNonce(deployer, context);
        if (!nonce)
            return fail(nonce.error());
        deployment.m_firstNonce = *nonce;
    }
    auto plan = chain::deploymentPlan(contracts, deployer, deployment.m_firstNonce, deployment.m_choices);
    if (!plan)
        return fail(plan.error());
    deployment.m_plan = std::move(*plan);
    return deployment;
}

Result<bool> NetworkDeployment::isThere(const DeploymentStep &step, base::TaskContext &context) const
{
    const auto code = m_sender.node().code(step.address, context);
    return code ? Result<bool>(!code->isEmpty()) : fail(code.error());
}

Result<NetworkDeployment::Cost> NetworkDeployment::cost(base::TaskContext &context) const
{
    Cost cost;
    for (const DeploymentStep &step : m_plan) {
        const auto there = isThere(step, context);
        if (!there)
            return fail(there.error());
        if (*there)
            continue;
        // The contracts' constructors call nobody: each can be tried before the others are there.
        const auto quote = m_sender.quote(m_deployer, step.call, step.nonce, context);
        if (!quote)
            return fail(quote.error().within(step.name));
        const auto likely = cost.likely.plus(quote->likelyFee);
        const auto most = cost.most.plus(quote->maximumCost);
        if (!likely || !most)
            return fail(ErrorKind::Network, u"the server reports an absurd fee"_s);
        cost.likely = *likely;
        cost.most = *most;
        cost.gas.emplace_back(step.name, quote->gas);
    }
    return cost;
}

Status NetworkDeployment::writeDown(const base::Clock &clock)
{
    if (m_entry)
        return m_outbox.replace(*m_entry, document());
    const auto added =
        m_outbox.add(QLatin1StringView(kDeploymentKind), m_profile.id, m_profile.id, clock.now(), document());
    if (!added)
        return fail(added.error());
    m_entry = *added;
    return {};
}

Result<chain::SignedTransaction> NetworkDeployment::signStep(const DeploymentStep &step, const crypto::SecretKey &key,
                                                             Uint256 &left, base::TaskContext &context)
{
    if (const auto before = m_signed.find(step.name); before != m_signed.end())
        return chain::decodeSigned(before->second, m_profile.chainId);
    const auto nonce = m_sender.node().pendingNonce(m_deployer, context);
    if (!nonce)
        return fail(nonce.error());
    if (*nonce != step.nonce)
        return sentMeanwhile(step.name);
    const auto quote = m_sender.quote(m_deployer, step.call, step.nonce, context);
    if (!quote)
        return fail(quote.error());
    const auto rest = left.minus(quote->maximumCost);
    if (!rest)
        return fail(ErrorKind::Denied, u"it would cost more than what was agreed to: the price has risen"_s,
                    u"see what it costs now and go on: the same command again"_s);
    left = *rest;
    auto transaction = m_sender.sign(*quote, key);
    if (!transaction)
        return fail(transaction.error());
    m_signed[step.name] = transaction->raw;
    if (auto written = m_outbox.replace(*m_entry, document()); !written)
        return fail(written.error());
    return transaction;
}

Status NetworkDeployment::put(const DeploymentStep &step, const crypto::SecretKey &key, Uint256 &left,
                              base::TaskContext &context)
{
    const auto transaction = signStep(step, key, left, context);
    if (!transaction)
        return fail(transaction.error().within(step.name));
    const auto sent = m_sender.submit(transaction->raw, context);
    if (!sent && sent.error().kind == ErrorKind::Conflict)
        return sentMeanwhile(step.name);
    if (!sent)
        return fail(sent.error().within(step.name));
    const auto receipt = m_sender.wait(*transaction, kPatience, context);
    if (!receipt && receipt.error().kind == ErrorKind::Conflict)
        return sentMeanwhile(step.name);
    if (!receipt)
        return fail(receipt.error().within(step.name));
    if (receipt->createdContract != step.address)
        return fail(ErrorKind::Corrupt,
                    u"%1 is not at the address that follows from the account and its nonce"_s.arg(step.name));
    m_profile.contracts[step.name] = {step.address, {}, receipt->blockNumber};
    return {};
}

Result<chain::NetworkProfile> NetworkDeployment::finish(const crypto::SecretKey &key, const Uint256 &most,
                                                        const base::Clock &clock, base::TaskContext &context)
{
    if (key.address() != m_deployer)
        return fail(ErrorKind::Denied, u"the key is not that of the deploying account"_s);
    const auto lock = base::FileLock::take(m_home.path + u"/deployment-%1.lock"_s.arg(m_profile.id));
    if (!lock)
        return fail(lock.error());
    if (auto written = writeDown(clock); !written)
        return fail(written.error());
    Uint256 left = most;
    std::int64_t done = 0;
    for (const DeploymentStep &step : m_plan) {
        if (context.cancelled())
            return base::cancelled();
        context.step(u"Deploying "_s + step.name);
        context.progress(done++, std::int64_t(m_plan.size()));
        // One that is there already was sent by us, and says in which block it is.
        if (auto there = put(step, key, left, context); !there)
            return fail(there.error());
    }
    context.step(u"Checking the contracts"_s);
    const auto checked = chain::checkDeployment(*m_contracts, m_plan, m_sender.node(), context);
    if (!checked)
        return fail(checked.error());
    for (auto each = checked->begin(); each != checked->end(); ++each)
        m_profile.contracts[each.key()].codeHash = each->codeHash;
    if (auto saved = m_networks.save(m_profile); !saved)
        return fail(saved.error());
    if (auto removed = m_outbox.remove(*m_entry); !removed)
        return fail(removed.error());
    return m_profile;
}

} // namespace datanet::sync
