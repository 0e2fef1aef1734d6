#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/reward_types.h"
#include "chain/bindings/types.h"

namespace datanet::chain {

// Jury._panels[case]
struct JuryPanel
{
    CaseStage stage = CaseStage::None;
    std::uint8_t size = 0;
    std::uint8_t sealedCount = 0;
    std::uint8_t openedCount = 0;
    std::uint8_t holds = 0;
    std::uint8_t fails = 0;
    std::uint8_t exposedCount = 0;
    std::uint32_t parametersId = 0;
    std::uint64_t openedBlock = 0;
    std::uint64_t seedBlock = 0;
    std::uint64_t deadline = 0; // Drawing: of the draw; Voting: of sealing

    bool operator==(const JuryPanel &) const = default;
};

// Jury._seats[case][seat]
struct JurySeat
{
    base::Address juror;
    SeatState state = SeatState::Drawn;
    Ruling ruling = Ruling::None;

    bool operator==(const JurySeat &) const = default;
};

// A juror's vote; its hash is what commit() registers.
struct JurorVote
{
    base::Bytes32 caseId; // caseIdOf()
    base::Address juror;
    Ruling ruling = Ruling::None;
    base::Bytes32 reasonsHash;
    base::Bytes32 salt;

    [[nodiscard]] base::Digest hash(std::uint64_t chainId, const base::Address &jury) const;
};

// Outside panels on disputed epochs.
class JuryContract : public BoundContract
{
public:
    JuryContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Jury", address)
    {
    }

    [[nodiscard]] base::Result<Call> commit(const base::Bytes32 &caseId, std::uint8_t seat,
                                            const base::Bytes32 &vote) const;
    [[nodiscard]] base::Result<Call> reveal(std::uint8_t seat, const JurorVote &vote) const;
    [[nodiscard]] base::Result<Call> exposeEarly(std::uint8_t seat, const JurorVote &vote) const;

    [[nodiscard]] StorageFact<JuryPanel> panel(const base::Bytes32 &caseId) const;
    [[nodiscard]] StorageFact<JurySeat> seat(const base::Bytes32 &caseId, std::uint8_t seat) const;
    [[nodiscard]] StorageFact<base::Bytes32> vote(const base::Bytes32 &caseId, std::uint8_t seat) const;
};

} // namespace datanet::chain
