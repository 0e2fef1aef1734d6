#include "sync/datanets.h"

#include "sync/preimages.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using light::Proven;

namespace {

Result<Proven<DatanetTexts>> readTexts(const chain::DatanetsContract &contract, light::Snapshot &snapshot,
                                       std::uint64_t id, base::TaskContext &context)
{
    const auto name = snapshot.text(contract.name(id), context);
    const auto inbox = snapshot.text(contract.inbox(id), context);
    const auto remote = snapshot.text(contract.remote(id), context);
    const auto hash = snapshot.read(contract.textsHash(id), context);
    if (!name || !inbox || !remote || !hash)
        return fail(!name ? name.error() : !inbox ? inbox.error() : !remote ? remote.error() : hash.error());
    const auto two = light::combine(*name, *inbox, [](const QString &a, const QString &b) {
        return DatanetTexts{a, b, {}};
    });
    const auto texts = light::combine(two, *remote, [](DatanetTexts all, const QString &text) {
        all.remote = text;
        return all;
    });
    if (!texts.hasValue())
        return texts;
    const auto number =
        hash->map([](const base::Bytes32 &value) { return *base::Uint256::fromBigEndian(value.view()); });
    const auto &value = texts.value();
    return light::provePreimage(number, chain::textsPreimage(value.name, value.inbox, value.remote))
        .map([&](const base::Bytes &) { return value; });
}

// The newest entry of a list whose length is known; a zero length has none, which is zero too.
template <class T, class Entry>
Result<Proven<T>> newest(light::Snapshot &snapshot, const Proven<std::uint64_t> &length, base::TaskContext &context,
                         Entry entry)
{
    if (!length.hasValue() || length.value() == 0)
        return length.map([](std::uint64_t) { return T(); });
    const auto value = snapshot.read(entry(length.value() - 1), context);
    if (!value)
        return fail(value.error());
    return light::combine(length, *value, [](std::uint64_t, const T &found) { return found; });
}

// What a page of datanets needs, in few requests; what is read afterwards is there already.
base::Status fetchPage(light::Snapshot &snapshot, const chain::ProjectContracts &contracts,
                       const std::vector<std::uint64_t> &ids, base::TaskContext &context)
{
    const auto &contract = contracts.datanets;
    std::vector<chain::StorageFact<chain::DatanetHead>> heads;
    std::vector<chain::StorageFact<std::uint64_t>> lengths;
    std::vector<base::Bytes32> texts;
    for (const auto id : ids) {
        heads.push_back(contract.head(id));
        lengths.push_back(contract.termsCount(id));
        lengths.push_back(contracts.stakes.sizeEntries(chain::StakeRole::Reviewer, id));
        for (const auto &field : {contract.name(id), contract.inbox(id), contract.remote(id)}) {
            if (!field)
                return fail(field.error());
            texts.push_back(field->slot);
        }
        const auto hash = contract.textsHash(id);
        if (!hash.fields)
            return fail(hash.fields.error());
        texts.push_back(hash.fields->front().slot);
    }
    const auto known = snapshot.readAll(heads, context);
    const auto sizes = snapshot.readAll(lengths, context);
    const auto fetched = snapshot.slots(contract.address(), texts, context);
    if (!known || !sizes || !fetched)
        return fail(!known ? known.error() : !sizes ? sizes.error() : fetched.error());
    std::vector<chain::StorageFact<chain::VersionEntry>> versions;
    std::vector<chain::StorageFact<base::Bytes32>> terms;
    std::vector<chain::StorageFact<std::uint64_t>> members;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto &head = (*known)[i];
        const auto &termsCount = (*sizes)[2 * i];
        const auto &entries = (*sizes)[2 * i + 1];
        if (head.hasValue() && head.value().versions > 0)
            versions.push_back(contract.version(ids[i], head.value().versions));
        if (termsCount.hasValue() && termsCount.value() > 0)
            terms.push_back(contract.termsHash(ids[i], termsCount.value() - 1));
        if (entries.hasValue() && entries.value() > 0)
            members.push_back(contracts.stakes.sizeEntry(chain::StakeRole::Reviewer, ids[i], entries.value() - 1));
    }
    const auto newest = snapshot.readAll(versions, context);
    const auto hashes = snapshot.readAll(terms, context);
    const auto now = snapshot.readAll(members, context);
    if (!newest || !hashes || !now)
        return fail(!newest ? newest.error() : !hashes ? hashes.error() : now.error());
    return {};
}

