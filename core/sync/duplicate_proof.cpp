#include "sync/duplicate_proof.h"

#include "chain/transaction.h"
#include "crypto/derivation.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr auto kSaltInfo = "salt of a duplicate proof's announcement, version 1";
constexpr std::chrono::minutes kBlockPatience{10};

// Larger transactions are not taken by public nodes: geth's txMaxSize, less what is around the call.
constexpr std::int64_t kMostCallBytes = (128 << 10) - 512;
// EIP-7825: the most gas of one transaction.
constexpr std::uint64_t kMostTransactionGas = std::uint64_t(1) << 24;

// Gas beyond what calldata costs, as measured (tst_duplicates compares with a node's estimate).
constexpr std::uint64_t kAnnouncingGas = 45'500;
constexpr std::uint64_t kProvingGas = 45'000;
constexpr std::uint64_t kVersionGas = 25'000;
constexpr std::uint64_t kRecordGas = 5'650;
constexpr std::uint64_t kSiblingGas = 1'200;

bool isFirstReview(const ContributionStatus &status)
{
    return status.round == 1 && status.state >= ContributionState::Opened
        && status.state <= ContributionState::InReview;
}

QString obstacleTo(const FoundDuplicates &found)
{
    const auto &status = found.status.value();
    if (!status.bondHeld)
        return isFirstReview(status)
            ? u"its bond was taken already by a proof of duplicates"_s
            : u"its bond is not held any more: it can be taken until the first result of the review"_s;
    if (found.records.empty())
        return u"nobody here knows its records: its reviewers have them, and others can tell only that it is, whole, a "
               u"list "
               "which is published"_s;
    if (found.found() < found.needed())
        return u"%1 of its %2 records stand earlier, and %3 are needed"_s.arg(found.found())
            .arg(found.opening.count)
            .arg(found.needed());
    return {};
}

