#pragma once

#include "chain/call.h"
#include "chain/contract_artefact.h"
#include "chain/network_profile.h"
#include "chain/node_client.h"

#include <functional>
#include <span>
#include <vector>

namespace datanet::chain {

// A fact in a contract's storage: where its parts are and how they make up the value. core/light reads and proves it.
template <class T>
struct StorageFact
{
    base::Result<std::vector<StorageField>> fields; // an error when the artefact's layout lacks one
    std::function<T(std::span<const base::Uint256>)> from; // one number a field
};

// A value that a contract keeps with its history: since `time` (seconds since 1970) it is `value`.
struct Checkpoint
{
    std::uint64_t time = 0;
    base::Uint256 value;
};

// Where such a history is: so many entries, ascending in time. No entry means 0.
struct CheckpointTrace
{
    StorageFact<std::uint64_t> count;
    std::function<StorageFact<Checkpoint>(std::uint64_t index)> entry;
};

// What all bindings share. Cheap to copy; the contract set must outlive it.
class BoundContract
{
public:
    [[nodiscard]] const base::Address &address() const { return m_address; }
    [[nodiscard]] const ContractArtefact &artefact() const { return *m_artefact; }

    // A filter for one event of this contract; indexed: the values of its first indexed inputs, nothing for any.
    [[nodiscard]] NodeClient::LogFilter filter(const QString &event,
                                               std::vector<std::optional<base::Bytes32>> indexed = {},
                                               std::uint64_t fromBlock = 0,
                                               std::uint64_t toBlock = ~std::uint64_t(0)) const;
    // The inputs of an event of this contract. Invalid for another contract's log or another event.
    [[nodiscard]] base::Result<std::vector<abi::Value>> event(const QString &name, const Receipt::Log &log) const;
    // The same for the first such event among a receipt's logs; NotFound without one.
    [[nodiscard]] base::Result<std::vector<abi::Value>> event(const QString &name, const Receipt &receipt) const;

protected:
    BoundContract(const ContractSet &contracts, QStringView name, const base::Address &address)
        : m_artefact(&contracts[name]), m_address(address)
    {
    }

    // function: its name, or its signature where several have the name.
    [[nodiscard]] base::Result<Call> call(const QString &function, std::vector<abi::Value> arguments,
                                          const base::Uint256 &value = {}) const;
    [[nodiscard]] StorageLayout::Place variable(const QString &name) const
    {
        return m_artefact->layout.variable(m_address, name);
    }

    // A struct's members by name.
    template <class T>
    [[nodiscard]] static StorageFact<T> structFact(const StorageLayout::Place &place, const QStringList &members,
                                                   std::function<T(std::span<const base::Uint256>)> from)
    {
        return {memberFields(place, members), std::move(from)};
    }
    [[nodiscard]] static StorageFact<base::Uint256> numberFact(const StorageLayout::Place &place);
    [[nodiscard]] static StorageFact<std::uint64_t> number64Fact(const StorageLayout::Place &place);
    [[nodiscard]] static StorageFact<base::Bytes32> hashFact(const StorageLayout::Place &place);
    [[nodiscard]] static StorageFact<base::Address> addressFact(const StorageLayout::Place &place);
    // An OpenZeppelin Trace208.
    [[nodiscard]] static CheckpointTrace traceAt(const StorageLayout::Place &place);

private:
    [[nodiscard]] static base::Result<std::vector<StorageField>> memberFields(const StorageLayout::Place &place,
                                                                              const QStringList &members);

    const ContractArtefact *m_artefact;
    base::Address m_address;
};

// Numbers out of slots. A field of n bytes always fits n bytes, so nothing is lost.
[[nodiscard]] std::uint64_t asNumber(const base::Uint256 &value);
[[nodiscard]] base::Address asAddress(const base::Uint256 &value);
// A number as an indexed input of an event.
[[nodiscard]] base::Bytes32 asTopic(std::uint64_t number);
[[nodiscard]] base::Bytes32 asTopic(const base::Address &address);

} // namespace datanet::chain
