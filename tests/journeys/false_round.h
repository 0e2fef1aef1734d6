#pragma once

#include <QTest>

#include "base/files.h"
#include "rewards/reward_book.h"
#include "rewards/statement.h"

namespace datanet::test {

// Makes the built files of a round false: takes from the first account one wei more than the round gives it, for the
// last one. Sums and statement stay in order.
inline void makeAmountFall(const QString &folder)
{
    std::vector<rewards::RewardLine> lines;
    const QString path = folder + QStringLiteral("/rewards.jsonl");
    QVERIFY(rewards::readRewards(path, [&](const rewards::RewardLine &line) -> base::Status {
        lines.push_back(line);
        return {};
    }));
    QVERIFY(lines.size() > 1);
    auto &first = lines.front().leaf;
    auto &last = lines.back().leaf;
    const auto taken = *lines.front().thisEpoch.plus(base::Uint256(1));
    first.cumulative = *first.cumulative.minus(taken);
    lines.front().thisEpoch = {};
    last.cumulative = *last.cumulative.plus(taken);
    lines.back().thisEpoch = *lines.back().thisEpoch.plus(taken);
    std::vector<rewards::RewardLeaf> leaves;
    base::Bytes text;
    for (const auto &line : lines) {
        line.appendLine(text);
        leaves.push_back(line.leaf);
    }
    QVERIFY(base::files::writeAtomically(path, text));
    const QString statementPath = folder + QStringLiteral("/statement.json");
    auto statement = rewards::Statement::fromJson(*base::files::read(statementPath, 1 << 20));
    QVERIFY(statement);
    statement->rewards = *rewards::sumRoot(leaves);
    QVERIFY(base::files::writeAtomically(statementPath, statement->toJson()));
}

} // namespace datanet::test