Uint256 half(const chain::Commitment &commitment)
{
    return Uint256(commitment.bondGwei).times(Uint256(1'000'000'000))->dividedBy(Uint256(2))->first;
}

std::uint64_t siblingsOf(const chain::DuplicateProof &proof)
{
    std::uint64_t all = proof.later.siblings.size();
    for (const auto &earlier : proof.earlier)
        all += earlier.proof.siblings.size();
    return all;
}

std::uint64_t foreseenGas(const chain::DuplicateProof &proof, const base::Bytes &data)
{
    chain::Transaction transaction;
    transaction.to = base::Address();
    transaction.data = data;
    return transaction.intrinsicGas() + kProvingGas + kVersionGas * proof.earlier.size() + kRecordGas * proof.ids.size()
        + kSiblingGas * siblingsOf(proof);
}

base::Bytes32 saltFor(const Network &network, const FoundDuplicates &found, const base::Address &contract,
                      const crypto::SecretKey &key)
{
    base::Bytes subject = Uint256(network.profile().chainId).toBytes32().toBytes();
    subject += contract.toBytes();
    subject += Uint256(found.contribution).toBytes32().toBytes();
    const base::Secret salt = crypto::hkdfSha256(key.secret().view(), subject, kSaltInfo, 32);
    return *base::Bytes32::from(salt.view());
}

// Until the chain has a block after the announcement's.
base::Status waitForBlockAfter(const Network &network, std::uint64_t announcedIn, base::TaskContext &context)
{
    const QDeadlineTimer deadline(kBlockPatience);
    context.step(u"Waiting for the next block"_s);
    while (true) {
        const auto newest = network.latest(context);
        if (!newest)
            return fail(newest.error());
        if (newest->block().number > announcedIn)
            return {};
        if (context.cancelled())
            return base::cancelled();
        if (deadline.hasExpired())
            return fail(ErrorKind::Network,
                        u"no block came after number %1, which has the announcement"_s.arg(announcedIn),
                        u"continue later: nothing is announced twice"_s);
        QThread::msleep(200);
    }
}

Uint256 feeOf(const chain::Receipt &receipt)
{
    return receipt.gasPrice.times(Uint256(receipt.gasUsed)).value_or(Uint256());
}

// Announced already, or now. The block it is in.
Result<std::uint64_t> announce(const Network &network, const chain::ProjectContracts &contracts,
                               const base::Digest &announcement, const crypto::SecretKey &key, DuplicatesTaken &taken,
                               base::TaskContext &context)
{
    const auto announcedIn = [&]() -> Result<std::uint64_t> {
        auto snapshot = network.latest(context);
        if (!snapshot)
            return fail(snapshot.error());
        const auto block = snapshot->read(contracts.contributions.announcement(announcement), context);
        const auto value =
            block ? requireValue(*block, u"whether the proof is announced"_s) : Result<Uint256>(fail(block.error()));
        return value ? Result<std::uint64_t>(value->toUint64().value_or(0)) : fail(value.error());
    };
    const auto before = announcedIn();
    if (!before || *before != 0)
        return before;
    context.step(u"Announcing the proof"_s);
    const auto receipt = send(network, contracts.contributions.announceDuplicates(announcement), key, context);
    if (!receipt)
        return fail(receipt.error());
    taken.announced = receipt->transactionHash;
    taken.fees = taken.fees.plus(feeOf(*receipt)).value_or(taken.fees);
    const auto after = announcedIn();
    if (after && *after == 0)
        return fail(ErrorKind::Corrupt, u"the announcement is in a block, and the chain does not have it"_s);
    return after;
}

} // namespace

Result<chain::DuplicateProof> duplicateProof(const FoundDuplicates &found)
{
    const std::size_t needed = found.needed();
    if (needed == 0 || found.found() < needed)
        return fail(ErrorKind::Invalid,
                    u"%1 records stand earlier, and %2 are needed"_s.arg(found.found()).arg(needed));
    struct Shown
    {
        std::uint32_t later = 0, earlier = 0;
        std::size_t version = 0;
    };
    std::vector<Shown> shown;
    for (std::size_t k = 0; k < found.earlier.size() && shown.size() < needed; ++k) {
        for (const auto &match : found.earlier[k].matches) {
            if (shown.size() < needed)
                shown.push_back({match.later, match.earlier, k});
        }
    }
    std::sort(shown.begin(), shown.end(), [](const Shown &a, const Shown &b) { return a.later < b.later; });
    chain::DuplicateProof proof;
    std::vector<std::uint64_t> positions;
    for (const Shown &one : shown) {
        proof.ids.push_back(found.records[one.later]);
        positions.push_back(one.later);
    }
    auto later = crypto::merkleMultiProof(crypto::MerkleKind::Record, found.records, std::move(positions));
    if (!later)
        return fail(later.error());
    proof.later = std::move(*later);
    for (std::size_t k = 0; k < found.earlier.size(); ++k) {
        // Both lists ascend by id, so the picks ascend with the positions.
        chain::EarlierRecords earlier;
        std::vector<std::uint64_t> stood;
        for (std::size_t pick = 0; pick < shown.size(); ++pick) {
            if (shown[pick].version != k)
                continue;
            earlier.picks.push_back(std::uint32_t(pick));
            stood.push_back(shown[pick].earlier);
        }
        if (stood.empty())
            continue;
        const EarlierVersion &version = found.earlier[k];
        auto stands = crypto::merkleMultiProof(crypto::MerkleKind::Record, version.proof.records, std::move(stood));
        if (!stands)
            return fail(stands.error());
        earlier.version = version.version;
        earlier.opening = version.proof.opening;
        earlier.acceptedBitmap = version.proof.acceptedBitmap;
        earlier.proof = std::move(*stands);
        proof.earlier.push_back(std::move(earlier));
    }
    return proof;
}

Result<DuplicateTerms> duplicateTerms(const Network &network, const FoundDuplicates &found, base::TaskContext &context)
{
    DuplicateTerms terms;
    terms.reward = half(found.commitment);
    terms.obstacle = obstacleTo(found);
    if (!terms.obstacle.isEmpty())
        return terms;
    const auto contracts = contractsOn(network);
    auto proof = duplicateProof(found);
    if (!contracts || !proof)
        return fail(!contracts ? contracts.error() : proof.error());
    // A salt has few zero bytes, like any hash.
    proof->salt = found.opening.recordsRoot;
    const auto call = contracts->contributions.proveDuplicates(found.opening, found.commitment, *proof);
    if (!call)
        return fail(call.error());
    terms.shown = std::uint32_t(proof->ids.size());
    terms.bytes = call->data.size();
    const std::uint64_t proving = foreseenGas(*proof, call->data);
    terms.gas = kAnnouncingGas + proving;
    if (terms.bytes > kMostCallBytes || proving + proving / 4 > kMostTransactionGas) {
        terms.obstacle =
            u"a proof of %1 records is larger than what nodes take in one transaction (%2 bytes, about %3 gas)"_s
                .arg(terms.shown)
                .arg(terms.bytes)
                .arg(proving);
        return terms;
    }
    const auto fees = network.node().feeLevels(context);
    if (!fees)
        return fail(fees.error());
    const auto price = fees->baseFee.plus(fees->priority);
    const auto fee = price ? price->times(Uint256(terms.gas)) : std::nullopt;
    if (!fee)
        return fail(ErrorKind::Unproven, u"what sending costs is not known now"_s, u"try again later"_s);
    terms.fee = *fee;
    return terms;
}

Result<DuplicatesTaken> proveDuplicates(const Network &network, const FoundDuplicates &found,
                                        const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    DuplicatesTaken taken;
    taken.reward = half(found.commitment);
    if (!found.status.value().bondHeld) {
        const auto bond = readBondTaken(network, *snapshot, found.contribution, found.status, context);
        if (!bond)
            return fail(bond.error());
        if (*bond && (*bond)->prover == key.address())
            return taken;
    }
    const auto terms = duplicateTerms(network, found, context);
    if (!terms)
        return fail(terms.error());
    if (!terms->obstacle.isEmpty())
        return fail(ErrorKind::Denied,
                    u"no duplicates of contribution %1 can be proven: "_s.arg(found.contribution) + terms->obstacle,
                    u"datanet review duplicates %1"_s.arg(found.contribution));
    auto proof = duplicateProof(found);
    if (!proof)
        return fail(proof.error());
    const auto &contributions = contracts->contributions;
    proof->salt = saltFor(network, found, contributions.address(), key);
    const auto announcement = chain::duplicatesAnnouncement(network.profile().chainId, contributions.address(),
                                                            key.address(), found.contribution, proof->ids, proof->salt);
    const auto announcedIn = announce(network, *contracts, announcement, key, taken, context);
    if (!announcedIn)
        return fail(announcedIn.error());
    if (auto waited = waitForBlockAfter(network, *announcedIn, context); !waited)
        return fail(waited.error());
    context.step(u"Proving the duplicates"_s);
    const auto receipt =
        send(network, contributions.proveDuplicates(found.opening, found.commitment, *proof), key, context);
    if (!receipt)
        return fail(receipt.error());
    taken.proven = receipt->transactionHash;
    taken.fees = taken.fees.plus(feeOf(*receipt)).value_or(taken.fees);
    return taken;
}

Result<std::optional<BondTaken>> readBondTaken(const Network &network, light::Snapshot &snapshot,
                                               std::uint64_t contribution,
                                               const light::Proven<ContributionStatus> &status,
                                               base::TaskContext &context)
{
    if (!status.hasValue() || status.value().bondHeld || status.value().state == ContributionState::Committed)
        return std::optional<BondTaken>();
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->contributions;
    const auto logs =
        eventLogs(network, snapshot, contract, u"DuplicatesProven"_s, {chain::asTopic(contribution)}, context);
    if (!logs)
        return fail(logs.error());
    std::optional<BondTaken> taken;
    if (isFirstReview(status.value()))
        taken = BondTaken{std::nullopt, 0, 0, {}, status.level()};
    for (const auto &log : *logs) {
        const auto proven = contract.duplicatesProven(log);
        if (!proven || proven->contribution != contribution)
            continue; // not what was asked for
        if (!taken)
            taken.emplace();
        taken->prover = proven->prover;
        taken->records = proven->records;
        taken->time = log.place ? log.place->time.value_or(0) : 0;
    }
    if (!taken)
        return taken;
    if (const auto commitment = readCommitment(network, snapshot, contribution, context);
        commitment && commitment->hasValue())
        taken->bond = Uint256(commitment->value().bondGwei).times(Uint256(1'000'000'000)).value_or(Uint256());
    return taken;
}

Result<std::uint64_t> countBondsTaken(const Network &network, const light::Snapshot &snapshot,
                                      const std::vector<std::uint64_t> &contributions, base::TaskContext &context)
{
    if (contributions.empty())
        return std::uint64_t(0);
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    // Few there ever are: cheaper asked for at once than contribution by contribution.
    const auto logs = eventLogs(network, snapshot, contracts->contributions, u"DuplicatesProven"_s, {}, context);
    if (!logs)
        return fail(logs.error());
    std::set<std::uint64_t> taken;
    for (const auto &log : *logs) {
        if (const auto proven = contracts->contributions.duplicatesProven(log))
            taken.insert(proven->contribution);
    }
    return std::uint64_t(std::count_if(contributions.begin(), contributions.end(),
                                       [&](std::uint64_t id) { return taken.contains(id); }));
}

} // namespace datanet::sync
