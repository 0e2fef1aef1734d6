#include "crypto/address.h"
#include "sync/claim_voucher.h"
#include "sync/published_reading.h"
#include "sync/transactor.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using light::Proven;

namespace {

template <class T, class Holds, class Text>
ClaimFinding found(ClaimPoint point, const Proven<T> &value, Holds holds, Text text)
{
    ClaimFinding finding{point, {}, {}, value.level(), value.block(), value.steps()};
    if (value.hasValue()) {
        finding.holds = holds(value.value());
        finding.value = text(value.value());
    }
    return finding;
}

QString digits(const Uint256 &number)
{
    return number.toDecimal();
}

// The account that made the voucher's signature; the zero address when nobody can have.
Address signerOf(const ClaimVoucher &voucher, std::uint64_t chainId, const Address &contract)
{
    const auto digest = chain::dispersalDigest(chainId, contract, voucher.account, voucher.amount, voucher.batch);
    return crypto::recoverAddress(digest, voucher.signature).value_or(Address());
}

Result<chain::SigDispersalContract> boundFor(const Network &network, const ClaimVoucher &voucher)
{
    const auto &profile = network.profile();
    if (voucher.chainId && *voucher.chainId != profile.chainId)
        return fail(ErrorKind::Denied,
                    u"the voucher is for chain %1, and this is chain %2"_s.arg(*voucher.chainId).arg(profile.chainId));
    const auto known = profile.contract(u"SigDispersal"_s);
    if (!known)
        return fail(ErrorKind::NotFound,
                    u"the network \"%1\" has no SigDispersal contract that is known here"_s.arg(profile.id),
                    u"name it, from a source you trust: datanet network contract SigDispersal ADDRESS"_s);
    if (voucher.contract && *voucher.contract != known->address)
        return fail(ErrorKind::Denied,
                    u"the voucher is for the contract %1, and this network's is %2"_s.arg(
                        crypto::checksummed(*voucher.contract), crypto::checksummed(known->address)));
    return chain::SigDispersalContract(network.contracts(), known->address);
}

// Signer and token where the published source keeps them, and what the contract answers.
Result<Proven<Uint256>> readLayout(const Network &network, light::Snapshot &snapshot,
                                   const chain::SigDispersalContract &contract, base::TaskContext &context)
{
    const auto asked = [&](const QString &function,
                           const chain::StorageFact<Address> &slot) -> Result<Proven<Uint256>> {
        const auto data = contract.artefact().interface.function(function)->encodeCall({});
        if (!data)
            return fail(data.error());
        const auto answer = readAnswer(network, snapshot, {contract.address(), {}, *data}, context);
        const auto kept = snapshot.read(slot, context);
        if (!answer || !kept)
            return fail(!answer ? answer.error() : kept.error());
        return sameAnswer(kept->map([](const Address &address) { return *Uint256::fromBigEndian(address.view()); }),
                          *answer);
    };
    const auto signer = asked(u"signer"_s, contract.signer());
    const auto token = asked(u"token"_s, contract.token());
    if (!signer || !token)
        return fail(!signer ? signer.error() : token.error());
    return light::combine(*signer, *token, [](const Uint256 &, const Uint256 &second) { return second; });
}

} // namespace

bool ClaimCheck::isRefused() const
{
    return std::ranges::any_of(findings, [](const ClaimFinding &one) { return one.holds && !*one.holds; });
}

light::Level ClaimCheck::level() const
{
    return std::ranges::min_element(findings, {}, &ClaimFinding::level)->level;
}

