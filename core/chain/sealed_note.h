#pragma once

#include "base/bytes.h"

// A call of Reviews.commit may carry an age file behind its arguments: the contract does not look at it, and the chain
// keeps it with the transaction. See sync/vote_escrow.h.
namespace datanet::chain {

inline constexpr base::ByteView kSealedNoteStart = "age-encryption.org/v1\n";
inline constexpr qsizetype kSealingCall = 4 + 3 * 32; // bytes of the call itself

// The note behind the call; empty where there is none.
[[nodiscard]] inline base::ByteView sealedNoteOf(base::ByteView data)
{
    const auto rest = data.size() > kSealingCall ? data.sliced(kSealingCall) : base::ByteView();
    return rest.startsWith(kSealedNoteStart) ? rest : base::ByteView();
}

} // namespace datanet::chain
