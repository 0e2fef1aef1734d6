#include "chain/bindings/bound_contract.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

template <class T>
StorageFact<T> singleFact(const StorageLayout::Place &place, std::function<T(const Uint256 &)> from)
{
    auto field = place.field();
    Result<std::vector<StorageField>> fields = fail(field ? base::Error() : field.error());
    if (field)
        fields = std::vector{std::move(*field)};
    return {std::move(fields), [from](std::span<const Uint256> values) { return from(values[0]); }};
}

} // namespace

NodeClient::LogFilter BoundContract::filter(const QString &event, std::vector<std::optional<Bytes32>> indexed,
                                            std::uint64_t fromBlock, std::uint64_t toBlock) const
{
    NodeClient::LogFilter filter{m_address, {}, fromBlock, toBlock, {}, {}};
    const auto *found = m_artefact->interface.event(event);
    Q_ASSERT(found);
    filter.topics.emplace_back(found->topic);
    filter.topics.insert(filter.topics.end(), indexed.begin(), indexed.end());
    return filter;
}

Result<std::vector<abi::Value>> BoundContract::event(const QString &name, const Receipt::Log &log) const
{
    const auto *found = m_artefact->interface.event(name);
    if (!found || log.address != m_address)
        return fail(ErrorKind::Invalid, u"the log is not from %1"_s.arg(m_artefact->name));
    return found->decode(log.topics, log.data);
}

Result<std::vector<abi::Value>> BoundContract::event(const QString &name, const Receipt &receipt) const
{
    for (const auto &log : receipt.logs) {
        if (auto values = event(name, log))
            return values;
    }
    return fail(ErrorKind::NotFound, u"the transaction made no event %1 of %2"_s.arg(name, m_artefact->name));
}

Result<Call> BoundContract::call(const QString &function, std::vector<abi::Value> arguments, const Uint256 &value) const
{
    const auto *found = m_artefact->interface.function(function);
    if (!found)
        return fail(ErrorKind::Invalid, u"%1 has no function %2"_s.arg(m_artefact->name, function));
    auto data = found->encodeCall(arguments);
    if (!data)
        return fail(data.error());
    return Call{m_address, value, std::move(*data)};
}

Result<std::vector<StorageField>> BoundContract::memberFields(const StorageLayout::Place &place,
                                                              const QStringList &members)
{
    std::vector<StorageField> fields;
    for (const auto &member : members) {
        auto field = place.member(member).field();
        if (!field)
            return fail(field.error());
        fields.push_back(std::move(*field));
    }
    return fields;
}

StorageFact<Uint256> BoundContract::numberFact(const StorageLayout::Place &place)
{
    return singleFact<Uint256>(place, [](const Uint256 &value) { return value; });
}

StorageFact<std::uint64_t> BoundContract::number64Fact(const StorageLayout::Place &place)
{
    return singleFact<std::uint64_t>(place, asNumber);
}

StorageFact<Bytes32> BoundContract::hashFact(const StorageLayout::Place &place)
{
    return singleFact<Bytes32>(place, [](const Uint256 &value) { return value.toBytes32(); });
}

StorageFact<Address> BoundContract::addressFact(const StorageLayout::Place &place)
{
    return singleFact<Address>(place, asAddress);
}

CheckpointTrace BoundContract::traceAt(const StorageLayout::Place &place)
{
    const auto list = place.member(u"_checkpoints"_s);
    return {number64Fact(list.length()), [list](std::uint64_t index) {
                return structFact<Checkpoint>(list.at(Uint256(index)), {u"_key"_s, u"_value"_s},
                                              [](std::span<const Uint256> parts) {
                                                  return Checkpoint{asNumber(parts[0]), parts[1]};
                                              });
            }};
}

std::uint64_t asNumber(const Uint256 &value)
{
    return value.toUint64().value_or(~std::uint64_t(0));
}

Address asAddress(const Uint256 &value)
{
    const auto word = value.toBytes32();
    return *Address::from(word.view().sliced(12));
}

Bytes32 asTopic(std::uint64_t number)
{
    return Uint256(number).toBytes32();
}

Bytes32 asTopic(const Address &address)
{
    return Uint256::fromBigEndian(address.view())->toBytes32();
}

} // namespace datanet::chain