Result<ClaimCheck> checkClaim(const Network &network, light::Snapshot &snapshot, const ClaimVoucher &voucher,
                              base::TaskContext &context)
{
    const auto bound = boundFor(network, voucher);
    if (!bound)
        return fail(bound.error());
    const auto &contract = *bound;
    const auto layout = readLayout(network, snapshot, contract, context);
    const auto people = snapshot.readAll<Address>({contract.signer(), contract.vault(), contract.token()}, context);
    const auto numbers =
        snapshot.readAll<Uint256>({contract.active(), contract.batchEnabled(voucher.batch),
                                   contract.claimed(voucher.batch, voucher.account), contract.batchFee(voucher.batch)},
                                  context);
    if (!layout || !people || !numbers)
        return fail(!layout ? layout.error() : !people ? people.error() : numbers.error());

    const auto &[signer, vault, token] = std::tie((*people)[0], (*people)[1], (*people)[2]);
    const auto isOne = [](const Uint256 &value) { return value == Uint256(1); };
    ClaimCheck check;
    check.contract = contract.address();
    check.token = token.optional().value_or(Address());
    check.vault = vault.optional().value_or(Address());
    check.fee = (*numbers)[3].optional();
    auto &all = check.findings;
    all.push_back(found(
        ClaimPoint::Layout, *layout, [](const Uint256 &address) { return !address.isZero(); },
        [](const Uint256 &address) { return crypto::checksummed(chain::asAddress(address)); }));
    all.push_back(found(ClaimPoint::Active, (*numbers)[0], isOne, digits));
    all.push_back(found(ClaimPoint::BatchEnabled, (*numbers)[1], isOne, digits));
    all.push_back(found(
        ClaimPoint::Unclaimed, (*numbers)[2], [](const Uint256 &block) { return block.isZero(); }, digits));
    const auto recovered = signerOf(voucher, network.profile().chainId, contract.address());
    all.push_back(found(
        ClaimPoint::Signer, signer,
        [&](const Address &expected) { return !expected.isZero() && expected == recovered; }, crypto::checksummed));
    all.push_back(found(
        ClaimPoint::Fee, (*numbers)[3], [&](const Uint256 &fee) { return !voucher.fee || *voucher.fee == fee; },
        digits));
    const auto enough = [&](const Uint256 &amount) { return amount >= voucher.amount; };
    for (const auto point : {ClaimPoint::VaultBalance, ClaimPoint::VaultAllowance}) {
        if (check.token.isZero() || check.vault.isZero()) {
            all.push_back({point, {}, {}, light::Level::Unknown, snapshot.block(), {}});
            continue;
        }
        const auto amount = point == ClaimPoint::VaultBalance
            ? readTokenBalance(network, snapshot, check.token, check.vault, context)
            : readTokenAllowance(network, snapshot, check.token, check.vault, check.contract, context);
        if (!amount)
            return fail(amount.error());
        all.push_back(found(point, *amount, enough, digits));
    }
    return check;
}

Result<base::Digest> claimVoucher(const Network &network, const ClaimVoucher &voucher, const crypto::SecretKey &key,
                                  std::optional<light::Level> level, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto check = checkClaim(network, *snapshot, voucher, context);
    if (!check)
        return fail(check.error());
    QStringList wrong;
    for (const auto &finding : check->findings) {
        if (finding.holds && !*finding.holds)
            wrong.append(claimPointName(finding.point));
    }
    if (!wrong.isEmpty())
        return fail(ErrorKind::Denied, u"the claim would fail: "_s + wrong.join(u", "_s));
    const auto asked = level.value_or(network.profile().reachable);
    for (const auto &finding : check->findings) {
        if (const auto known =
                requireLevel(finding.level, finding.holds.has_value(), asked, claimPointName(finding.point));
            !known)
            return fail(known.error());
    }
    const chain::SigDispersalContract contract(network.contracts(), check->contract);
    const auto call = contract.claim(voucher.signature, voucher.batch, voucher.amount, voucher.account, *check->fee);
    if (!call)
        return fail(call.error());
    SendOptions options;
    options.level = asked;
    const auto receipt = send(network, *call, key, options, context);
    if (!receipt)
        return fail(receipt.error());
    if (const auto paid = contract.event(u"AirdropClaimed"_s, *receipt); !paid)
        return fail(paid.error());
    return receipt->transactionHash;
}

} // namespace datanet::sync
