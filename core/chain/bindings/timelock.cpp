#include "chain/bindings/timelock.h"

namespace datanet::chain {

using namespace Qt::StringLiterals;

StorageFact<std::uint64_t> TimelockContract::delay() const
{
    return number64Fact(variable(u"_minDelay"_s));
}

StorageFact<std::uint64_t> TimelockContract::dueAt(const base::Bytes32 &operation) const
{
    return number64Fact(variable(u"_timestamps"_s).at(operation));
}

} // namespace datanet::chain
