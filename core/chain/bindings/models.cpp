#include "chain/bindings/models.h"

#include "chain/bindings/words.h"

namespace datanet::chain {

using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// Registered and Updated end alike: model, name, url, after two other values.
Result<ModelsContract::Entry> entry(const Result<std::vector<abi::Value>> &values)
{
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    (void)reader.any();
    (void)reader.any();
    const auto model = Model::from(reader.any());
    ModelsContract::Entry result;
    result.name = reader.text();
    result.url = reader.text();
    if (!model || !reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no model"_s);
    result.model = *model;
    return result;
}

} // namespace

Result<Call> ModelsContract::registerModel(const Model &draft, const QString &name, const QString &url) const
{
    return call(u"register"_s, {draft.toValue(), name, url});
}

Result<Call> ModelsContract::update(const Model &next, const Model &present, const QString &name,
                                    const QString &url) const
{
    return call(u"update"_s, {next.toValue(), present.toValue(), name, url});
}

Result<Call> ModelsContract::retire(const Model &model) const
{
    return call(u"retire"_s, {model.toValue()});
}

Result<Call> ModelsContract::ask(const Model &model, std::uint16_t royalty) const
{
    return call(u"ask"_s, {model.toValue(), royalty});
}

StorageFact<std::uint64_t> ModelsContract::count() const
{
    return number64Fact(variable(u"count"_s));
}

StorageFact<Bytes32> ModelsContract::model(std::uint64_t id) const
{
    return hashFact(variable(u"models"_s).at(Uint256(id)));
}

StorageFact<ModelStatus> ModelsContract::status(std::uint64_t id) const
{
    return structFact<ModelStatus>(
        variable(u"_statuses"_s).at(Uint256(id)),
        {u"state"_s, u"depth"_s, u"royaltyAsked"_s, u"version"_s, u"registeredAt"_s, u"changedAt"_s},
        [](std::span<const Uint256> parts) {
            return ModelStatus{static_cast<ModelState>(asNumber(parts[0])),
                               static_cast<std::uint8_t>(asNumber(parts[1])),
                               static_cast<std::uint16_t>(asNumber(parts[2])),
                               static_cast<std::uint32_t>(asNumber(parts[3])),
                               asNumber(parts[4]),
                               asNumber(parts[5])};
        });
}

StorageFact<Bytes32> ModelsContract::versionAcc(std::uint64_t id) const
{
    return hashFact(variable(u"versionAcc"_s).at(Uint256(id)));
}

Result<ModelsContract::Entry> ModelsContract::registered(const Receipt &receipt) const
{
    return entry(event(u"Registered"_s, receipt));
}

Result<ModelsContract::Entry> ModelsContract::registered(const Receipt::Log &log) const
{
    return entry(event(u"Registered"_s, log));
}

Result<ModelsContract::Entry> ModelsContract::updated(const Receipt::Log &log) const
{
    return entry(event(u"Updated"_s, log));
}

} // namespace datanet::chain
