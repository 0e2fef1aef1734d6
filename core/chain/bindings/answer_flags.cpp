#include "chain/bindings/answer_flags.h"

#include "chain/bindings/words.h"
#include "crypto/digest.h"

namespace datanet::chain {

using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

base::Digest AnswerFlag::hash() const
{
    return crypto::keccak256(
        WordWriter().number(model).number(epoch).address(payer).bytes32(inference).number(reason).bytes());
}

Result<Call> AnswerFlagsContract::flag(std::uint64_t model, std::uint64_t epoch, const base::Bytes32 &inference,
                                       std::uint8_t reason) const
{
    return call(u"flag"_s, {model, epoch, inference, reason});
}

StorageFact<Collection> AnswerFlagsContract::flags(std::uint64_t model, std::uint64_t epoch) const
{
    return structFact<Collection>(variable(u"flags"_s).at(Uint256(model)).at(Uint256(epoch)), {u"count"_s, u"acc"_s},
                                  [](std::span<const Uint256> parts) {
                                      return Collection{asNumber(parts[0]), parts[1]};
                                  });
}

Result<AnswerFlag> AnswerFlagsContract::flagged(const Receipt::Log &log) const
{
    const auto values = event(u"Flagged"_s, log);
    if (!values)
        return base::fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    AnswerFlag flag;
    reader.number(flag.model);
    reader.number(flag.epoch);
    reader.address(flag.payer);
    reader.bytes32(flag.inference);
    reader.number(flag.reason);
    return reader.ok() ? Result<AnswerFlag>(flag) : base::fail(base::ErrorKind::Invalid, u"a flag is malformed"_s);
}

} // namespace datanet::chain
