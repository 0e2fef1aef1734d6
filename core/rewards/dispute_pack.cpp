#include "rewards/dispute_pack.h"

#include "rewards/epoch_files.h"
#include "rewards/json_values.h"
#include "rewards/leaf_proof.h"
#include "rewards/reward_book.h"

#include <QJsonArray>

namespace datanet::rewards {

using detail::JsonReader;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumSiblings = 64;
constexpr qsizetype kMaximumText = 64 << 10; // characters of one member

QJsonObject positionalJson(const crypto::MerkleProof &proof)
{
    QJsonArray siblings;
    for (const base::Digest &sibling : proof.siblings)
        siblings.append(sibling.hex());
    return {{u"count"_s, qint64(proof.count)}, {u"index"_s, qint64(proof.index)}, {u"siblings"_s, siblings}};
}

crypto::MerkleProof readPositional(JsonReader reader)
{
    crypto::MerkleProof proof{reader.number("index"_L1), reader.number("count"_L1), {}};
    for (const QJsonValue value : reader.array("siblings"_L1, kMaximumSiblings))
        proof.siblings.push_back(base::Digest::fromHexText(value.toString()).value_or(base::Digest()));
    return proof;
}

QJsonObject sumJson(const SumProof &proof)
{
    QJsonArray siblings;
    for (const SumNode &sibling : proof.siblings)
        siblings.append(QJsonObject{{u"hash"_s, sibling.hash.hex()}, {u"sum"_s, sibling.sum.toDecimal()}});
    return {{u"count"_s, qint64(proof.count)}, {u"siblings"_s, siblings}};
}

SumProof readSum(JsonReader reader, const RewardLeaf &leaf)
{
    SumProof proof{leaf, reader.number("count"_L1), {}};
    for (const QJsonValue value : reader.array("siblings"_L1, kMaximumSiblings)) {
        JsonReader sibling(value.toObject());
        proof.siblings.push_back({sibling.bytes32("hash"_L1), sibling.amount("sum"_L1)});
    }
    return proof;
}

// A line of one of the two files and its proof; empty when there is no such line.
QJsonObject leafJson(const QString &folder, const Difference &difference)
{
    const std::uint64_t position = difference.line - 1;
    const QString path = folder + u'/' + difference.file;
    if (difference.file == kAttributionsFile) {
        const auto proof = proveAttribution(path, position);
        if (!proof)
            return {};
        base::Bytes line;
        proof->leaf.appendLine(line);
        return {{u"line"_s, QString::fromLatin1(line.trimmed())}, {u"proof"_s, positionalJson(proof->proof)}};
    }
    const auto proof = proveReward(path, position);
    if (!proof)
        return {};
    return {{u"account"_s, proof->leaf.account.hex()},
            {u"cumulative"_s, proof->leaf.cumulative.toDecimal()},
            {u"proof"_s, sumJson(*proof)}};
}

base::Status checkLeaf(const QJsonObject &leaf, const QString &file, std::uint64_t line, const Statement &statement)
{
    if (leaf.isEmpty())
        return {};
    JsonReader reader(leaf);
    bool good = false;
    if (file == kAttributionsFile) {
        const auto parsed = AttributionLeaf::fromLine(reader.text("line"_L1, kMaximumText).toLatin1());
        const auto proof = readPositional(JsonReader(reader.object("proof"_L1)));
        good = parsed && proof.index + 1 == line && verifyAttribution({*parsed, proof}, statement.attributionRoot);
    } else {
        const RewardLeaf reward{line - 1, reader.address("account"_L1), reader.amount("cumulative"_L1)};
        good = verifySumProof(readSum(JsonReader(reader.object("proof"_L1)), reward), statement.rewards.hash());
    }
    if (!good)
        return base::fail(base::ErrorKind::Invalid, u"a leaf is not under its statement's root"_s);
    return {};
}

std::optional<std::uint64_t> answerOf(const Difference &difference)
{
    for (const base::Bytes &line : {difference.expected, difference.found}) {
        if (const auto leaf = AttributionLeaf::fromLine(line))
            return leaf->inference;
    }
    return std::nullopt;
}

} // namespace

QJsonObject disputePack(const Verification &verification, const InferenceLog &log, const QString &posted,
                        const QString &recomputed, base::TaskContext &task)
{
    const Difference &difference = *verification.difference;
    QJsonObject pack{{u"format"_s, 1},
                     {u"file"_s, difference.file},
                     {u"line"_s, qint64(difference.line)},
                     {u"member"_s, difference.member},
                     {u"expected"_s, QString::fromUtf8(difference.expected)},
                     {u"found"_s, QString::fromUtf8(difference.found)},
                     {u"postedStatement"_s, QString::fromUtf8(verification.posted.toJson())},
                     {u"recomputedStatement"_s, QString::fromUtf8(verification.recomputed.toJson())}};
    if (difference.line > 0 && difference.file != kInputsFile) {
        pack.insert(u"postedLeaf"_s, leafJson(posted, difference));
        pack.insert(u"recomputedLeaf"_s, leafJson(recomputed, difference));
    }
    const auto answer = difference.file == kAttributionsFile ? answerOf(difference) : std::nullopt;
    if (answer && *answer < log.count()) {
        const auto entry = log.at(*answer);
        const auto proof = proveReceipt(log, *answer, task);
        if (entry && proof) {
            pack.insert(u"answer"_s, QString::fromUtf8(entry->toLine()));
            pack.insert(u"answerProof"_s, positionalJson(*proof));
        }
    }
    return pack;
}

base::Status checkDisputePack(const QJsonObject &pack)
{
    JsonReader reader(pack);
    const QString file = reader.text("file"_L1, kMaximumText);
    const std::uint64_t line = reader.number("line"_L1);
    const auto posted = Statement::fromJson(reader.text("postedStatement"_L1, kMaximumText).toUtf8());
    const auto recomputed = Statement::fromJson(reader.text("recomputedStatement"_L1, kMaximumText).toUtf8());
    if (const auto good = reader.status(); !good)
        return good;
    if (!posted || !recomputed)
        return base::fail(posted ? recomputed.error() : posted.error());
    if (const auto good = checkLeaf(pack.value(u"postedLeaf"_s).toObject(), file, line, *posted); !good)
        return good;
    if (const auto good = checkLeaf(pack.value(u"recomputedLeaf"_s).toObject(), file, line, *recomputed); !good)
        return good;
    if (!reader.has("answer"_L1))
        return {};
    const auto answer = LoggedAnswer::fromLine(pack.value(u"answer"_s).toString().toUtf8());
    const auto proof = readPositional(JsonReader(reader.object("answerProof"_L1)));
    if (!answer
        || !crypto::verifyMerkleProof(crypto::MerkleKind::Inference, answer->receipt.hash(), proof,
                                      recomputed->logRoot))
        return base::fail(base::ErrorKind::Invalid, u"the answer is not under the log's root"_s);
    return {};
}

} // namespace datanet::rewards
