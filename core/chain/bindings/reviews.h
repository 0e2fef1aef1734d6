#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/types.h"
#include "chain/informedness.h"

namespace datanet::chain {

// Panels, sealed and opened votes, and the result by record.
class ReviewsContract : public BoundContract
{
public:
    ReviewsContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Reviews", address)
    {
    }

    // May only move the seed to a later block instead of drawing: look at the state, not at the receipt.
    [[nodiscard]] base::Result<Call> draw(const Opening &opening) const;
    // vote: Vote::hash.
    [[nodiscard]] base::Result<Call> commit(std::uint64_t id, std::uint8_t seat, const base::Bytes32 &vote) const;
    // bitmap: its keccak256 is in the vote.
    [[nodiscard]] base::Result<Call> reveal(std::uint8_t seat, const Vote &vote, const base::Bytes &bitmap) const;
    [[nodiscard]] base::Result<Call> exposeEarly(std::uint8_t seat, const Vote &vote) const;
    // One bitmap a seat, in the order of seats; empty for a seat without an opened vote.
    [[nodiscard]] base::Result<Call> finalize(const Commitment &commitment,
                                              const std::vector<base::Bytes> &bitmaps) const;
    [[nodiscard]] base::Result<Call> appeal(const Opening &opening, const base::Bytes32 &reasonsHash,
                                            const base::Uint256 &bond) const;
    [[nodiscard]] base::Result<Call> collect(const base::Address &to) const;

    [[nodiscard]] StorageFact<ReviewRound> round(std::uint64_t id, std::uint8_t round) const;
    [[nodiscard]] StorageFact<ReviewSeat> seat(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const;
    [[nodiscard]] StorageFact<base::Bytes32> seed(std::uint64_t id, std::uint8_t round) const;
    [[nodiscard]] StorageFact<base::Bytes32> vote(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const;
    [[nodiscard]] StorageFact<base::Bytes32> bitmapHash(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const;
    [[nodiscard]] StorageFact<base::Bytes32> reasonsHash(std::uint64_t id, std::uint8_t round, std::uint8_t seat) const;
    // keccak256 of the accepted bitmap of a round.
    [[nodiscard]] StorageFact<base::Bytes32> acceptedBitmap(std::uint64_t id, std::uint8_t round) const;
    // Of a reviewer in a datanet, or (scope 0) of a juror. Zero on networks founded before there was the rule.
    [[nodiscard]] StorageFact<Tally> tally(const base::Address &reviewer, std::uint64_t scope) const;
    [[nodiscard]] StorageFact<Appeal> appealOf(std::uint64_t id) const;
    [[nodiscard]] StorageFact<base::Uint256> owed(const base::Address &account) const;

    struct OpenedVote
    {
        std::uint64_t contribution = 0;
        std::uint8_t round = 0;
        std::uint8_t seat = 0;
        Verdict verdict = Verdict::None;
        base::Bytes32 reasonsHash;
        base::Bytes32 salt;
        base::Bytes bitmap;
    };
    struct FinishedRound
    {
        std::uint64_t contribution = 0;
        std::uint8_t round = 0;
        ContributionState state = ContributionState::Committed;
        std::uint32_t acceptedCount = 0;
        base::Bytes32 acceptedBitmapHash;
        base::Bytes acceptedBitmap;
    };
    // Events; filter() takes {id}.
    [[nodiscard]] base::Result<OpenedVote> voteOpened(const Receipt::Log &log) const;
    [[nodiscard]] base::Result<FinishedRound> roundFinished(const Receipt::Log &log) const;

private:
    [[nodiscard]] StorageLayout::Place ofSeat(const QString &name, std::uint64_t id, std::uint8_t round,
                                              std::uint8_t seat) const;
};

} // namespace datanet::chain
