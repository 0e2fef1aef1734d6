#pragma once

#include "chain/call.h"
#include "chain/node_client.h"
#include "chain/transaction.h"

#include <chrono>

namespace datanet::chain {

// What a call costs, before anything is signed.
struct Quote
{
    base::Address sender;
    Transaction transaction; // complete but for the signature
    std::uint64_t gas = 0; // the server's estimate
    base::Uint256 likelyFee; // of that much gas at the next block's fee
    base::Uint256 maximumCost; // value and fee at most: what is shown and agreed to
};

// Brings transactions of accounts onto a chain through one server. The order that survives a kill at any moment:
// quote(), sign(), write the raw bytes down, submit(), wait(); after a restart submit() and wait() again with the very
// same bytes. Thread-safe; two transactions of one account must not be quoted at the same time with the same nonce.
class AccountSender
{
public:
    AccountSender(NodeClient node, std::uint64_t chainId) : m_node(std::move(node)), m_chainId(chainId) { }

    // Tries the call on the server's newest state. nonce: from the proven account; without one the server is believed.
    // Denied, with the contract's reason in plain words, when the call would fail or the account has too few coins.
    [[nodiscard]] base::Result<Quote> quote(const base::Address &sender, const Call &call,
                                            std::optional<std::uint64_t> nonce, base::TaskContext &context) const;

    // Denied when the key is another account's.
    [[nodiscard]] base::Result<SignedTransaction> sign(const Quote &quote, const crypto::SecretKey &key) const;

    // Sends signed bytes, which are decoded and checked first. Sending the same bytes again is no error, whether they
    // wait or are in a block already. Conflict when another transaction used the nonce.
    [[nodiscard]] base::Result<base::Digest> submit(base::ByteView raw, base::TaskContext &context) const;

    // Until the transaction is in a block. Denied, with the reason where it can be had, when it failed there (the fee
    // is gone); Network when the time is over or the server does not answer: whether it will go through is not known.
    [[nodiscard]] base::Result<Receipt> wait(const SignedTransaction &transaction, std::chrono::milliseconds timeout,
                                             base::TaskContext &context) const;

    [[nodiscard]] const NodeClient &node() const { return m_node; }
    [[nodiscard]] std::uint64_t chainId() const { return m_chainId; }

private:
    NodeClient m_node;
    std::uint64_t m_chainId;
};

} // namespace datanet::chain
