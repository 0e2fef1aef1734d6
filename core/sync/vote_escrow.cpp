#include "sync/vote_escrow.h"

#include "base/compression.h"
#include "chain/encryption_key.h"
#include "chain/sealed_note.h"
#include "crypto/age.h"
#include "crypto/derivation.h"
#include "crypto/digest.h"
#include "sync/contributions.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/preimages.h"

#include <QJsonObject>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr auto kSaltLabel = "salt of a reviewer's vote, version 1";
constexpr char kNoteFormat = 1;
constexpr qsizetype kNoteHead = 2 + 32 + 32; // format, verdict, hash of the reasons, name of their copy
constexpr qint64 kMostNote = 4 << 20;
constexpr qint64 kMostReasons = 64 << 20;
constexpr qsizetype kLengthBytes = 8; // before what was padded

qsizetype paddedSize(qsizetype size, std::uint32_t records)
{
    const qsizetype step = (qsizetype(64) << 10) + qsizetype(records) * 128;
    return (size + step - 1) / step * step;
}

Result<base::Bytes> sealToOneself(base::ByteView bytes, const crypto::SecretKey &key)
{
    const auto recipient = chain::encryptionIdentity(key).recipient();
    return crypto::ageEncrypt(bytes, {&recipient, 1});
}

struct Note
{
    chain::Verdict verdict = chain::Verdict::None;
    base::Digest reasonsHash;
    base::Digest copy;
    base::Bytes bitmap;
};

Result<Note> readNote(const base::Bytes &plain)
{
    if (plain.size() < kNoteHead || plain[0] != kNoteFormat)
        return fail(ErrorKind::Corrupt, u"the copy of the vote is of another version of this program"_s);
    return Note{static_cast<chain::Verdict>(plain[1]), *base::Digest::from(base::ByteView(plain).sliced(2, 32)),
                *base::Digest::from(base::ByteView(plain).sliced(34, 32)), plain.mid(kNoteHead)};
}

// The transactions that may have sealed the vote, as servers tell.
Result<std::vector<base::Digest>> sealingTransactions(const Network &network, light::Snapshot &snapshot,
                                                      const chain::ReviewsContract &reviews, std::uint64_t id,
                                                      const base::Bytes32 &vote, base::TaskContext &context)
{
    const auto logs = eventLogs(network, snapshot, reviews, u"VoteSealed"_s, {chain::asTopic(id)}, context);
    if (!logs)
        return fail(logs.error());
    std::vector<base::Digest> transactions;
    for (const auto &log : *logs) {
        const auto inputs = reviews.event(u"VoteSealed"_s, log);
        const auto *hash = inputs && inputs->size() == 4 ? (*inputs)[3].as<base::Bytes>() : nullptr;
        if (hash && log.place && *hash == vote.toBytes())
            transactions.push_back(log.place->transaction);
    }
    return transactions;
}

Result<base::Bytes> noteOf(const Network &network, const base::Digest &transaction, base::TaskContext &context)
{
    const auto answer = network.node().rpc().call(u"eth_getTransactionByHash"_s, {transaction.hex()}, context);
    if (!answer)
        return fail(answer.error());
    const auto input = base::fromHex(answer->toObject()["input"_L1].toString().mid(2));
    const auto note = input ? chain::sealedNoteOf(*input) : base::ByteView();
    if (note.isEmpty())
        return fail(ErrorKind::NotFound, u"the transaction that sealed the vote carries no copy of it"_s,
                    u"open it on the machine that sealed it"_s);
    return note.toByteArray();
}

Result<base::Bytes> reasonsFrom(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet,
                                const Note &note, const crypto::AgeIdentity &identity, base::TaskContext &context)
{
    if (note.copy.isZero())
        return fail(ErrorKind::NotFound, u"the inbox did not take a copy of the reasons when the vote was sealed"_s);
    const auto facts = readDatanet(network, snapshot, datanet, context);
    if (!facts)
        return fail(facts.error());
    const auto texts = requireValue(facts->texts, u"the texts of datanet %1"_s.arg(datanet));
    if (!texts)
        return fail(texts.error());
    const InboxClient inbox(QUrl(texts->inbox));
    const auto sealed = InboxClient::fetch(inbox.locator(note.copy), note.copy, DigestKind::Sha256,
                                           kMostReasons + (kMostReasons >> 4), context);
    if (!sealed)
        return fail(sealed.error());
    const auto plain = crypto::ageDecrypt(*sealed, {&identity, 1}, kMostReasons);
    if (!plain)
        return fail(plain.error());
    quint64 size = 0;
    for (qsizetype i = 0; i < std::min(kLengthBytes, plain->size()); ++i)
        size = size << 8 | quint8(plain->at(i));
    if (plain->size() < kLengthBytes || size > quint64(plain->size() - kLengthBytes))
        return fail(ErrorKind::Corrupt, u"the copy of the reasons is damaged"_s);
    auto reasons =
        base::Decompressor().decompress(base::ByteView(*plain).sliced(kLengthBytes, qsizetype(size)), kMostReasons);
    if (reasons && crypto::keccak256(*reasons) != note.reasonsHash)
        return fail(ErrorKind::Corrupt, u"the copy of the reasons is not what was sealed"_s);
    return reasons;
}

} // namespace

