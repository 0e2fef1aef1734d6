#include "crypto/digest.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/transactor.h"
#include "sync/vote_escrow.h"
#include "sync/vote_store.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// The present state of one contribution, with what its calls need.
struct VotingCase
{
    chain::ProjectContracts contracts;
    light::Snapshot snapshot;
    Contribution contribution;
    ContributionStatus status;

    [[nodiscard]] bool sealingOver() const
    {
        const bool all = contribution.round && contribution.round->hasValue()
            && contribution.round->value().sealedCount == contribution.round->value().size;
        return all || snapshot.block().time > status.deadline;
    }
};

Result<VotingCase> readVotingCase(const Network &network, std::uint64_t id, base::TaskContext &context)
{
    auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    auto contribution = readContribution(network, *snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    if (!status)
        return fail(status.error());
    return VotingCase{std::move(*contracts), std::move(*snapshot), std::move(*contribution), *status};
}

VoteKey keyOf(const Network &network, const VotingCase &known, const base::Address &reviewer)
{
    return {network.profile().chainId, known.contracts.reviews.address(), known.contribution.id, known.status.round,
            reviewer};
}

tl::unexpected<base::Error> noSeat(std::uint64_t id)
{
    return fail(ErrorKind::Denied, u"this account has no seat on the panel of contribution %1"_s.arg(id),
                u"use the account that was drawn with --account"_s);
}

// The vote that counts: what was kept before, else what was decided last.
Result<KeptVote> voteToSeal(VoteStore &store, const VoteKey &key, std::uint8_t seat, std::uint32_t count,
                            const crypto::SecretKey &account)
{
    const auto kept = store.find(key);
    if (!kept)
        return fail(kept.error());
    if (*kept)
        return **kept;
    const auto decided = store.decisions({key.chainId, key.reviews, key.contribution, key.reviewer});
    if (!decided)
        return fail(decided.error());
    if (!*decided || (*decided)->accepted.size() != count)
        return fail(ErrorKind::NotFound, u"nothing was decided about contribution %1 yet"_s.arg(key.contribution),
                    u"datanet review decide %1 --from-check"_s.arg(key.contribution));
    if (auto valid = (*decided)->validate(); !valid)
        return fail(valid.error());
    if ((*decided)->verdict == curation::Verdict::NoRight && key.round == 1)
        return fail(ErrorKind::Invalid, u"only an outside panel may find that there was no right to share the data"_s,
                    u"reject for the reason \"licence\", or appeal the result: datanet contribution appeal %1"_s.arg(
                        key.contribution));
    KeptVote vote{seat,
                  static_cast<chain::Verdict>((*decided)->verdict),
                  curation::acceptedBitmap((*decided)->accepted),
                  curation::reasonsToJson((*decided)->reasons),
                  voteSalt(key, account),
                  {},
                  {}};
    return store.keep(key, vote);
}

// After an error: whether the step is done all the same, by somebody else or by an earlier attempt.
template <class Done>
Status unlessDone(const Network &network, std::uint64_t id, const base::Error &error, base::TaskContext &context,
                  Done done)
{
    if (error.kind == ErrorKind::Cancelled)
        return fail(error);
    const auto now = readVotingCase(network, id, context);
    return now && done(*now) ? Status() : Status(fail(error));
}

Result<QUrl> inboxOf(const Network &network, VotingCase &known, base::TaskContext &context)
{
    const auto facts = readDatanet(network, known.snapshot, known.contribution.datanet(), context);
    if (!facts)
        return fail(facts.error());
    const auto texts = requireValue(facts->texts, u"the texts of datanet %1"_s.arg(facts->id));
    if (!texts)
        return fail(texts.error());
    return QUrl(texts->inbox);
}

// The reasons in the inbox, for their author alone. One that takes nothing now must not keep anybody from voting: the
// vote can be opened without them.
base::Digest keepReasonsOutside(const Network &network, VotingCase &known, VoteStore &store, const VoteKey &key,
                                const KeptVote &vote, const crypto::SecretKey &account, base::TaskContext &context)
{
    if (!vote.copy.isZero())
        return vote.copy;
    const auto inbox = inboxOf(network, known, context);
    const auto file = sealedReasons(vote.reasons, known.status.count, account);
    if (!inbox || !file)
        return {};
    context.step(u"Keeping a copy of the reasons"_s);
    InboxClient::Options options;
    options.contribution = QByteArray::number(qulonglong(key.contribution));
    const auto name = crypto::sha256(*file);
    if (!InboxClient(*inbox, options).uploadBytes(*file, DigestKind::Sha256, context))
        return {};
    return store.setCopy(key, name) ? name : base::Digest();
}

Status sealOnChain(const Network &network, VotingCase &known, VoteStore &store, const VoteKey &key,
                   const KeptVote &vote, const crypto::SecretKey &account, base::TaskContext &context)
{
    const auto hash = vote.vote(key).hash(key.chainId, key.reviews);
    if (!vote.transaction.isEmpty()) {
        // An earlier attempt signed it: the same bytes can never count twice.
        const auto resumed = resume(network, vote.transaction, context);
        if (resumed || resumed.error().kind != ErrorKind::Conflict)
            return resumed ? Status() : Status(fail(resumed.error()));
    }
    auto call = known.contracts.reviews.commit(key.contribution, vote.seat, hash);
    if (!call)
        return fail(call.error());
    // A vote of an earlier version of this program has a salt that nobody could work out again.
    if (vote.salt == voteSalt(key, account)) {
        const auto note =
            sealedNote(vote, keepReasonsOutside(network, known, store, key, vote, account, context), account);
        if (!note)
            return fail(note.error());
        call->data += *note;
    }
    SendOptions options;
    options.persist = [&](const chain::SignedTransaction &signedBytes) {
        return store.setTransaction(key, signedBytes.raw);
    };
    const auto sent = send(network, *call, account, options, context);
    return sent ? Status() : Status(fail(sent.error()));
}

// As it was kept here, else as it was kept outside this machine.
Result<RestoredVote> voteToOpen(const Network &network, VoteStore &store, const VoteKey &place,
                                const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto kept = store.find(place);
    if (!kept)
        return fail(kept.error());
    if (*kept)
        return RestoredVote{(*kept)->vote(place), (*kept)->bitmap, (*kept)->reasons, {}};
    return restoreVote(network, place.contribution, key, context);
}

// What this computer keeps of decisions, and what those of an account are found by.
struct OpenedVotes
{
    DecisionsKey key;
    VoteStore store;
};

Result<OpenedVotes> openVotes(const Network &network, std::uint64_t id, const base::Address &reviewer)
{
    const auto reviews = network.address(u"Reviews"_s);
    if (!reviews)
        return fail(reviews.error());
    auto store = VoteStore::open(network.home().path);
    if (!store)
        return fail(store.error());
    return OpenedVotes{{network.profile().chainId, *reviews, id, reviewer}, std::move(*store)};
}

} // namespace

