#include "crypto/digest.h"
#include "dataset/identity_map.h"

#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <csignal>
#include <map>
#include <random>

#include <sys/resource.h>

using namespace datanet;
using dataset::IdentityMap;
using dataset::RowIdentity;

namespace {

constexpr std::size_t kSmallTable = 1024; // most of what is added is soon in files

RowIdentity identityOf(std::uint64_t number)
{
    const auto digest = crypto::sha256(QByteArray::number(qulonglong(number)));
    RowIdentity identity;
    identity.key = dataset::RowIdentifier::keyPart(digest);
    identity.content = number;
    return identity;
}

} // namespace

class TestIdentityMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filterMissesNothingAndSeldomErrs();
    void equalsASimpleModel_data();
    void equalsASimpleModel();
    void keysWithOnePrefixAreTold();
    void withoutRoomNothingIsLost();
};

void TestIdentityMap::filterMissesNothingAndSeldomErrs()
{
    constexpr std::uint64_t kKeys = 20000;
    constexpr std::size_t kRuns = dataset::IdentityFilter::kRuns;
    dataset::IdentityFilter filter(kKeys);
    for (std::uint64_t number = 0; number < kKeys * kRuns; ++number)
        filter.add(identityOf(number).key, number % kRuns);
    for (std::uint64_t number = 0; number < kKeys * kRuns; ++number)
        QVERIFY(filter.runsThatMayHave(identityOf(number).key) >> number % kRuns & 1);
    int wrong = 0;
    for (std::uint64_t number = 0; number < kKeys; ++number)
        wrong += std::popcount(filter.runsThatMayHave(identityOf(kKeys * kRuns + number).key));
    QVERIFY2(wrong < int(kKeys * kRuns / 500), qPrintable(QString::number(wrong))); // 2 of 1,000
}

void TestIdentityMap::equalsASimpleModel_data()
{
    QTest::addColumn<int>("keys"); // how many different ones: few of them come again and again
    QTest::addColumn<int>("steps");
    QTest::newRow("in memory") << 500 << 5000;
    QTest::newRow("some in files") << 5000 << 20000;
    QTest::newRow("nearly all in files") << 30000 << 60000;
}

void TestIdentityMap::equalsASimpleModel()
{
    QFETCH(int, keys);
    QFETCH(int, steps);
    IdentityMap map(0, kSmallTable);
    std::map<std::array<std::uint8_t, 16>, std::uint64_t> model;
    std::mt19937 random(7);
    for (int step = 0; step < steps; ++step) {
        RowIdentity identity = identityOf(random() % unsigned(keys));
        identity.content = unsigned(step);
        if (random() % 4 == 0) {
            map.remove(identity.key);
            model.erase(identity.key);
            continue;
        }
        const auto known = map.insert(identity);
        QVERIFY(known);
        const auto [place, isNew] = model.emplace(identity.key, identity.content);
        QCOMPARE(known->has_value(), !isNew);
        if (!isNew)
            QCOMPARE(**known, place->second);
    }
}

void TestIdentityMap::keysWithOnePrefixAreTold()
{
    // Nobody finds so many digests with the same beginning by chance; somebody may by work.
    IdentityMap map(0, kSmallTable);
    const auto identity = [](std::uint32_t number) {
        RowIdentity one{{1, 2, 3, 4, 5, 6, 7, 8}, number};
        std::memcpy(one.key.data() + 8, &number, sizeof number);
        return one;
    };
    for (std::uint32_t number = 0; number < 3000; ++number)
        QVERIFY(!map.insert(identity(number)).value().has_value());
    for (std::uint32_t number = 0; number < 3000; ++number)
        QCOMPARE(map.insert(identity(number)).value().value(), std::uint64_t(number));
    QVERIFY(!map.insert(identity(3000)).value().has_value());
}

void TestIdentityMap::withoutRoomNothingIsLost()
{
    IdentityMap map(0, kSmallTable);
    std::uint64_t count = 0;
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit none{0, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &none), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    base::Result<std::optional<std::uint64_t>> known = std::nullopt;
    while (known && count < 2 * kSmallTable) {
        known = map.insert(identityOf(count));
        count += known ? 1 : 0;
    }
    const auto again = map.insert(identityOf(count / 2));
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!known);
    QCOMPARE(known.error().kind, base::ErrorKind::Io);
    QCOMPARE(again.value().value(), count / 2);

    // With room again it goes on where it was.
    for (std::uint64_t number = 0; number < 4 * count; ++number)
        QCOMPARE(map.insert(identityOf(number)).value().has_value(), number < count);
}

QTEST_APPLESS_MAIN(TestIdentityMap)
#include "tst_identity_map.moc"
