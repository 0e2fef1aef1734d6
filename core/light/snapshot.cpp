#include "light/header.h"
#include "light/snapshot_state.h"

#include "crypto/address.h"
#include "crypto/digest.h"

#include <QStringDecoder>

#include <algorithm>
#include <set>
#include <type_traits>

namespace datanet::light {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using chain::StorageField;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kSlotsARequest = 128;

} // namespace

void Snapshot::State::setAll(Level knownAs, const Address &address, std::span<const Bytes32> some, const QString &words)
{
    auto lines = steps;
    lines.push_back({words, {}});
    const auto without = [&]<class T>(std::type_identity<T>) {
        return knownAs == Level::Mismatch ? Proven<T>::mismatch(mark(), lines) : Proven<T>::unknown(mark(), lines);
    };
    // What an earlier request proved stays proven.
    accounts.try_emplace(address, without(std::type_identity<AccountState>()));
    for (const auto &slot : some)
        slots.try_emplace({address, slot}, without(std::type_identity<Uint256>()));
}

Result<Snapshot::State::Outcome> Snapshot::State::fetch(Peer &peer, const Address &address,
                                                        std::span<const Bytes32> some, base::TaskContext &context)
{
    const auto proof = peer.client.proof(address, some, header.number, context);
    if (!proof) {
        const auto kind = proof.error().kind;
        if (kind == ErrorKind::Denied || kind == ErrorKind::NotFound)
            return Outcome::NoProof;
        return fail(proof.error());
    }
    const auto account = verifyAccount(header.stateRoot, address, proof->accountNodes);
    if (!account)
        return fail(account.error());
    std::vector<Uint256> values;
    for (std::size_t i = 0; i < some.size(); ++i) {
        const auto value = verifySlot(account->storageRoot, some[i], proof->storageNodes[i]);
        if (!value)
            return fail(value.error());
        values.push_back(*value);
    }

    auto lines = steps;
    const auto name = crypto::checksummed(address);
    lines.push_back(
        {(account->exists ? u"%1 proved the account %2 with %3 trie nodes that lead to the block's state root"_s
                          : u"%1 proved with %3 trie nodes that the account %2 does not exist"_s)
             .arg(peer.name(), name)
             .arg(proof->accountNodes.size()),
         header.stateRoot, Step::Kind::WalkedToAccount});
    accounts.insert_or_assign(address, Proven<AccountState>(*account, level, mark(), lines));
    for (std::size_t i = 0; i < some.size(); ++i) {
        auto slotLines = lines;
        slotLines.push_back({u"%1 trie nodes lead from storage slot %2 to the account's storage root"_s
                                 .arg(proof->storageNodes[i].size())
                                 .arg(some[i].hex()),
                             account->storageRoot, Step::Kind::WalkedToSlot});
        slots.insert_or_assign({address, some[i]}, Proven<Uint256>(values[i], level, mark(), std::move(slotLines)));
    }
    return Outcome::Done;
}

void Snapshot::State::report(Peer &peer, const Address &address, std::span<const Bytes32> some, const QString &why,
                             base::TaskContext &context)
{
    auto lines = steps;
    lines.push_back({why, {}});
    for (const auto &slot : some) {
        const auto value = peer.client.storageAt(address, slot, header.number, context);
        if (!value)
            continue;
        auto slotLines = lines;
        slotLines.push_back({u"%1 reports this value without proof"_s.arg(peer.name()), {}});
        slots.try_emplace({address, slot}, Proven<Uint256>(*value, Level::Unknown, mark(), std::move(slotLines)));
    }
    setAll(Level::Unknown, address, some, why);
}