base::Bytes32 voteSalt(const VoteKey &place, const crypto::SecretKey &key)
{
    base::Bytes subject = base::Uint256(place.chainId).toBytes32().toBytes();
    subject += place.reviews.toBytes();
    subject += base::Uint256(place.contribution).toBytes32().toBytes();
    subject += base::Uint256(std::uint64_t(place.round)).toBytes32().toBytes();
    return *base::Bytes32::from(crypto::hkdfSha256(key.secret().view(), subject, kSaltLabel, 32).view());
}

Result<base::Bytes> sealedNote(const KeptVote &vote, const base::Digest &copy, const crypto::SecretKey &key)
{
    base::Bytes plain;
    plain += kNoteFormat;
    plain += static_cast<char>(vote.verdict);
    plain += crypto::keccak256(vote.reasons).toBytes();
    plain += copy.toBytes();
    plain += vote.bitmap;
    return sealToOneself(plain, key);
}

Result<base::Bytes> sealedReasons(base::ByteView reasons, std::uint32_t records, const crypto::SecretKey &key)
{
    const auto packed = base::Compressor().compress(reasons);
    base::Bytes plain;
    for (int shift = 56; shift >= 0; shift -= 8)
        plain += static_cast<char>(quint64(packed.size()) >> shift & 0xff);
    plain += packed;
    const qsizetype padded = paddedSize(plain.size(), records);
    plain += base::Bytes(padded - plain.size(), '\0');
    return sealToOneself(plain, key);
}

Result<RestoredVote> restoreVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                                 base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto contribution = readContribution(network, *snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    const auto seat = contribution->seatOf(key.address());
    if (!status)
        return fail(status.error());
    if (!seat)
        return fail(ErrorKind::Denied, u"this account has no seat on the panel of contribution %1"_s.arg(id),
                    u"use the account that was drawn with --account"_s);
    const auto read = snapshot->read(contracts->reviews.vote(id, status->round, seat->seat), context);
    if (!read)
        return fail(read.error());
    const auto onChain = requireValue(*read, u"the sealed vote"_s);
    if (!onChain)
        return fail(onChain.error());
    if (onChain->isZero())
        return fail(ErrorKind::NotFound, u"no vote of this account is sealed on contribution %1"_s.arg(id));

    context.step(u"Looking for the copy of the vote"_s);
    const auto transactions = sealingTransactions(network, *snapshot, contracts->reviews, id, *onChain, context);
    if (!transactions)
        return fail(transactions.error());
    if (transactions->empty())
        return fail(ErrorKind::NotFound, u"the server does not give the transaction that sealed the vote"_s,
                    u"try again, or with another server"_s);
    const auto identity = chain::encryptionIdentity(key);
    base::Error last{ErrorKind::NotFound, {}, {}};
    for (const auto &transaction : *transactions) {
        const auto sealed = noteOf(network, transaction, context);
        const auto plain =
            sealed ? crypto::ageDecrypt(*sealed, {&identity, 1}, kMostNote) : Result<base::Bytes>(fail(sealed.error()));
        const auto note = plain ? readNote(*plain) : Result<Note>(fail(plain.error()));
        if (!note) {
            last = note.error();
            continue;
        }
        const VoteKey place{network.profile().chainId, contracts->reviews.address(), id, status->round, key.address()};
        RestoredVote restored{{id, status->round, key.address(), note->verdict, crypto::keccak256(note->bitmap),
                               note->reasonsHash, voteSalt(place, key)},
                              note->bitmap,
                              {},
                              {}};
        if (restored.vote.hash(place.chainId, place.reviews) != *onChain) {
            last = {ErrorKind::Corrupt, u"the copy of the vote is not the vote that is sealed"_s, {}};
            continue;
        }
        auto reasons = reasonsFrom(network, *snapshot, contribution->datanet(), *note, identity, context);
        if (!reasons && reasons.error().kind == ErrorKind::Cancelled)
            return base::cancelled();
        if (reasons)
            restored.reasons = std::move(*reasons);
        else
            restored.problem = reasons.error().what;
        return restored;
    }
    return fail(last);
}

} // namespace datanet::sync
