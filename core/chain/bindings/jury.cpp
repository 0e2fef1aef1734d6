#include "chain/bindings/jury.h"

#include "chain/bindings/words.h"
#include "crypto/digest.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::Digest;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Digest JurorVote::hash(std::uint64_t chainId, const Address &jury) const
{
    return crypto::keccak256(WordWriter()
                                 .number(chainId)
                                 .address(jury)
                                 .bytes32(caseId)
                                 .address(juror)
                                 .number(static_cast<std::uint8_t>(ruling))
                                 .bytes32(reasonsHash)
                                 .bytes32(salt)
                                 .bytes());
}

Result<Call> JuryContract::commit(const Bytes32 &caseId, std::uint8_t seat, const Bytes32 &vote) const
{
    return call(u"commit"_s, {caseId, seat, vote});
}

Result<Call> JuryContract::reveal(std::uint8_t seat, const JurorVote &vote) const
{
    return call(u"reveal"_s, {vote.caseId, seat, static_cast<std::uint8_t>(vote.ruling), vote.reasonsHash, vote.salt});
}

Result<Call> JuryContract::exposeEarly(std::uint8_t seat, const JurorVote &vote) const
{
    return call(u"exposeEarly"_s,
                {vote.caseId, seat, static_cast<std::uint8_t>(vote.ruling), vote.reasonsHash, vote.salt});
}

StorageFact<JuryPanel> JuryContract::panel(const Bytes32 &caseId) const
{
    return structFact<JuryPanel>(
        variable(u"_panels"_s).at(caseId),
        {u"stage"_s, u"size"_s, u"sealedCount"_s, u"openedCount"_s, u"holds"_s, u"fails"_s, u"exposedCount"_s,
         u"parametersId"_s, u"openedBlock"_s, u"seedBlock"_s, u"deadline"_s},
        [](std::span<const Uint256> parts) {
            const auto small = [&](std::size_t index) { return static_cast<std::uint8_t>(asNumber(parts[index])); };
            return JuryPanel{static_cast<CaseStage>(asNumber(parts[0])),
                             small(1),
                             small(2),
                             small(3),
                             small(4),
                             small(5),
                             small(6),
                             static_cast<std::uint32_t>(asNumber(parts[7])),
                             asNumber(parts[8]),
                             asNumber(parts[9]),
                             asNumber(parts[10])};
        });
}

StorageFact<JurySeat> JuryContract::seat(const Bytes32 &caseId, std::uint8_t seat) const
{
    return structFact<JurySeat>(variable(u"_seats"_s).at(caseId).at(Uint256(seat)),
                                {u"juror"_s, u"state"_s, u"ruling"_s}, [](std::span<const Uint256> parts) {
                                    return JurySeat{asAddress(parts[0]), static_cast<SeatState>(asNumber(parts[1])),
                                                    static_cast<Ruling>(asNumber(parts[2]))};
                                });
}

StorageFact<Bytes32> JuryContract::vote(const Bytes32 &caseId, std::uint8_t seat) const
{
    return hashFact(variable(u"votes"_s).at(caseId).at(Uint256(seat)));
}

} // namespace datanet::chain
