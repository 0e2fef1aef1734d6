#include "chain/bindings/reviews.h"

#include "chain/bindings/words.h"

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Call> ReviewsContract::draw(const Opening &opening) const
{
    return call(u"draw"_s, {opening.toValue()});
}

Result<Call> ReviewsContract::commit(std::uint64_t id, std::uint8_t seat, const Bytes32 &vote) const
{
    return call(u"commit"_s, {id, seat, vote});
}

Result<Call> ReviewsContract::reveal(std::uint8_t seat, const Vote &vote, const Bytes &bitmap) const
{
    return call(
        u"reveal"_s,
        {vote.contribution, seat, static_cast<std::uint8_t>(vote.verdict), bitmap, vote.reasonsHash, vote.salt});
}

Result<Call> ReviewsContract::exposeEarly(std::uint8_t seat, const Vote &vote) const
{
    return call(u"exposeEarly"_s,
                {vote.contribution, seat, static_cast<std::uint8_t>(vote.verdict), vote.bitmapHash, vote.reasonsHash,
                 vote.salt});
}

Result<Call> ReviewsContract::finalize(const Commitment &commitment, const std::vector<Bytes> &bitmaps) const
{
    return call(u"finalize"_s, {commitment.toValue(), abi::Value::List(bitmaps.begin(), bitmaps.end())});
}

Result<Call> ReviewsContract::appeal(const Opening &opening, const Bytes32 &reasonsHash, const Uint256 &bond) const
{
    return call(u"appeal"_s, {opening.toValue(), reasonsHash}, bond);
}

Result<Call> ReviewsContract::collect(const Address &to) const
{
    return call(u"collect"_s, {to});
}

StorageLayout::Place ReviewsContract::ofSeat(const QString &name, std::uint64_t id, std::uint8_t round,
                                             std::uint8_t seat) const
{
    return variable(name).at(Uint256(id)).at(Uint256(round)).at(Uint256(seat));
}

StorageFact<ReviewRound> ReviewsContract::round(std::uint64_t id, std::uint8_t round) const
{
    return structFact<ReviewRound>(
        variable(u"_rounds"_s).at(Uint256(id)).at(Uint256(round)),
        {u"size"_s, u"sealedCount"_s, u"openedCount"_s, u"accepts"_s, u"changes"_s, u"rejects"_s, u"noRights"_s,
         u"exposedCount"_s, u"seedBlock"_s, u"finishedAt"_s, u"scope"_s},
        [](std::span<const Uint256> parts) {
            const auto small = [&](std::size_t index) { return static_cast<std::uint8_t>(asNumber(parts[index])); };
            return ReviewRound{small(0), small(1), small(2),           small(3),           small(4),           small(5),
                               small(6), small(7), asNumber(parts[8]), asNumber(parts[9]), asNumber(parts[10])};
        });
}

StorageFact<ReviewSeat> ReviewsContract::seat(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const
{
    return structFact<ReviewSeat>(ofSeat(u"_seats"_s, id, round, seat),
                                  {u"reviewer"_s, u"state"_s, u"verdict"_s, u"unpaid"_s},
                                  [](std::span<const Uint256> parts) {
                                      return ReviewSeat{asAddress(parts[0]), static_cast<SeatState>(asNumber(parts[1])),
                                                        static_cast<Verdict>(asNumber(parts[2])), !parts[3].isZero()};
                                  });
}

StorageFact<Bytes32> ReviewsContract::seed(std::uint64_t id, std::uint8_t round) const
{
    return hashFact(variable(u"seeds"_s).at(Uint256(id)).at(Uint256(round)));
}

StorageFact<Bytes32> ReviewsContract::vote(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const
{
    return hashFact(ofSeat(u"votes"_s, id, round, seat));
}

StorageFact<Bytes32> ReviewsContract::bitmapHash(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const
{
    return hashFact(ofSeat(u"bitmapHashes"_s, id, round, seat));
}

StorageFact<Bytes32> ReviewsContract::reasonsHash(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const
{
    return hashFact(ofSeat(u"reasonsHashes"_s, id, round, seat));
}

StorageFact<Bytes32> ReviewsContract::acceptedBitmap(std::uint64_t id, std::uint8_t round) const
{
    return hashFact(variable(u"acceptedBitmaps"_s).at(Uint256(id)).at(Uint256(round)));
}

StorageFact<Tally> ReviewsContract::tally(const Address &reviewer, std::uint64_t scope) const
{
    return structFact<Tally>(
        variable(u"_tallies"_s).at(reviewer).at(Uint256(scope)), {u"kept"_s, u"keptToo"_s, u"left"_s, u"leftToo"_s},
        [](std::span<const Uint256> parts) {
            return Tally{asNumber(parts[0]), asNumber(parts[1]), asNumber(parts[2]), asNumber(parts[3])};
        });
}

StorageFact<Appeal> ReviewsContract::appealOf(std::uint64_t id) const
{
    return structFact<Appeal>(variable(u"_appeals"_s).at(Uint256(id)),
                              {u"appellant"_s, u"previous"_s, u"previousAccepted"_s, u"bondGwei"_s, u"byContributor"_s},
                              [](std::span<const Uint256> parts) {
                                  return Appeal{asAddress(parts[0]), static_cast<ContributionState>(asNumber(parts[1])),
                                                static_cast<std::uint32_t>(asNumber(parts[2])), asNumber(parts[3]),
                                                !parts[4].isZero()};
                              });
}

StorageFact<Uint256> ReviewsContract::owed(const Address &account) const
{
    return numberFact(variable(u"owed"_s).at(account));
}

Result<ReviewsContract::OpenedVote> ReviewsContract::voteOpened(const Receipt::Log &log) const
{
    const auto values = event(u"VoteOpened"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    OpenedVote vote;
    reader.number(vote.contribution);
    reader.number(vote.round);
    reader.number(vote.seat);
    reader.number(vote.verdict);
    reader.bytes32(vote.reasonsHash);
    reader.bytes32(vote.salt);
    vote.bitmap = reader.bytes();
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no opened vote"_s);
    return vote;
}

Result<ReviewsContract::FinishedRound> ReviewsContract::roundFinished(const Receipt::Log &log) const
{
    const auto values = event(u"RoundFinished"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    FinishedRound round;
    reader.number(round.contribution);
    reader.number(round.round);
    reader.number(round.state);
    reader.number(round.acceptedCount);
    reader.bytes32(round.acceptedBitmapHash);
    round.acceptedBitmap = reader.bytes();
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no finished round"_s);
    return round;
}

} // namespace datanet::chain
