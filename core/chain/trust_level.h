#pragma once

#include <QString>

#include <optional>

namespace datanet::chain {

// How a value from a chain is known. chain only names the levels, because a network profile says how far a network
// goes; core/light decides which one a value has.
enum class TrustLevel {
    Mismatch, // X: a check failed; the value is not used, the evidence is kept
    Unknown, // ?: cannot be proven now
    Reported, // 0: one server says so
    ServersAgree, // 1: proven against a header that k independent servers gave
    SignedBySequencer, // 2: the header is in a payload signed by the sequencer
    PostedOnEthereum, // 3: the output root is proven in Ethereum's storage
    FinalOnEthereum, // 4: and the claim can no longer be challenged
    OwnNode, // N: a node the user declared their own
};

// The sign in lists and profiles: "X" "?" "0" "1" "2" "3" "4" "N".
[[nodiscard]] QString trustSign(TrustLevel level);
[[nodiscard]] std::optional<TrustLevel> trustFromSign(QStringView sign);

// Whether a value of this level may stand where the other is asked for. The user's own node reaches every level, as
// whoever runs it trusts that machine; Mismatch and Unknown reach only themselves and below.
[[nodiscard]] constexpr bool reaches(TrustLevel level, TrustLevel asked)
{
    return level >= asked;
}

// The level of something computed from two values: the weaker one's.
[[nodiscard]] constexpr TrustLevel weaker(TrustLevel left, TrustLevel right)
{
    return left < right ? left : right;
}

} // namespace datanet::chain