Status decide(const Network &network, std::uint64_t id, const base::Address &reviewer, const curation::Vote &vote)
{
    auto votes = openVotes(network, id, reviewer);
    return votes ? votes->store.decide(votes->key, vote) : fail(votes.error());
}

Status decideUndoably(const Network &network, std::uint64_t id, const base::Address &reviewer,
                      const curation::Vote &vote)
{
    auto votes = openVotes(network, id, reviewer);
    return votes ? votes->store.decideUndoably(votes->key, vote) : fail(votes.error());
}

Result<std::optional<curation::Vote>> undoDecision(const Network &network, std::uint64_t id,
                                                   const base::Address &reviewer)
{
    auto votes = openVotes(network, id, reviewer);
    if (!votes)
        return fail(votes.error());
    return votes->store.undo(votes->key);
}

Result<std::optional<KeptVote>> keptVote(const Network &network, std::uint64_t id, const base::Address &reviewer,
                                         base::TaskContext &context)
{
    const auto known = readVotingCase(network, id, context);
    if (!known)
        return fail(known.error());
    auto store = VoteStore::open(network.home().path);
    if (!store)
        return fail(store.error());
    return store->find(keyOf(network, *known, reviewer));
}

Status drawPanel(const Network &network, std::uint64_t id, const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto known = readVotingCase(network, id, context);
    if (!known)
        return fail(known.error());
    if (known->status.state == ContributionState::Committed)
        return fail(ErrorKind::Denied, u"contribution %1 was not opened yet"_s.arg(id), u"wait for its contributor"_s);
    if (known->status.state != ContributionState::Opened)
        return {};
    const auto opening = requireValue(*known->contribution.opening, u"the opening of contribution %1"_s.arg(id));
    if (!opening)
        return fail(opening.error());
    const auto call = known->contracts.reviews.draw(*opening);
    if (!call)
        return fail(call.error());
    const auto drawn = [](const VotingCase &now) { return now.status.state != ContributionState::Opened; };
    if (const auto sent = send(network, *call, key, context); !sent)
        return unlessDone(network, id, sent.error(), context, drawn);
    const auto after = readVotingCase(network, id, context);
    if (!after)
        return fail(after.error());
    if (!drawn(*after))
        return fail(ErrorKind::Conflict, u"the block that was to draw the panel is too old; a new one was named"_s,
                    u"draw again after a few blocks"_s);
    return {};
}

