#pragma once

#include "base/task.h"
#include "chain/account_sender.h"
#include "chain/call_reader.h"
#include "crypto/secp256k1.h"
#include "light/proven.h"
#include "sync/network.h"

#include <chrono>
#include <functional>
#include <optional>

// Every transaction of the application goes to a chain here. One account sends one at a time, across all threads and
// processes of an installation, so no two take the same nonce.
namespace datanet::sync {

struct SendOptions
{
    // What account and contract must be known at before anything is signed; absent: the best this network can reach.
    std::optional<light::Level> level;
    // Called with the signed bytes before they leave this machine, to write them down: whoever is killed afterwards
    // goes on with resume(). When it fails nothing is sent.
    std::function<base::Status(const chain::SignedTransaction &)> persist;
    std::chrono::milliseconds timeout{180000};
};

// Reads the account and the contract's code with proof, reads the call back from its own bytes and refuses what it
// does not know, tries it, signs, writes down, sends, and waits until it is in a block that latest() covers: what the
// transaction changed is visible to the next read. (The practice network shows only blocks that are safe on its disk.)
//
// Unproven: below the level. Denied: an unknown contract or function, too few coins, or the contract's reason.
// Conflict: another transaction of the account took its nonce; nothing of this one happened. Network: not known yet
// whether it goes through.
[[nodiscard]] base::Result<chain::Receipt> send(const Network &network, const chain::Call &call,
                                                const crypto::SecretKey &key, base::TaskContext &context);
[[nodiscard]] base::Result<chain::Receipt> send(const Network &network, const chain::Call &call,
                                                const crypto::SecretKey &key, const SendOptions &options,
                                                base::TaskContext &context);

// The same of a call that may not have come about.
[[nodiscard]] inline base::Result<chain::Receipt> send(const Network &network, const base::Result<chain::Call> &call,
                                                       const crypto::SecretKey &key, base::TaskContext &context)
{
    return call ? send(network, *call, key, context) : base::fail(call.error());
}

// Goes on with signed bytes that were written down: they are sent again (which is no error whatever became of them)
// and waited for. Conflict means that they can never get into a block any more.
[[nodiscard]] base::Result<chain::Receipt> resume(const Network &network, base::ByteView raw,
                                                  base::TaskContext &context);

// Unproven, with words that say how `what` is known instead, when a value does not reach the level.
base::Status requireLevel(light::Level known, bool hasValue, light::Level level, const QString &what);

template <class T>
base::Status requireLevel(const light::Proven<T> &value, light::Level level, const QString &what)
{
    return requireLevel(value.level(), value.hasValue(), level, what);
}

} // namespace datanet::sync
