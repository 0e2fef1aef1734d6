#include "sync/transactor.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/address.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kAccountLockPatience{120000};
constexpr milliseconds kCoverPatience{60000};

// Held from reading the nonce until the transaction is in a block.
Result<base::FileLock> turnOf(const Network &network, const base::Address &account, base::TaskContext &context)
{
    const QString folder = network.home().path + u"/sending"_s;
    if (const auto made = base::files::makeFolder(folder); !made)
        return fail(made.error());
    const QString path = folder % u"/%1-%2.lock"_s.arg(network.profile().chainId).arg(account.hex().mid(2));
    auto lock = base::FileLock::wait(path, kAccountLockPatience, context);
    if (!lock && lock.error().kind == ErrorKind::Conflict)
        return fail(ErrorKind::Conflict, u"this account is sending another transaction"_s,
                    u"wait until it is through, then try again"_s);
    return lock;
}

Result<chain::Receipt> waitFor(const Network &network, const chain::AccountSender &sender,
                               const chain::SignedTransaction &transaction, milliseconds timeout,
                               base::TaskContext &context)
{
    auto receipt = sender.wait(transaction, timeout, context);
    if (!receipt)
        return receipt;
    // Servers that have to agree may be a block behind the one that gave the receipt.
    const QDeadlineTimer deadline(kCoverPatience);
    for (unsigned long pause = 50;; pause = std::min(pause * 2, 2000ul)) {
        const auto newest = network.latest(context);
        if (newest && newest->block().number >= receipt->blockNumber)
            return receipt;
        if (context.cancelled())
            return base::cancelled();
        if (deadline.hasExpired())
            return newest ? fail(ErrorKind::Network,
                                 u"the servers do not agree on block %1 yet, which holds the transaction"_s.arg(
                                     receipt->blockNumber),
                                 u"continue later: nothing is sent twice"_s)
                          : fail(newest.error());
        QThread::msleep(pause);
    }
}

Status requireCode(const Network &network, const chain::Call &call, light::Snapshot &snapshot, light::Level level,
                   base::TaskContext &context)
{
    if (!call.to || call.data.isEmpty())
        return {};
    for (const auto &contract : network.profile().contracts) {
        if (contract.address != *call.to || !contract.codeHash)
            continue;
        const auto same = snapshot.hasCode(*call.to, *contract.codeHash, context);
        if (!same)
            return fail(same.error());
        if (const auto known = requireLevel(*same, level, u"the contract's code"_s); !known)
            return known;
        if (!same->value())
            return fail(ErrorKind::Denied,
                        u"the contract at %1 runs other code than this network's profile says"_s.arg(
                            crypto::checksummed(*call.to)));
    }
    return {};
}

} // namespace

Status requireLevel(light::Level known, bool hasValue, light::Level level, const QString &what)
{
    if (hasValue && chain::reaches(known, level))
        return {};
    return fail(ErrorKind::Unproven,
                u"%1 is known at level %2 only, and level %3 is asked for"_s.arg(what, chain::trustSign(known),
                                                                                 chain::trustSign(level)),
                u"add servers that do not belong together to the network, or try again later"_s);
}

Result<chain::Receipt> send(const Network &network, const chain::Call &call, const crypto::SecretKey &key,
                            base::TaskContext &context)
{
    return send(network, call, key, SendOptions(), context);
}

Result<chain::Receipt> send(const Network &network, const chain::Call &call, const crypto::SecretKey &key,
                            const SendOptions &options, base::TaskContext &context)
{
    const auto &profile = network.profile();
    // The bytes themselves say what they do; what nobody here can read is not signed.
    if (const auto reading = chain::readCall(call, network.contracts(), profile); !reading)
        return fail(reading.error());
    const auto account = key.address();
    const auto turn = turnOf(network, account, context);
    if (!turn)
        return fail(turn.error());

    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto level = options.level.value_or(profile.reachable);
    const auto state = snapshot->account(account, context);
    if (!state)
        return fail(state.error());
    if (const auto known = requireLevel(*state, level, u"the account"_s); !known)
        return fail(known.error());
    if (const auto code = requireCode(network, call, *snapshot, level, context); !code)
        return fail(code.error());

    const chain::AccountSender sender(network.node(), profile.chainId);
    const auto quote = sender.quote(account, call, state->value().nonce, context);
    if (!quote)
        return fail(quote.error());
    if (quote->maximumCost > state->value().balance)
        return fail(
            ErrorKind::Denied,
            u"this needs up to %1, and the account has %2"_s.arg(chain::coinText(quote->maximumCost, profile.coin),
                                                                 chain::coinText(state->value().balance, profile.coin)),
            u"put more %1 on the account, then try again"_s.arg(profile.coin));
    const auto transaction = sender.sign(*quote, key);
    if (!transaction)
        return fail(transaction.error());
    if (options.persist) {
        if (const auto kept = options.persist(*transaction); !kept)
            return fail(kept.error());
    }
    context.step(u"Sending the transaction"_s);
    if (const auto sent = sender.submit(transaction->raw, context); !sent)
        return fail(sent.error());
    return waitFor(network, sender, *transaction, options.timeout, context);
}

Result<chain::Receipt> resume(const Network &network, base::ByteView raw, base::TaskContext &context)
{
    const auto transaction = chain::decodeSigned(raw, network.profile().chainId);
    if (!transaction)
        return fail(transaction.error());
    const auto turn = turnOf(network, transaction->sender, context);
    if (!turn)
        return fail(turn.error());
    const chain::AccountSender sender(network.node(), network.profile().chainId);
    if (const auto sent = sender.submit(raw, context); !sent)
        return fail(sent.error());
    return waitFor(network, sender, *transaction, SendOptions().timeout, context);
}

} // namespace datanet::sync