Status expireContribution(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                          base::TaskContext &context)
{
    auto known = readVotingCase(network, id, context);
    if (!known)
        return fail(known.error());
    const auto late = [](const VotingCase &now) {
        return now.status.state == ContributionState::Opened || now.status.state == ContributionState::PanelDrawn;
    };
    if (!late(*known) || known->snapshot.block().time <= known->status.deadline)
        return fail(ErrorKind::Denied, u"the time of contribution %1 is not over"_s.arg(id));
    const auto commitment = readCommitment(network, known->snapshot, id, context);
    if (!commitment)
        return fail(commitment.error());
    const auto registered = requireValue(*commitment, u"the registration of contribution %1"_s.arg(id));
    if (!registered)
        return fail(registered.error());
    const auto call = known->contracts.contributions.expire(*registered);
    if (!call)
        return fail(call.error());
    if (const auto sent = send(network, *call, key, context); !sent)
        return unlessDone(network, id, sent.error(), context, [&](const VotingCase &now) { return !late(now); });
    return {};
}

Status sealVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key, base::TaskContext &context)
{
    auto known = readVotingCase(network, id, context);
    if (!known)
        return fail(known.error());
    const auto seat = known->contribution.seatOf(key.address());
    if (!seat)
        return noSeat(id);
    auto store = VoteStore::open(network.home().path);
    if (!store)
        return fail(store.error());
    const auto place = keyOf(network, *known, key.address());
    if (seat->state != chain::SeatState::Drawn) {
        const auto mine = store->find(place);
        const auto onChain =
            known->snapshot.read(known->contracts.reviews.vote(id, known->status.round, seat->seat), context);
        if (!mine || !onChain)
            return fail(!mine ? mine.error() : onChain.error());
        const bool same =
            *mine && onChain->hasValue() && (*mine)->vote(place).hash(place.chainId, place.reviews) == onChain->value();
        if (same || restoreVote(network, id, key, context))
            return {};
        return fail(ErrorKind::Conflict, u"a vote of this account that is not on this machine is sealed already"_s,
                    u"open it on the machine that sealed it"_s);
    }
    if (known->status.state != ContributionState::InReview)
        return fail(ErrorKind::Denied, u"contribution %1 does not take votes now"_s.arg(id));
    const auto vote = voteToSeal(*store, place, seat->seat, known->status.count, key);
    if (!vote)
        return fail(vote.error());
    context.step(u"Sealing the vote"_s);
    const auto sealedNow = sealOnChain(network, *known, *store, place, *vote, key, context);
    if (sealedNow)
        return {};
    const auto hash = vote->vote(place).hash(place.chainId, place.reviews);
    return unlessDone(network, id, sealedNow.error(), context, [&](VotingCase now) {
        const auto onChain = now.snapshot.read(now.contracts.reviews.vote(id, place.round, seat->seat), context);
        return onChain && onChain->hasValue() && onChain->value() == hash;
    });
}

