#include "rewards/log_breach.h"

#include "rewards/inference_log.h"
#include "rewards/tree_fold.h"
#include "rewards/words.h"

#include <QFile>

#include <algorithm>
#include <tuple>

namespace datanet::rewards {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

struct Leaf
{
    base::Address payer;
    std::uint64_t nonce = 0;
    base::Digest id;
    base::Bytes32 previous;
    qint64 offset = 0; // of its line
    bool isOfEpoch = false; // names the settled model and epoch
};

Result<std::vector<Leaf>> readLeaves(QFile &file, const chain::Settlement &settlement, base::TaskContext &task)
{
    std::vector<Leaf> leaves;
    for (std::uint64_t number = 1; !file.atEnd(); ++number) {
        if (task.cancelled())
            return base::cancelled();
        const qint64 offset = file.pos();
        base::Bytes line = file.readLine(kMaximumLogLine + 2);
        if (line.endsWith('\n'))
            line.chop(1);
        if (line.isEmpty())
            continue;
        if (leaves.size() >= kMaximumAnswers)
            return fail(ErrorKind::Invalid, u"more than %1 answers in one log"_s.arg(kMaximumAnswers));
        const auto receipt = LoggedAnswer::receiptOf(line);
        if (!receipt)
            return fail(receipt.error().within(u"line "_s + QString::number(number)));
        leaves.push_back({receipt->payer, receipt->nonce, receipt->hash(), receipt->previous, offset,
                          receipt->model == settlement.model && receipt->epoch == settlement.epoch});
    }
    return leaves;
}

std::vector<base::Bytes32> idsOf(const std::vector<Leaf> &leaves)
{
    std::vector<base::Bytes32> ids;
    ids.reserve(leaves.size());
    for (const Leaf &leaf : leaves)
        ids.push_back(leaf.id);
    return ids;
}

base::Digest joinedNodes(const base::Digest &left, const base::Digest &right)
{
    return detail::Words().add(left).add(right).keccak();
}

base::Digest topOf(const std::vector<Leaf> &leaves)
{
    detail::TreeFold<base::Digest, joinedNodes> fold;
    for (const Leaf &leaf : leaves)
        fold.append(crypto::merkleLeaf(crypto::MerkleKind::Inference, fold.count(), leaf.id));
    return fold.top();
}

Result<Receipt> receiptAt(QFile &file, qint64 offset)
{
    if (!file.seek(offset))
        return fail(ErrorKind::Io, u"cannot read "_s + file.fileName());
    base::Bytes line = file.readLine(kMaximumLogLine + 2);
    if (line.endsWith('\n'))
        line.chop(1);
    return LoggedAnswer::receiptOf(line);
}

Result<std::optional<LogBreach>> linkBreach(QFile &file, const std::vector<Leaf> &leaves,
                                            const crypto::MerkleTree &tree, const chain::Charge &charge,
                                            std::uint64_t index, std::uint64_t before)
{
    const auto receipt = receiptAt(file, leaves[index].offset);
    auto proof = tree.proof(index);
    auto proofBefore = tree.proof(before);
    if (!receipt || !proof || !proofBefore)
        return fail(!receipt ? receipt.error() : !proof ? proof.error() : proofBefore.error());
    return LogLinkBreach{charge, *receipt, std::move(*proof), leaves[before].id, std::move(*proofBefore)};
}

} // namespace

Result<std::optional<LogBreach>> findLogBreach(const QString &path, const chain::Settlement &settlement,
                                               std::span<const chain::Charge> charges, base::TaskContext &task)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorKind::Io : ErrorKind::NotFound,
                    u"cannot read the log %1: %2"_s.arg(path, file.errorString()));
    task.step(u"Reading the log"_s);
    auto read = readLeaves(file, settlement, task);
    if (!read)
        return fail(read.error());
    std::vector<Leaf> &leaves = *read;
    crypto::MerkleTree tree(crypto::MerkleKind::Inference, idsOf(leaves));
    if (tree.root() != settlement.logRoot) {
        std::stable_sort(leaves.begin(), leaves.end(), [](const Leaf &left, const Leaf &right) {
            return std::tie(left.payer, left.nonce) < std::tie(right.payer, right.nonce);
        });
        tree = crypto::MerkleTree(crypto::MerkleKind::Inference, idsOf(leaves));
    }
    if (tree.root() != settlement.logRoot)
        return fail(ErrorKind::NotFound, u"this log does not lead to the root that was settled"_s,
                    u"demand a leaf of the settled one: datanet epoch challenge %1 --leaf answer --index N"_s.arg(
                        settlement.model));
    if (leaves.size() != settlement.count)
        return LogCountBreach{leaves.size(), topOf(leaves)};
    for (const chain::Charge &charge : charges) {
        // What the chain charged lies within what it counted.
        if (charge.count == 0 || charge.first + charge.count > leaves.size())
            return fail(ErrorKind::Corrupt, u"the charges are not those of the settlement"_s);
        for (std::uint64_t index = charge.first; index < charge.first + charge.count; ++index) {
            const Leaf &leaf = leaves[index];
            const std::uint64_t nonce = index - charge.first + 1;
            const bool fits = leaf.payer == charge.payer && leaf.nonce == nonce && leaf.isOfEpoch
                && (nonce != 1 || leaf.previous == base::Bytes32());
            if (!fits)
                return linkBreach(file, leaves, tree, charge, index, index);
            if (nonce != 1 && leaves[index - 1].id != leaf.previous)
                return linkBreach(file, leaves, tree, charge, index, index - 1);
        }
        const std::uint64_t last = charge.first + charge.count - 1;
        if (leaves[last].id != charge.head) {
            auto proof = tree.proof(last);
            return proof ? Result<std::optional<LogBreach>>(LogHeadBreach{charge, leaves[last].id, std::move(*proof)})
                         : fail(proof.error());
        }
    }
    return std::nullopt;
}

} // namespace datanet::rewards
