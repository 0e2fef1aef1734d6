#include <QTest>

#include "attribution/credit_split.h"
#include "attribution/fixed_log.h"

#include "core/similarity/texts.h"

#include <algorithm>
#include <cmath>

using namespace datanet;
using namespace datanet::attribution;

namespace {

__extension__ using Wide = __int128;

Wide factorial(std::size_t n)
{
    return n < 2 ? 1 : static_cast<Wide>(n) * factorial(n - 1);
}

// The definition: players! times the Shapley value, over all coalitions.
std::vector<Wide> exhaustive(Credit weight, const std::vector<Coverage> &covers)
{
    const std::size_t players = covers.size();
    std::uint32_t longest = 0;
    for (const Coverage &cover : covers)
        longest = std::max(longest, cover.length);
    const auto value = [&](std::size_t coalition) {
        Wide best = 0;
        for (std::size_t i = 0; i < players; ++i) {
            if (coalition >> i & 1u)
                best = std::max(best, static_cast<Wide>(weight) * covers[i].length / longest);
        }
        return best;
    };
    std::vector<Wide> result(players, 0);
    for (std::size_t i = 0; i < players; ++i) {
        for (std::size_t coalition = 0; coalition < std::size_t{1} << players; ++coalition) {
            if (coalition >> i & 1u)
                continue;
            const auto size = static_cast<std::size_t>(std::popcount(coalition));
            result[i] += factorial(size) * factorial(players - size - 1)
                * (value(coalition | std::size_t{1} << i) - value(coalition));
        }
    }
    return result;
}

std::vector<Coverage> randomGame(test::TextMaker &maker, std::uint32_t lengths)
{
    std::vector<Coverage> covers(1 + maker.below(7));
    for (std::uint32_t i = 0; i < covers.size(); ++i)
        covers[i] = {i * 3 + maker.below(3), 1 + maker.below(lengths), 0};
    return covers;
}

Credit sum(const std::vector<Coverage> &covers)
{
    Credit total = 0;
    for (const Coverage &cover : covers)
        total += cover.credit;
    return total;
}

} // namespace

class CreditSplitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheShapleyValue();
    void addsUpWhateverTheWeight();
    void equalsShareAndNobodyGetsMoreForLess();
    void priorityLeavesOnlyWhatIsNew();
    void logarithmIsExactForPowersAndMonotone();
};

void CreditSplitTest::isTheShapleyValue()
{
    test::TextMaker maker(3);
    for (int game = 0; game < 6000; ++game) {
        std::vector<Coverage> covers = randomGame(maker, game % 2 == 0 ? 4 : 30);
        std::uint32_t longest = 0;
        for (const Coverage &cover : covers)
            longest = std::max(longest, cover.length);
        // Heights that seven players can share without a remainder: no rounding anywhere, so no difference is allowed.
        const Credit weight = Credit{420} * longest * (1 + maker.below(1000000));
        splitCredit(weight, covers);
        const std::vector<Wide> expected = exhaustive(weight, covers);
        for (std::size_t i = 0; i < covers.size(); ++i)
            QVERIFY(static_cast<Wide>(covers[i].credit) * factorial(covers.size()) == expected[i]);
    }
}

void CreditSplitTest::addsUpWhateverTheWeight()
{
    test::TextMaker maker(4);
    for (int game = 0; game < 3000; ++game) {
        std::vector<Coverage> covers = randomGame(maker, 50);
        const Credit weight = game % 3 == 0 ? maker.below(20)
            : game % 3 == 1                 ? maker.below(1u << 30)
                                            : (Credit{1} << 53) - maker.below(1000);
        splitCredit(weight, covers);
        QCOMPARE(sum(covers), weight);
        const std::vector<Wide> expected = exhaustive(weight, covers);
        const Wide all = factorial(covers.size());
        for (std::size_t i = 0; i < covers.size(); ++i) {
            // At most one unit more or less from each slice.
            const Wide difference = static_cast<Wide>(covers[i].credit) * all - expected[i];
            const Wide bound = all * static_cast<Wide>(covers.size());
            QVERIFY(difference < bound && difference > -bound);
        }
    }
    std::vector<Coverage> nobody;
    splitCredit(5, nobody);
    QVERIFY(nobody.empty());
}

void CreditSplitTest::equalsShareAndNobodyGetsMoreForLess()
{
    test::TextMaker maker(5);
    for (int game = 0; game < 1000; ++game) {
        std::vector<Coverage> covers = randomGame(maker, 6);
        splitCredit(maker.below(1u << 30), covers);
        for (const Coverage &a : covers) {
            for (const Coverage &b : covers) {
                if (a.length > b.length)
                    QVERIFY(a.credit + covers.size() >= b.credit);
                if (a.length == b.length && a.player < b.player)
                    QVERIFY(a.credit >= b.credit && a.credit - b.credit <= covers.size());
            }
        }
    }
}

void CreditSplitTest::priorityLeavesOnlyWhatIsNew()
{
    std::vector<Coverage> covers{{1, 5, 0}, {2, 5, 0}, {3, 4, 0}, {4, 6, 0}, {9, 6, 0}, {11, 7, 0}};
    keepPriority(covers);
    QCOMPARE(covers, (std::vector<Coverage>{{1, 5, 0}, {4, 6, 0}, {11, 7, 0}}));
    splitCredit(2100, covers);
    QCOMPARE(covers, (std::vector<Coverage>{{1, 5, 500}, {4, 6, 650}, {11, 7, 950}}));
}

void CreditSplitTest::logarithmIsExactForPowersAndMonotone()
{
    for (int power = 0; power < 64; ++power)
        QCOMPARE(log2Fixed(std::uint64_t{1} << power), static_cast<Bits>(power) * kOneBit);
    Bits before = 0;
    for (std::uint64_t value = 1; value < 300000; ++value) {
        const Bits now = log2Fixed(value);
        QVERIFY(now >= before);
        QVERIFY(std::abs(static_cast<double>(now) - std::log2(static_cast<double>(value)) * 65536.0) < 1.01);
        before = now;
    }
    static_assert(log2Fixed(3) == 103872); // 1.58496... * 65536 = 103872.06...
    QCOMPARE(log2Fixed(~std::uint64_t{0}), 64 * kOneBit - 1);
}

QTEST_APPLESS_MAIN(CreditSplitTest)
#include "tst_credit_split.moc"