Result<Datanet> read(light::Snapshot &snapshot, const chain::ProjectContracts &contracts, std::uint64_t id,
                     base::TaskContext &context)
{
    const auto &contract = contracts.datanets;
    const auto head = snapshot.read(contract.head(id), context);
    if (!head)
        return fail(head.error());
    if (head->hasValue() && head->value().intake == Intake::None)
        return fail(ErrorKind::NotFound, u"there is no datanet %1 on this network"_s.arg(id),
                    u"datanet datanet list"_s);
    const auto texts = readTexts(contract, snapshot, id, context);
    const auto termsCount = snapshot.read(contract.termsCount(id), context);
    const auto members = snapshot.read(contracts.stakes.sizeEntries(chain::StakeRole::Reviewer, id), context);
    if (!texts || !termsCount || !members)
        return fail(!texts ? texts.error() : !termsCount ? termsCount.error() : members.error());
    const auto terms = newest<base::Bytes32>(snapshot, *termsCount, context,
                                             [&](std::uint64_t index) { return contract.termsHash(id, index); });
    const auto reviewers = newest<std::uint64_t>(snapshot, *members, context, [&](std::uint64_t entry) {
        return contracts.stakes.sizeEntry(chain::StakeRole::Reviewer, id, entry);
    });
    if (!terms || !reviewers)
        return fail(!terms ? terms.error() : reviewers.error());
    const auto versions = head->map([](const chain::DatanetHead &value) { return value.versions; });
    auto records = versions.map([](std::uint32_t) { return std::uint64_t(0); });
    if (versions.hasValue() && versions.value() > 0) {
        const auto last = snapshot.read(contract.version(id, versions.value()), context);
        if (!last)
            return fail(last.error());
        records = light::combine(versions, *last,
                                 [](std::uint32_t, const chain::VersionEntry &entry) { return entry.totalAccepted; });
    }
    return Datanet{id,
                   head->map([](const chain::DatanetHead &value) { return value.kind; }),
                   head->map([](const chain::DatanetHead &value) { return value.owner; }),
                   head->map([](const chain::DatanetHead &value) { return value.intake; }),
                   versions,
                   records,
                   *texts,
                   *terms,
                   *reviewers};
}

} // namespace

Result<DatanetPage> listDatanets(const Network &network, light::Snapshot &snapshot, std::uint64_t afterId, int limit,
                                 base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto count = snapshot.read(contracts->datanets.count(), context);
    if (!count)
        return fail(count.error());
    DatanetPage page{*count, {}};
    const std::uint64_t last = count->hasValue() ? count->value() : 0;
    std::vector<std::uint64_t> ids;
    for (std::uint64_t id = afterId + 1; id <= last && ids.size() < std::size_t(std::max(limit, 0)); ++id)
        ids.push_back(id);
    if (auto fetched = fetchPage(snapshot, *contracts, ids, context); !fetched)
        return fail(fetched.error());
    for (const auto id : ids) {
        if (context.cancelled())
            return base::cancelled();
        auto datanet = read(snapshot, *contracts, id, context);
        if (!datanet)
            return fail(datanet.error());
        page.datanets.push_back(std::move(*datanet));
    }
    return page;
}

Result<Datanet> readDatanet(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                            base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    return read(snapshot, *contracts, id, context);
}

Result<std::vector<Proven<DatanetVersion>>> readVersions(const Network &network, light::Snapshot &snapshot,
                                                         std::uint64_t id, std::uint32_t afterNumber, int limit,
                                                         base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto head = snapshot.read(contracts->datanets.head(id), context);
    if (!head)
        return fail(head.error());
    const std::uint32_t last = head->hasValue() ? head->value().versions : 0;
    std::vector<chain::StorageFact<chain::VersionEntry>> facts;
    for (std::uint32_t number = afterNumber + 1; number <= last && facts.size() < std::size_t(std::max(limit, 0));
         ++number)
        facts.push_back(contracts->datanets.version(id, number));
    const auto entries = snapshot.readAll(facts, context);
    if (!entries)
        return fail(entries.error());
    std::vector<Proven<DatanetVersion>> versions;
    for (const auto &entry : *entries) {
        const auto number = afterNumber + 1 + static_cast<std::uint32_t>(versions.size());
        versions.push_back(entry.map([number](const chain::VersionEntry &value) {
            return DatanetVersion{number, value.contribution, value.acceptedCount, value.totalAccepted,
                                  value.publishedAt};
        }));
    }
    return versions;
}

} // namespace datanet::sync
