#include "attribution/common_subsequence.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using datanet::attribution::commonSubsequence;
using datanet::attribution::TokenId;

namespace {

using Tokens = std::vector<TokenId>;

std::size_t naive(const Tokens &left, const Tokens &right)
{
    std::vector<std::vector<std::size_t>> table(left.size() + 1, std::vector<std::size_t>(right.size() + 1, 0));
    for (std::size_t i = 0; i < left.size(); ++i) {
        for (std::size_t j = 0; j < right.size(); ++j)
            table[i + 1][j + 1] = left[i] == right[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
    }
    return table[left.size()][right.size()];
}

} // namespace

class TestCommonSubsequence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallCases()
    {
        QCOMPARE(commonSubsequence(Tokens{}, Tokens{}), std::size_t(0));
        QCOMPARE(commonSubsequence(Tokens{1, 2}, Tokens{}), std::size_t(0));
        QCOMPARE(commonSubsequence(Tokens{1, 2, 3}, Tokens{1, 2, 3}), std::size_t(3));
        QCOMPARE(commonSubsequence(Tokens{1, 2, 3}, Tokens{3, 2, 1}), std::size_t(1));
        QCOMPARE(commonSubsequence(Tokens{7, 1, 8, 2, 9}, Tokens{1, 5, 2}), std::size_t(2));
    }

    // Lengths around the 64 tokens of a word, few and many different tokens.
    void asTheTableSays()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 400; ++round) {
            const TokenId kinds = 1 + random() % (round % 2 == 0 ? 4 : 60);
            const auto text = [&] {
                Tokens tokens(random() % 200);
                std::ranges::generate(tokens, [&] { return random() % kinds; });
                return tokens;
            };
            const Tokens left = text();
            Tokens right = round % 3 == 0 ? left : text();
            for (unsigned edits = random() % 9; edits > 0 && !right.empty(); --edits)
                right[random() % right.size()] = random() % (kinds + 2);
            QCOMPARE(commonSubsequence(left, right), naive(left, right));
            QCOMPARE(commonSubsequence(right, left), naive(left, right));
        }
    }
};

QTEST_GUILESS_MAIN(TestCommonSubsequence)
#include "tst_common_subsequence.moc"