base::Status Snapshot::State::fetchFromAny(const Address &address, std::span<const Bytes32> some,
                                           base::TaskContext &context)
{
    if (level <= Level::Unknown) {
        setAll(level, address, some, u"without a header there is nothing to prove against"_s);
        return {};
    }
    Peer *withoutProof = nullptr;
    std::optional<base::Error> unreached;
    bool someoneLied = std::ranges::all_of(peers, &Peer::leftOut);
    for (auto &peer : peers) {
        if (peer.leftOut)
            continue;
        auto outcome = fetch(peer, address, some, context);
        if (!outcome && outcome.error().kind == ErrorKind::Corrupt) {
            // The state of a first block is often not what its header says, and a chain can drop its newest block.
            const auto now = peer.client.blockByNumber(header.number, context);
            if (header.number == 0 || (now && now->hash != header.hash && verifyHeader(*now)))
                outcome = Outcome::NoProof;
            else // while a node takes in a block, it can answer from the state after it; whoever lies does so again
                outcome = fetch(peer, address, some, context);
        }
        if (!outcome && outcome.error().kind == ErrorKind::Corrupt) {
            peer.accuse(*evidence, clock->now(), u"sent a proof that does not fit block %1"_s.arg(header.number),
                        u"account %1, block %2: %3"_s.arg(crypto::checksummed(address), header.hash.hex(),
                                                          outcome.error().what));
            someoneLied = true;
            continue;
        }
        if (outcome && *outcome == Outcome::Done)
            return {};
        if (outcome)
            withoutProof = withoutProof ? withoutProof : &peer;
        else if (outcome.error().kind == ErrorKind::Cancelled)
            return fail(outcome.error());
        else
            unreached = outcome.error();
    }
    if (someoneLied)
        setAll(Level::Mismatch, address, some,
               u"a server's proof does not fit the block, and no other server has one"_s);
    else if (withoutProof)
        report(*withoutProof, address, some,
               header.number == 0 ? u"the state of a chain's first block cannot be proven"_s
                                  : u"%1 has no proof for this block"_s.arg(withoutProof->name()),
               context);
    else if (unreached)
        return fail(*unreached);
    return {};
}

base::Status Snapshot::State::ensure(const Address &address, std::span<const Bytes32> wanted,
                                     base::TaskContext &context)
{
    std::vector<Bytes32> missing;
    for (const auto &slot : std::set(wanted.begin(), wanted.end())) {
        if (!slots.contains({address, slot}))
            missing.push_back(slot);
    }
    if (missing.empty() && accounts.contains(address))
        return {};
    for (std::size_t start = 0; start == 0 || start < missing.size(); start += kSlotsARequest) {
        const auto count = std::min(kSlotsARequest, missing.size() - start);
        const auto ok = fetchFromAny(address, std::span(missing).subspan(start, count), context);
        if (!ok)
            return ok;
    }
    return {};
}

BlockMark Snapshot::block() const
{
    return m_state->mark();
}

const chain::BlockFields &Snapshot::header() const
{
    return m_state->header;
}

Level Snapshot::level() const
{
    return m_state->level;
}

const std::vector<Step> &Snapshot::steps() const
{
    return m_state->steps;
}

Result<Proven<AccountState>> Snapshot::account(const Address &address, base::TaskContext &context)
{
    if (const auto ok = m_state->ensure(address, {}, context); !ok)
        return fail(ok.error());
    return m_state->accounts.at(address);
}

Result<Proven<Uint256>> Snapshot::balance(const Address &address, base::TaskContext &context)
{
    const auto known = account(address, context);
    if (!known)
        return fail(known.error());
    if (known->level() != Level::Unknown || m_state->level <= Level::Unknown)
        return known->map([](const AccountState &state) { return state.balance; });
    for (const auto &peer : m_state->peers) {
        if (const auto value = peer.client.balance(address, m_state->header.number, context)) {
            auto lines = known->steps();
            lines.push_back({u"%1 reports this balance without proof"_s.arg(peer.name()), {}});
            return Proven<Uint256>(*value, Level::Unknown, block(), std::move(lines));
        }
    }
    return Proven<Uint256>::unknown(block(), known->steps());
}

Result<std::vector<Proven<Uint256>>> Snapshot::slots(const Address &address, std::span<const Bytes32> slots,
                                                     base::TaskContext &context)
{
    if (const auto ok = m_state->ensure(address, slots, context); !ok)
        return fail(ok.error());
    std::vector<Proven<Uint256>> values;
    for (const auto &slot : slots)
        values.push_back(m_state->slots.at({address, slot}));
    return values;
}

Result<std::vector<Proven<Uint256>>> Snapshot::fields(std::span<const StorageField> fields, base::TaskContext &context)
{
    std::map<Address, std::vector<Bytes32>> wanted;
    for (const auto &field : fields) {
        if (field.kind != StorageField::Kind::Word)
            return fail(ErrorKind::Invalid, u"%1 is no single number"_s.arg(field.name));
        wanted[field.contract].push_back(field.slot);
    }
    for (const auto &[address, slots] : wanted) {
        if (const auto ok = m_state->ensure(address, slots, context); !ok)
            return fail(ok.error());
    }
    std::vector<Proven<Uint256>> values;
    for (const auto &field : fields) {
        values.push_back(m_state->slots.at({field.contract, field.slot})
                             .map([&](const Uint256 &slot) { return field.of(slot); })
                             .explained({u"%1 is in bytes %2 to %3 of that slot"_s.arg(field.name)
                                             .arg(32 - field.offset - field.size)
                                             .arg(31 - field.offset),
                                         {},
                                         Step::Kind::ReadBytes}));
    }
    return values;
}

