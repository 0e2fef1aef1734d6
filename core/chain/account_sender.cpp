#include "chain/account_sender.h"

#include "chain/call_reader.h"
#include "crypto/address.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace datanet::chain {

using base::Address;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Quote> AccountSender::quote(const Address &sender, const Call &call, std::optional<std::uint64_t> nonce,
                                   base::TaskContext &context) const
{
    if (!nonce) {
        const auto pending = m_node.pendingNonce(sender, context);
        if (!pending)
            return fail(pending.error());
        nonce = *pending;
    }
    const auto gas = m_node.estimateGas({sender, call.to, call.value, call.data}, context);
    if (!gas)
        return fail(gas.error());
    const auto fees = m_node.feeLevels(context);
    if (!fees)
        return fail(fees.error());

    Quote quote;
    quote.sender = sender;
    quote.gas = *gas;
    auto &transaction = quote.transaction;
    transaction.chainId = m_chainId;
    transaction.nonce = *nonce;
    transaction.to = call.to;
    transaction.value = call.value;
    transaction.data = call.data;
    // State can change until the transaction runs; what is not used is not paid.
    transaction.gasLimit = std::max(*gas + *gas / 4, transaction.intrinsicGas());
    // Room for about six full blocks in a row, each of which raises the fee by an eighth.
    const auto doubled = fees->baseFee.times(2);
    const auto highest = doubled ? doubled->plus(fees->priority) : std::nullopt;
    const auto likely = fees->baseFee.plus(fees->priority);
    const auto likelyFee = likely ? likely->times(*gas) : std::nullopt;
    if (!highest || !likelyFee)
        return fail(ErrorKind::Network, u"%1 reports an absurd fee"_s.arg(m_node.server().host()));
    transaction.maxFeePerGas = *highest;
    transaction.maxPriorityFeePerGas = fees->priority;
    const auto most = transaction.maximumCost();
    if (!most)
        return fail(ErrorKind::Network, u"%1 reports an absurd fee"_s.arg(m_node.server().host()));
    const auto balance = m_node.balance(sender, {}, context);
    if (!balance)
        return fail(balance.error());
    if (*balance < *most)
        return fail(ErrorKind::Denied,
                    u"the account %1 has %2 and needs up to %3"_s.arg(
                        crypto::checksummed(sender), coinText(*balance, u"coins"_s), coinText(*most, u"coins"_s)),
                    u"send coins to the account first"_s);
    quote.likelyFee = *likelyFee;
    quote.maximumCost = *most;
    return quote;
}

Result<SignedTransaction> AccountSender::sign(const Quote &quote, const crypto::SecretKey &key) const
{
    if (key.address() != quote.sender)
        return fail(ErrorKind::Denied, u"the key is not that of the sending account"_s);
    if (quote.transaction.chainId != m_chainId)
        return fail(ErrorKind::Denied, u"the transaction is for another chain"_s);
    return chain::sign(quote.transaction, key);
}

Result<Digest> AccountSender::submit(ByteView raw, base::TaskContext &context) const
{
    const auto decoded = decodeSigned(raw, m_chainId);
    if (!decoded)
        return fail(decoded.error());
    const auto sent = m_node.sendRawTransaction(raw, context);
    if (sent && *sent != decoded->hash)
        return fail(ErrorKind::Network, u"%1 took something else than what was sent"_s.arg(m_node.server().host()));
    if (sent || sent.error().kind == ErrorKind::Cancelled)
        return sent;
    // Servers word "I have it already" in many ways, and an answer can get lost: ask instead of guessing.
    const auto known = m_node.knowsTransaction(decoded->hash, context);
    if (known && *known)
        return decoded->hash;
    if (sent.error().what.contains("nonce too low"_L1, Qt::CaseInsensitive))
        return fail(ErrorKind::Conflict,
                    u"another transaction of this account took its place (nonce %1)"_s.arg(decoded->transaction.nonce),
                    u"look at the account's history, then start again"_s);
    return sent;
}

Result<Receipt> AccountSender::wait(const SignedTransaction &transaction, std::chrono::milliseconds timeout,
                                    base::TaskContext &context) const
{
    const QDeadlineTimer deadline(timeout);
    context.step(u"Waiting for the network"_s);
    for (unsigned long pause = 20;; pause = std::min(pause * 2, 1000ul)) {
        const auto receipt = m_node.receipt(transaction.hash, context);
        if (!receipt && receipt.error().kind == ErrorKind::Cancelled)
            return fail(receipt.error());
        if (receipt && *receipt) {
            if ((*receipt)->succeeded)
                return std::move(**receipt);
            // The same call on the state after it usually fails for the same reason.
            const auto &sent = transaction.transaction;
            const auto again = m_node.call({transaction.sender, sent.to, sent.value, sent.data}, context);
            return fail(ErrorKind::Denied,
                        u"the transaction failed in block %1"_s.arg((*receipt)->blockNumber)
                            % (again ? QString() : QString(u": "_s % again.error().what)));
        }
        if (context.cancelled())
            return base::cancelled();
        if (deadline.hasExpired())
            return receipt ? fail(ErrorKind::Network,
                                  u"the transaction was in no block after %1 seconds"_s.arg(timeout.count() / 1000),
                                  u"it may still go through; it is safe to send the same one again"_s)
                           : fail(receipt.error());
        QThread::msleep(
            std::min<unsigned long>(pause, static_cast<unsigned long>(std::max<qint64>(deadline.remainingTime(), 1))));
    }
}

} // namespace datanet::chain
