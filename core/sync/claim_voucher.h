#pragma once

#include "base/task.h"
#include "chain/bindings/openledger/sig_dispersal.h"
#include "light/proven.h"
#include "sync/network.h"

#include <optional>
#include <vector>

// Claims on OpenLedger's SigDispersal: a server signs who gets how much, the contract pays it from a vault. What can be
// checked before any fee is spent is checked; whether the amount is right cannot be, since nothing on chain says it.
namespace datanet::sync {

// What the server gives out. As a file (UTF-8 JSON; numbers are texts of digits, in the smallest unit):
//   {"account":"0x...","amount":"...","batch":"0x...","signature":"0x..."}
// and, where they are stated, "chainId" (a number), "contract" and "fee" (wei), which then have to be right.
struct ClaimVoucher
{
    base::Address account; // that is paid
    base::Uint256 amount;
    base::Bytes32 batch;
    crypto::Signature signature;
    std::optional<std::uint64_t> chainId;
    std::optional<base::Address> contract;
    std::optional<base::Uint256> fee;

    // Invalid with the member's name. A signature has 65 bytes, or 64 (EIP-2098).
    [[nodiscard]] static base::Result<ClaimVoucher> fromJson(base::ByteView json);
};

enum class ClaimPoint {
    Layout, // the contract answers as its slots say: it keeps its values where the published source does
    Active, // claims are switched on
    BatchEnabled,
    Unclaimed,
    Signer, // the signature is that of the contract's signer over this chain, contract, account, amount and batch
    Fee, // what the batch costs, and that the voucher says the same
    VaultBalance, // the vault holds the amount
    VaultAllowance, // and lets the contract take it
};
[[nodiscard]] QString claimPointName(ClaimPoint point); // "layout", "active", "batch-enabled" ...

struct ClaimFinding
{
    ClaimPoint point;
    std::optional<bool> holds; // nothing where it is not known
    QString value; // digits or a checksummed address: what was found; empty where it is not known
    light::Level level = light::Level::Unknown;
    light::BlockMark block;
    std::vector<light::Step> steps;
};

struct ClaimCheck
{
    base::Address contract;
    base::Address token; // zero where it is not known
    base::Address vault;
    std::optional<base::Uint256> fee; // wei
    std::vector<ClaimFinding> findings; // one of each point, in their order

    // Something does not hold: the claim would fail.
    [[nodiscard]] bool isRefused() const;
    // What is known worst.
    [[nodiscard]] light::Level level() const;
};
// Denied when the voucher is for another chain or contract than the network's. NotFound where the network's profile
// names no SigDispersal.
[[nodiscard]] base::Result<ClaimCheck> checkClaim(const Network &network, light::Snapshot &snapshot,
                                                  const ClaimVoucher &voucher, base::TaskContext &context);

// Checks again and claims; anybody may pay for it. Denied with the points that do not hold; Unproven where one is known
// below `level` (absent: the best this network can reach).
[[nodiscard]] base::Result<base::Digest> claimVoucher(const Network &network, const ClaimVoucher &voucher,
                                                      const crypto::SecretKey &key, std::optional<light::Level> level,
                                                      base::TaskContext &context);

} // namespace datanet::sync
