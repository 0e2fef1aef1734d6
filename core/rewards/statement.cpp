#include "rewards/statement.h"

#include "base/canonical_json.h"
#include "crypto/digest.h"
#include "rewards/json_values.h"

#include <QJsonArray>

namespace datanet::rewards {

using detail::JsonReader;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumName = 256;

QJsonObject rootJson(const SumRoot &root)
{
    return {{u"count"_s, qint64(root.count)},
            {u"root"_s, root.hash().hex()},
            {u"sum"_s, root.sum.toDecimal()},
            {u"top"_s, root.top.hex()}};
}

SumRoot readRoot(JsonReader &reader)
{
    return {reader.number("count"_L1), reader.bytes32("top"_L1), reader.amount("sum"_L1)};
}

} // namespace

base::Bytes Statement::toJson() const
{
    const QJsonObject inputs{{u"engine"_s, engine},
                             {u"engineData"_s, engineData.hex()},
                             {u"inputsSha256"_s, inputsSha256.hex()},
                             {u"logRoot"_s, logRoot.hex()},
                             {u"previousStatement"_s, previousStatement.hex()},
                             {u"program"_s, program},
                             {u"settlementHash"_s, settlementHash.hex()}};
    const QJsonObject totalsJson{{u"answers"_s, qint64(totals.answers)},
                                 {u"credited"_s, totals.credited.toDecimal()},
                                 {u"fees"_s, totals.fees.toDecimal()},
                                 {u"toContributors"_s, totals.toContributors.toDecimal()},
                                 {u"toModel"_s, totals.toModel.toDecimal()},
                                 {u"toReviewers"_s, totals.toReviewers.toDecimal()},
                                 {u"toStakers"_s, totals.toStakers.toDecimal()},
                                 {u"toTreasury"_s, totals.toTreasury.toDecimal()},
                                 {u"unattributed"_s, totals.unattributed.toDecimal()}};
    const QJsonObject attribution{{u"count"_s, qint64(attributionCount)}, {u"root"_s, attributionRoot.hex()}};
    return base::canonicalJson(QJsonObject{{u"attribution"_s, attribution},
                                           {u"chainId"_s, chainId.toDecimal()},
                                           {u"epoch"_s, qint64(epoch)},
                                           {u"format"_s, 1},
                                           {u"inferenceContract"_s, inferenceContract.hex()},
                                           {u"inputs"_s, inputs},
                                           {u"model"_s, qint64(model)},
                                           {u"previousRewards"_s, rootJson(previousRewards)},
                                           {u"rewards"_s, rootJson(rewards)},
                                           {u"totals"_s, totalsJson}})
        + '\n';
}

base::Digest Statement::hash() const
{
    return crypto::keccak256(toJson());
}

base::Result<Statement> Statement::fromJson(base::ByteView bytes)
{
    const auto object = base::parseObject(bytes, kMaximumStatement);
    if (!object)
        return base::fail(object.error());
    JsonReader reader(*object);
    JsonReader inputs(reader.object("inputs"_L1));
    JsonReader sums(reader.object("totals"_L1));
    JsonReader attribution(reader.object("attribution"_L1));
    JsonReader before(reader.object("previousRewards"_L1));
    JsonReader after(reader.object("rewards"_L1));
    Statement statement;
    statement.chainId = reader.amount("chainId"_L1);
    statement.inferenceContract = reader.address("inferenceContract"_L1);
    statement.model = reader.number("model"_L1);
    statement.epoch = reader.number("epoch"_L1);
    statement.program = inputs.text("program"_L1, kMaximumName);
    statement.engine = inputs.text("engine"_L1, kMaximumName);
    statement.engineData = inputs.bytes32("engineData"_L1);
    statement.inputsSha256 = inputs.bytes32("inputsSha256"_L1);
    statement.settlementHash = inputs.bytes32("settlementHash"_L1);
    statement.logRoot = inputs.bytes32("logRoot"_L1);
    statement.previousStatement = inputs.bytes32("previousStatement"_L1);
    statement.totals = {
        sums.number("answers"_L1),        sums.amount("fees"_L1),        sums.amount("toModel"_L1),
        sums.amount("toContributors"_L1), sums.amount("toReviewers"_L1), sums.amount("toStakers"_L1),
        sums.amount("toTreasury"_L1),     sums.amount("credited"_L1),    sums.amount("unattributed"_L1)};
    statement.attributionCount = attribution.number("count"_L1);
    statement.attributionRoot = attribution.bytes32("root"_L1);
    statement.previousRewards = readRoot(before);
    statement.rewards = readRoot(after);
    for (const JsonReader *part : {&reader, &inputs, &sums, &attribution, &before, &after}) {
        if (const auto good = part->status(); !good)
            return base::fail(good.error());
    }
    // Covers the roots, which follow from their parts, the format, and members nobody knows.
    if (statement.toJson() != bytes)
        return base::fail(base::ErrorKind::Invalid, u"it is not in canonical form"_s);
    return statement;
}

} // namespace datanet::rewards
