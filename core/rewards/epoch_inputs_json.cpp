#include "base/canonical_json.h"
#include "rewards/epoch_inputs.h"
#include "rewards/json_values.h"

#include <QJsonArray>

#include <limits>

namespace datanet::rewards {

using detail::JsonReader;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kMaximum32 = std::numeric_limits<std::uint32_t>::max();

QJsonArray addressesJson(const std::vector<base::Address> &addresses)
{
    QJsonArray list;
    for (const base::Address &address : addresses)
        list.append(address.hex());
    return list;
}

std::vector<base::Address> readAddresses(JsonReader &reader, QLatin1String name)
{
    std::vector<base::Address> result;
    for (const QJsonValue value : reader.array(name, kMaximumSeats)) {
        const auto address = base::Address::fromHexText(value.toString());
        if (!address)
            reader.note(name, u"has an entry that is no address"_s);
        result.push_back(address.value_or(base::Address()));
    }
    return result;
}

// Reads each object of a list; what is wrong in one is noted under the list's name.
template <class Read>
void readList(JsonReader &reader, QLatin1String name, qsizetype maximum, Read read)
{
    for (const QJsonValue value : reader.array(name, maximum)) {
        JsonReader entry(value.toObject());
        read(entry);
        if (const auto good = entry.status(); !good)
            reader.note(name, u"has an entry in which "_s + good.error().what);
    }
}

QJsonObject settlementJson(const chain::Settlement &settlement)
{
    return {{u"chargesAcc"_s, settlement.chargesAcc.hex()},
            {u"count"_s, qint64(settlement.count)},
            {u"epoch"_s, qint64(settlement.epoch)},
            {u"fees"_s, settlement.fees.toDecimal()},
            {u"logRoot"_s, settlement.logRoot.hex()},
            {u"model"_s, qint64(settlement.model)},
            {u"modelHash"_s, settlement.modelHash.hex()},
            {u"openedAt"_s, qint64(settlement.openedAt)},
            {u"parametersId"_s, qint64(settlement.parametersId)},
            {u"payee"_s, settlement.payee.hex()},
            {u"payers"_s, qint64(settlement.payers)},
            {u"platformFees"_s, settlement.platformFees.toDecimal()},
            {u"previous"_s, qint64(settlement.previous)},
            {u"settledAt"_s, qint64(settlement.settledAt)},
            {u"snapshotBlock"_s, qint64(settlement.snapshotBlock)}};
}

chain::Settlement readSettlement(JsonReader &reader)
{
    chain::Settlement settlement;
    settlement.chargesAcc = reader.bytes32("chargesAcc"_L1);
    settlement.count = reader.number("count"_L1);
    settlement.epoch = reader.number("epoch"_L1);
    settlement.fees = reader.amount("fees"_L1);
    settlement.logRoot = reader.bytes32("logRoot"_L1);
    settlement.model = reader.number("model"_L1);
    settlement.modelHash = reader.bytes32("modelHash"_L1);
    settlement.openedAt = reader.number("openedAt"_L1);
    settlement.parametersId = static_cast<std::uint32_t>(reader.number("parametersId"_L1, kMaximum32));
    settlement.payee = reader.address("payee"_L1);
    settlement.payers = static_cast<std::uint32_t>(reader.number("payers"_L1, kMaximum32));
    settlement.platformFees = reader.amount("platformFees"_L1);
    settlement.previous = reader.number("previous"_L1);
    settlement.settledAt = reader.number("settledAt"_L1);
    settlement.snapshotBlock = reader.number("snapshotBlock"_L1);
    return settlement;
}

QJsonObject parametersJson(const Parameters &parameters)
{
    const Split &split = parameters.split;
    return {{u"id"_s, qint64(parameters.id)},
            {u"platformFee"_s, parameters.platformFee.toDecimal()},
            {u"splitContributors"_s, qint64(split.contributors)},
            {u"splitModel"_s, qint64(split.model)},
            {u"splitReviewers"_s, qint64(split.reviewers)},
            {u"splitStakers"_s, qint64(split.stakers)},
            {u"splitTreasury"_s, qint64(split.treasury)}};
}

Parameters readParameters(JsonReader &reader)
{
    const auto points = [&reader](QLatin1String name) {
        return static_cast<std::uint32_t>(reader.number(name, kBasisPoints));
    };
    Parameters parameters;
    parameters.id = reader.number("id"_L1);
    parameters.platformFee = reader.amount("platformFee"_L1);
    parameters.split = {points("splitModel"_L1), points("splitContributors"_L1), points("splitReviewers"_L1),
                        points("splitStakers"_L1), points("splitTreasury"_L1)};
    return parameters;
}

QJsonArray contributionsJson(const Contributions &contributions)
{
    QJsonArray list;
    for (const auto &[id, contribution] : contributions) {
        list.append(QJsonObject{{u"account"_s, contribution.account.hex()},
                                {u"id"_s, qint64(id)},
                                {u"recordsRoot"_s, contribution.recordsRoot.hex()},
                                {u"reviewers"_s, addressesJson(contribution.reviewers)}});
    }
    return list;
}

Contributions readContributions(JsonReader &reader)
{
    Contributions contributions;
    readList(reader, "contributions"_L1, kMaximumContributions, [&contributions](JsonReader &entry) {
        Contribution contribution;
        contribution.id = entry.number("id"_L1);
        contribution.account = entry.address("account"_L1);
        contribution.recordsRoot = entry.bytes32("recordsRoot"_L1);
        contribution.reviewers = readAddresses(entry, "reviewers"_L1);
        const std::uint64_t id = contribution.id;
        if (!contributions.emplace(id, std::move(contribution)).second)
            entry.note("id"_L1, u"is there twice"_s);
    });
    return contributions;
}

void readLineage(JsonReader &reader, std::vector<Ancestor> &lineage)
{
    readList(reader, "lineage"_L1, kMaximumParents + 1, [&lineage](JsonReader &entry) {
        lineage.push_back({entry.number("model"_L1), entry.address("account"_L1),
                           static_cast<std::uint32_t>(entry.number("royalty"_L1, kMaximumRoyalty))});
    });
}

} // namespace

