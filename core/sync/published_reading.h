#pragma once

#include "base/task.h"
#include "chain/call.h"
#include "light/proven.h"
#include "sync/network.h"

// Contracts whose code nobody here has compiled: where they keep a value is known from their published source only.
namespace datanet::sync {

// What a function of a contract answers at the snapshot's block, one word: as good as the word of one server. With a
// node of the user's own: level N.
[[nodiscard]] base::Result<light::Proven<base::Uint256>> readAnswer(const Network &network,
                                                                    const light::Snapshot &snapshot,
                                                                    const chain::Call &call,
                                                                    base::TaskContext &context);

// A proven slot beside what the contract itself answers. Only together do they say that the slot is where the source
// says: level X when they differ.
[[nodiscard]] light::Proven<base::Uint256> sameAnswer(const light::Proven<base::Uint256> &slot,
                                                      const light::Proven<base::Uint256> &answer);

// Balance and allowance of a token. Proven where the token is this network's WOPEN, else as the server answers.
[[nodiscard]] base::Result<light::Proven<base::Uint256>>
readTokenBalance(const Network &network, light::Snapshot &snapshot, const base::Address &token,
                 const base::Address &account, base::TaskContext &context);
[[nodiscard]] base::Result<light::Proven<base::Uint256>>
readTokenAllowance(const Network &network, light::Snapshot &snapshot, const base::Address &token,
                   const base::Address &owner, const base::Address &spender, base::TaskContext &context);

} // namespace datanet::sync
