#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/reward_types.h"

namespace datanet::chain {

// Models._statuses[id]
struct ModelStatus
{
    ModelState state = ModelState::None;
    std::uint8_t depth = 0; // ancestors
    std::uint16_t royaltyAsked = 0; // basis points
    std::uint32_t version = 0;
    std::uint64_t registeredAt = 0;
    std::uint64_t changedAt = 0;

    bool operator==(const ModelStatus &) const = default;
};

// The models: owners, weights, prices.
class ModelsContract : public BoundContract
{
public:
    ModelsContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Models", address)
    {
    }

    // id, version and textsHash of the draft are filled in by the contract.
    [[nodiscard]] base::Result<Call> registerModel(const Model &draft, const QString &name, const QString &url) const;
    [[nodiscard]] base::Result<Call> update(const Model &next, const Model &present, const QString &name,
                                            const QString &url) const;
    [[nodiscard]] base::Result<Call> retire(const Model &model) const;
    // The least royalty of models made from this one, in basis points.
    [[nodiscard]] base::Result<Call> ask(const Model &model, std::uint16_t royalty) const;

    [[nodiscard]] StorageFact<std::uint64_t> count() const; // ids are 1 to this
    [[nodiscard]] StorageFact<base::Bytes32> model(std::uint64_t id) const; // hash of Model::preimage
    [[nodiscard]] StorageFact<ModelStatus> status(std::uint64_t id) const;
    // keccak256(abi.encode(acc, model hash)) over all versions, from zero.
    [[nodiscard]] StorageFact<base::Bytes32> versionAcc(std::uint64_t id) const;

    struct Entry
    {
        Model model;
        QString name;
        QString url;
    };
    // Events; filter() takes {id}, for Registered {id, owner}.
    [[nodiscard]] base::Result<Entry> registered(const Receipt &receipt) const;
    [[nodiscard]] base::Result<Entry> registered(const Receipt::Log &log) const;
    [[nodiscard]] base::Result<Entry> updated(const Receipt::Log &log) const;
};

} // namespace datanet::chain