base::Bytes EpochInputs::toJson() const
{
    QJsonArray priceList;
    for (const Prices &entry : prices) {
        priceList.append(QJsonObject{
            {u"in"_s, entry.in.toDecimal()}, {u"out"_s, entry.out.toDecimal()}, {u"since"_s, qint64(entry.since)}});
    }
    QJsonArray lineage;
    for (const Ancestor &model : rules.lineage) {
        lineage.append(QJsonObject{{u"account"_s, model.account.hex()},
                                   {u"model"_s, qint64(model.model)},
                                   {u"royalty"_s, qint64(model.royalty)}});
    }
    QJsonArray versions;
    for (const DataVersion &version : data) {
        versions.append(QJsonObject{{u"acc"_s, version.acc.hex()},
                                    {u"datanet"_s, qint64(version.datanet)},
                                    {u"number"_s, qint64(version.number)}});
    }
    const QJsonObject previousJson{{u"count"_s, qint64(previous.root.count)},
                                   {u"epoch"_s, qint64(previous.epoch)},
                                   {u"statementHash"_s, previous.statementHash.hex()},
                                   {u"sum"_s, previous.root.sum.toDecimal()},
                                   {u"top"_s, previous.root.top.hex()}};
    return base::canonicalJson(QJsonObject{{u"chainId"_s, chainId.toDecimal()},
                                           {u"contributions"_s, contributionsJson(rules.contributions)},
                                           {u"data"_s, versions},
                                           {u"format"_s, 1},
                                           {u"inferenceContract"_s, inferenceContract.hex()},
                                           {u"jurors"_s, addressesJson(rules.jurors)},
                                           {u"lineage"_s, lineage},
                                           {u"parameters"_s, parametersJson(rules.parameters)},
                                           {u"previous"_s, previousJson},
                                           {u"prices"_s, priceList},
                                           {u"settlement"_s, settlementJson(settlement)}})
        + '\n';
}

base::Result<EpochInputs> EpochInputs::fromJson(base::ByteView bytes)
{
    const auto object = base::parseObject(bytes, kMaximumInputs);
    if (!object)
        return base::fail(object.error());
    JsonReader reader(*object);
    EpochInputs inputs;
    if (reader.number("format"_L1) != 1)
        reader.note("format"_L1, u"is not 1, the only one that this program knows"_s);
    inputs.chainId = reader.amount("chainId"_L1);
    inputs.inferenceContract = reader.address("inferenceContract"_L1);
    inputs.rules.contributions = readContributions(reader);
    inputs.rules.jurors = readAddresses(reader, "jurors"_L1);
    readLineage(reader, inputs.rules.lineage);
    readList(reader, "prices"_L1, kMaximumPrices, [&inputs](JsonReader &entry) {
        inputs.prices.push_back(
            {static_cast<std::int64_t>(entry.number("since"_L1)), entry.amount("in"_L1), entry.amount("out"_L1)});
    });
    readList(reader, "data"_L1, kMaximumVersions, [&inputs](JsonReader &entry) {
        inputs.data.push_back({entry.number("datanet"_L1),
                               static_cast<std::uint32_t>(entry.number("number"_L1, kMaximum32)),
                               entry.bytes32("acc"_L1)});
    });
    JsonReader parameters(reader.object("parameters"_L1));
    inputs.rules.parameters = readParameters(parameters);
    JsonReader settled(reader.object("settlement"_L1));
    inputs.settlement = readSettlement(settled);
    JsonReader before(reader.object("previous"_L1));
    inputs.previous = {before.number("epoch"_L1),
                       before.bytes32("statementHash"_L1),
                       {before.number("count"_L1), before.bytes32("top"_L1), before.amount("sum"_L1)}};
    for (const JsonReader *part : {&reader, &parameters, &settled, &before}) {
        if (const auto good = part->status(); !good)
            return base::fail(good.error());
    }
    if (inputs.toJson() != bytes)
        return base::fail(base::ErrorKind::Invalid, u"it is not in canonical form"_s);
    return inputs;
}

} // namespace datanet::rewards