Status revealVote(const Network &network, std::uint64_t id, const crypto::SecretKey &key, base::TaskContext &context)
{
    auto known = readVotingCase(network, id, context);
    if (!known)
        return fail(known.error());
    const auto seat = known->contribution.seatOf(key.address());
    if (!seat)
        return noSeat(id);
    if (seat->openedVote())
        return {};
    if (known->status.state != ContributionState::InReview || seat->state != chain::SeatState::Sealed)
        return fail(ErrorKind::Denied, u"there is no sealed vote of this account to open on contribution %1"_s.arg(id));
    if (!known->sealingOver())
        return fail(ErrorKind::Denied,
                    u"votes on contribution %1 can't be opened yet: others may still seal theirs"_s.arg(id),
                    u"wait until all are sealed"_s);
    auto store = VoteStore::open(network.home().path);
    if (!store)
        return fail(store.error());
    const auto place = keyOf(network, *known, key.address());
    const auto open = voteToOpen(network, *store, place, key, context);
    if (!open)
        return fail(open.error());
    if (open->reasons) {
        const auto inbox = inboxOf(network, *known, context);
        if (!inbox)
            return fail(inbox.error());
        context.step(u"Uploading the reasons"_s);
        InboxClient::Options options;
        options.contribution = QByteArray::number(qulonglong(id));
        const auto uploaded = InboxClient(*inbox, options).uploadBytes(*open->reasons, DigestKind::Keccak256, context);
        if (!uploaded)
            return fail(uploaded.error());
    }
    const auto call = known->contracts.reviews.reveal(seat->seat, open->vote, open->bitmap);
    if (!call)
        return fail(call.error());
    context.step(u"Opening the vote"_s);
    if (const auto sent = send(network, *call, key, context); !sent)
        return unlessDone(network, id, sent.error(), context, [&](const VotingCase &now) {
            const auto mine = now.contribution.seatOf(key.address());
            return mine && mine->openedVote();
        });
    return {};
}

Status finalizeReview(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                      base::TaskContext &context)
{
    auto known = readVotingCase(network, id, context);
    if (!known)
        return fail(known.error());
    if (known->status.decidedRound == known->status.round && known->status.round != 0
        && known->status.state != ContributionState::InReview)
        return {};
    if (known->status.state != ContributionState::InReview)
        return fail(ErrorKind::Denied, u"contribution %1 is not in review"_s.arg(id));
    const auto commitment = readCommitment(network, known->snapshot, id, context);
    if (!commitment)
        return fail(commitment.error());
    const auto registered = requireValue(*commitment, u"the registration of contribution %1"_s.arg(id));
    if (!registered)
        return fail(registered.error());
    std::vector<base::Bytes> bitmaps;
    for (const auto &proven : known->contribution.panel) {
        const auto seat = requireValue(proven, u"a seat of the panel"_s);
        if (!seat)
            return fail(seat.error());
        base::Bytes bitmap;
        if (seat->openedVote()) {
            const auto opened = readOpenedVote(network, known->snapshot, id, known->status.round, seat->seat, context);
            if (!opened)
                return fail(opened.error());
            const auto vote = requireValue(*opened, u"the vote of seat %1"_s.arg(seat->seat + 1));
            if (!vote)
                return fail(vote.error());
            bitmap = vote->bitmap;
        }
        bitmaps.push_back(std::move(bitmap));
    }
    const auto call = known->contracts.reviews.finalize(*registered, bitmaps);
    if (!call)
        return fail(call.error());
    context.step(u"Computing the result"_s);
    if (const auto sent = send(network, *call, key, context); !sent)
        return unlessDone(network, id, sent.error(), context,
                          [](const VotingCase &now) { return now.status.state != ContributionState::InReview; });
    return {};
}

} // namespace datanet::sync