Result<Proven<Uint256>> Snapshot::field(const StorageField &field, base::TaskContext &context)
{
    auto values = fields(std::span(&field, 1), context);
    if (!values)
        return fail(values.error());
    return std::move(values->front());
}

Result<Proven<Bytes>> Snapshot::bytes(const StorageField &field, base::TaskContext &context)
{
    if (field.kind != StorageField::Kind::DynamicBytes)
        return fail(ErrorKind::Invalid, u"%1 is no bytes or string"_s.arg(field.name));
    const auto heads = slots(field.contract, std::span(&field.slot, 1), context);
    if (!heads)
        return fail(heads.error());
    const auto &head = heads->front();
    if (!head.hasValue())
        return head.map([](const Uint256 &) { return Bytes(); });
    // Short ones sit in the slot with twice their length in its last byte; long ones leave 2 * length + 1 there.
    const auto word = head.value().toBytes32();
    const auto last = word.bytes[31];
    if (last % 2 == 0) {
        if (last / 2 > 31)
            return fail(ErrorKind::Invalid, u"%1 is written in no way that a compiler writes"_s.arg(field.name));
        return head.map([&](const Uint256 &) { return word.view().first(last / 2).toByteArray(); });
    }
    const auto encoded = head.value().toUint64();
    if (!encoded || *encoded / 2 > kMaxBytes || *encoded / 2 < 32)
        return fail(ErrorKind::Invalid, u"%1 is longer than %2 bytes, or malformed"_s.arg(field.name).arg(kMaxBytes));
    const auto length = *encoded / 2;
    const auto start = *Uint256::fromBigEndian(crypto::keccak256(field.slot.view()).view());
    std::vector<Bytes32> places;
    for (std::uint64_t i = 0; i < (length + 31) / 32; ++i) {
        const auto place = start.plus(i);
        if (!place)
            return fail(ErrorKind::Invalid, u"%1 is out of range"_s.arg(field.name));
        places.push_back(place->toBytes32());
    }
    const auto parts = slots(field.contract, places, context);
    if (!parts)
        return fail(parts.error());
    auto whole = head.map([](const Uint256 &) { return Bytes(); });
    for (const auto &part : *parts) {
        whole = combine(whole, part, [](const Bytes &left, const Uint256 &right) {
            return Bytes(left + right.toBytes32().toBytes());
        });
    }
    return whole.map([&](const Bytes &padded) { return padded.first(static_cast<qsizetype>(length)); });
}

Result<Proven<QString>> Snapshot::text(const Result<StorageField> &field, base::TaskContext &context)
{
    if (!field)
        return fail(field.error());
    const auto raw = bytes(*field, context);
    if (!raw)
        return fail(raw.error());
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = raw->hasValue() ? QString(decoder(raw->value())) : QString();
    if (decoder.hasError())
        return fail(ErrorKind::Invalid, u"%1 is no text"_s.arg(field->name));
    return raw->map([&](const Bytes &) { return decoded; });
}

Result<Proven<bool>> Snapshot::hasCode(const Address &address, const Digest &codeHash, base::TaskContext &context)
{
    const auto state = account(address, context);
    if (!state)
        return fail(state.error());
    return state->map([&](const AccountState &known) { return known.codeHash == codeHash; });
}

Proven<Bytes> provePreimage(const Proven<Uint256> &hash, const Bytes &preimage)
{
    const auto digest = crypto::keccak256(preimage);
    const Step step{u"the %1 bytes hash to the value kept on chain"_s.arg(preimage.size()), digest};
    if (!hash.hasValue())
        return hash.map([](const Uint256 &) { return Bytes(); });
    if (hash.value().toBytes32() == digest)
        return hash.map([&](const Uint256 &) { return preimage; }).explained(step);
    auto lines = hash.steps();
    lines.push_back({u"the %1 bytes do not hash to the value kept on chain"_s.arg(preimage.size()), digest});
    return Proven<Bytes>::mismatch(hash.block(), std::move(lines));
}

} // namespace datanet::light
