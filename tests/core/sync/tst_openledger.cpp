#include "crypto/address.h"
#include "openledger_world.h"
#include "sync/claim_voucher.h"
#include "sync/published_reading.h"
#include "sync/transactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using base::Uint256;
using sync::ClaimPoint;

namespace {

const Uint256 kCoin(1'000'000'000'000'000'000ull);

Uint256 coins(std::uint64_t count)
{
    return *kCoin.times(Uint256(count));
}

base::Bytes32 batchOf(char letter)
{
    return *base::Bytes32::from(QByteArray(32, letter));
}

} // namespace

// Bindings of OpenLedger's published contracts and the check before a claim, on a real node with stand-ins that have
// the published interface, storage and rules.
class TestOpenLedger : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OpenLedgerWorld> m_world;

    sync::ClaimVoucher voucher(char batch, const Uint256 &amount)
    {
        sync::ClaimVoucher voucher;
        voucher.account = m_world->person->address();
        voucher.amount = amount;
        voucher.batch = batchOf(batch);
        voucher.signature = m_world->signer.sign(chain::dispersalDigest(
            test::OpenLedgerWorld::kChain, m_world->at("SigDispersal"), voucher.account, amount, voucher.batch));
        return voucher;
    }
    sync::ClaimCheck check(const sync::ClaimVoucher &voucher)
    {
        auto snapshot = m_world->need(m_world->network->latest(m_world->context));
        return m_world->need(sync::checkClaim(*m_world->network, snapshot, voucher, m_world->context));
    }
    // The points that do not hold.
    QStringList wrong(const sync::ClaimVoucher &voucher)
    {
        QStringList names;
        for (const auto &finding : check(voucher).findings) {
            if (!finding.holds.value_or(false))
                names.append(sync::claimPointName(finding.point));
        }
        return names;
    }
    template <class T>
    T stored(const chain::StorageFact<T> &fact)
    {
        auto snapshot = m_world->need(m_world->network->latest(m_world->context));
        const auto value = m_world->need(snapshot.read(fact, m_world->context));
        Q_ASSERT(value.level() == light::Level::OwnNode);
        return value.value();
    }
    void allow(char batch) { m_world->manage("SigDispersal", u"setBatchEnabled"_s, {batchOf(batch), true}); }

private Q_SLOTS:
    void init()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_world = std::make_unique<test::OpenLedgerWorld>();
        auto &world = *m_world;
        world.manage("SigDispersal", u"setToken"_s, {world.at("WOPEN")});
        world.must(*world.admin, world.wopen().deposit(coins(100)));
    }
    void cleanup() { m_world.reset(); }

    // Made with the published formula on Solady; an empty value is a revert.
    void interestToTheLastDigit()
    {
        QFile file(QStringLiteral(DATANET_SOURCE_DIR "/tests/contracts/openledger/vectors.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto all = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(all.size() > 50);
        for (const auto &one : all) {
            const auto number = [&](const char *name) {
                return *Uint256::fromDecimal(one.toObject().value(QLatin1String(name)).toString());
            };
            const auto value =
                chain::stakedValue(number("amount"), number("rate"), number("seconds"), number("duration"));
            QCOMPARE(value ? value->toDecimal() : QString(), one.toObject().value("value"_L1).toString());
        }
    }

    void wrappedCoins()
    {
        auto &world = *m_world;
        world.must(*world.person, world.wopen().deposit(coins(3)));
        world.must(*world.person, world.wopen().withdraw(coins(1)));
        world.must(*world.person, world.wopen().approve(world.at("Staking"), coins(2)));
        world.must(*world.person, world.wopen().transfer(world.admin->address(), coins(1)));
        const auto person = world.person->address();
        QCOMPARE(stored(world.wopen().balance(person)), coins(1));
        QCOMPARE(stored(world.wopen().allowance(person, world.at("Staking"))), coins(2));
        QVERIFY(!world.trySend(*world.person, world.wopen().withdraw(coins(2))));
        // The bytes are read back before they are signed, and say what they do.
        const auto sent = sync::send(*world.network, *world.wopen().deposit(kCoin), *world.person, world.context);
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().what));
    }

    void everyPointOfAClaim()
    {
        auto &world = *m_world;
        const auto good = voucher('a', coins(40));
        QCOMPARE(wrong(good), (QStringList{u"active"_s, u"batch-enabled"_s, u"vault-allowance"_s}));
        const auto refused = sync::claimVoucher(*world.network, good, *world.person, {}, world.context);
        QCOMPARE(refused.error().kind, base::ErrorKind::Denied);
        QVERIFY2(refused.error().what.contains("vault-allowance"_L1), qPrintable(refused.error().what));

        world.manage("SigDispersal", u"toggleActive"_s, {});
        allow('a');
        world.must(*world.admin, world.wopen().approve(world.at("SigDispersal"), coins(60)));
        QCOMPARE(wrong(good), QStringList());
        QCOMPARE(check(good).level(), light::Level::OwnNode);

        auto more = good; // the server signed 40
        more.amount = coins(41);
        QCOMPARE(wrong(more), QStringList{u"signer"_s});
        auto another = good;
        another.account = world.admin->address();
        QCOMPARE(wrong(another), QStringList{u"signer"_s});
        QCOMPARE(wrong(voucher('a', coins(61))), QStringList{u"vault-allowance"_s});
        QCOMPARE(wrong(voucher('a', coins(101))), (QStringList{u"vault-balance"_s, u"vault-allowance"_s}));
        QCOMPARE(wrong(voucher('b', coins(1))), QStringList{u"batch-enabled"_s});

        world.manage("SigDispersal", u"setBatchFee"_s, {batchOf('a'), coins(2)});
        auto priced = good;
        priced.fee = coins(1);
        QCOMPARE(wrong(priced), QStringList{u"fee"_s});
        priced.fee = coins(2);
        QCOMPARE(wrong(priced), QStringList());

        const auto before = stored(world.wopen().balance(world.person->address()));
        // Somebody else pays the fee; the account that was signed for is paid.
        const auto paid = sync::claimVoucher(*world.network, priced, *world.admin, {}, world.context);
        QVERIFY2(paid, paid ? "" : qPrintable(paid.error().what));
        QCOMPARE(stored(world.wopen().balance(world.person->address())), *before.plus(coins(40)));
        QCOMPARE(wrong(priced), (QStringList{u"unclaimed"_s, u"vault-allowance"_s}));

        world.manage("SigDispersal", u"setSigner"_s, {world.admin->address()});
        QVERIFY(wrong(voucher('a', coins(1))).contains(u"signer"_s));
        auto elsewhere = good;
        elsewhere.chainId = 1612;
        auto snapshot = world.need(world.network->latest(world.context));
        QCOMPARE(sync::checkClaim(*world.network, snapshot, elsewhere, world.context).error().kind,
                 base::ErrorKind::Denied);
        elsewhere = good;
        elsewhere.contract = world.at("WOPEN");
        QCOMPARE(sync::checkClaim(*world.network, snapshot, elsewhere, world.context).error().kind,
                 base::ErrorKind::Denied);
    }

    // What the contract itself says when nobody checked.
    void revertsAsSentences()
    {
        auto &world = *m_world;
        const auto one = voucher('a', coins(40));
        const auto claim = [&](const Uint256 &fee) {
            const auto sent = world.trySend(
                *world.person, world.dispersal().claim(one.signature, one.batch, one.amount, one.account, fee));
            return sent ? QString() : sent.error().what;
        };
        QVERIFY2(claim({}).contains("claims are switched off"_L1), qPrintable(claim({})));
        world.manage("SigDispersal", u"toggleActive"_s, {});
        QVERIFY(claim({}).contains("not open for claims"_L1));
        allow('a');
        QVERIFY(claim(kCoin).contains("not exactly the batch's fee"_L1));
        QVERIFY(claim({}).contains("permission is short"_L1));
        world.must(*world.admin, world.wopen().approve(world.at("SigDispersal"), coins(60)));
        QCOMPARE(claim({}), QString());
        QVERIFY(claim({}).contains("claimed for this account before"_L1));
        const auto nothing = world.trySend(*world.person, world.staking().unstake(7));
        QVERIFY(nothing.error().what.contains("nobody has asked to end this stake"_L1));
    }

    // A token whose storage nobody knows, and a network where nobody runs the node: one server's word, and said so.
    void reportedIsNotProven()
    {
        auto &world = *m_world;
        world.manage("SigDispersal", u"toggleActive"_s, {});
        allow('a');
        world.must(*world.admin, world.wopen().approve(world.at("SigDispersal"), coins(60)));
        world.rename(u"WOPEN"_s, u"Unknown"_s);
        const auto own = check(voucher('a', coins(40)));
        QVERIFY(!own.isRefused());
        QCOMPARE(own.level(), light::Level::OwnNode);
        world.believeOneServer();
        const auto reported = check(voucher('a', coins(40)));
        QVERIFY(!reported.isRefused());
        QCOMPARE(reported.findings.back().level, light::Level::Reported);
        QCOMPARE(
            sync::claimVoucher(*world.network, voucher('a', coins(40)), *world.person, {}, world.context).error().kind,
            base::ErrorKind::Unproven);
        const auto accepted = sync::claimVoucher(*world.network, voucher('a', coins(40)), *world.person,
                                                 light::Level::Reported, world.context);
        QVERIFY2(accepted, accepted ? "" : qPrintable(accepted.error().what));
    }

    // Another contract under that name: its slots do not hold what it answers.
    void anotherContractIsNotClaimedFrom()
    {
        auto &world = *m_world;
        const auto slot = light::Proven<Uint256>(Uint256(5), light::Level::ServersAgree, {}, {});
        const auto same = light::Proven<Uint256>(Uint256(5), light::Level::Reported, {}, {});
        const auto other = light::Proven<Uint256>(Uint256(6), light::Level::Reported, {}, {});
        QCOMPARE(sync::sameAnswer(slot, same).level(), light::Level::ServersAgree);
        QCOMPARE(sync::sameAnswer(slot, other).level(), light::Level::Mismatch);
        world.rename(u"SigDispersal"_s, u"Old"_s);
        world.rename(u"Staking"_s, u"SigDispersal"_s);
        auto snapshot = world.need(world.network->latest(world.context));
        QVERIFY(!sync::checkClaim(*world.network, snapshot, voucher('a', coins(1)), world.context));
    }

    void vouchersAreRead()
    {
        const auto good = voucher('a', coins(40));
        QJsonObject json{{u"account"_s, crypto::checksummed(good.account)},
                         {u"amount"_s, good.amount.toDecimal()},
                         {u"batch"_s, good.batch.hex()},
                         {u"signature"_s, base::toHex(good.signature.toBytes())},
                         {u"chainId"_s, 161201},
                         {u"contract"_s, crypto::checksummed(m_world->at("SigDispersal"))},
                         {u"fee"_s, u"7"_s}};
        const auto read = [&] { return sync::ClaimVoucher::fromJson(QJsonDocument(json).toJson()); };
        auto voucher = read();
        QVERIFY2(voucher, voucher ? "" : qPrintable(voucher.error().what));
        QVERIFY(voucher->signature == good.signature && voucher->account == good.account);
        QCOMPARE(*voucher->fee, Uint256(7));
        // EIP-2098: the parity in the highest bit of s
        base::Bytes compact = good.signature.r.toBytes() + good.signature.s.toBytes();
        if (good.signature.yParity == 1)
            compact[32] = static_cast<char>(compact[32] | 0x80);
        json[u"signature"_s] = base::toHex(compact);
        voucher = read();
        QVERIFY(voucher && voucher->signature == good.signature);
        for (const auto &[name, value] : QList<std::pair<QString, QJsonValue>>{{u"signature"_s, u"0x12"_s},
                                                                               {u"amount"_s, u"0"_s},
                                                                               {u"amount"_s, 40},
                                                                               {u"batch"_s, u"0xab"_s},
                                                                               {u"account"_s, u"me"_s},
                                                                               {u"chainId"_s, -1},
                                                                               {u"fee"_s, 1},
                                                                               {u"contract"_s, QJsonValue()}}) {
            const auto before = json.value(name);
            json[name] = value;
            const auto refused = read();
            QVERIFY2(!refused && refused.error().what.contains(name), qPrintable(name));
            json[name] = before;
        }
    }

    // The contract's arithmetic and ours on the same chain: stake, top-up that starts the lock again, and payout.
    void stakeTopUpAndPayout()
    {
        auto &world = *m_world;
        constexpr std::uint64_t kDay = 24 * 3600;
        const auto staking = world.staking();
        const auto person = world.person->address();
        world.manage("Staking", u"setConfig"_s,
                     {Uint256(1),
                      chain::abi::Value::List{world.admin->address(), world.admin->address(), world.at("WOPEN"),
                                              Uint256(120'000'000'000'000'000ull), Uint256(30 * kDay),
                                              Uint256(7 * kDay), coins(50), coins(1), true, true, true}});
        const auto config = stored(staking.config(1));
        QCOMPARE(config.bank, world.admin->address());
        QCOMPARE(config.interestRate, Uint256(120'000'000'000'000'000ull));
        QCOMPARE(config.stakeDuration, 30 * kDay);
        QCOMPARE(config.cooldown, 7 * kDay);
        QVERIFY(config.isActive && config.isTopUpEnabled && config.isPublic);
        QVERIFY(stored(staking.config(2)).bank.isZero());

        world.must(*world.admin, world.wopen().approve(staking.address(), coins(100)));
        world.must(*world.person, world.wopen().deposit(coins(20)));
        world.must(*world.person, world.wopen().approve(staking.address(), coins(20)));
        world.must(*world.person, staking.stake(1, person, coins(10)));
        const auto first = stored(staking.stake(0));
        QCOMPARE(first.amount, coins(10));
        QCOMPARE(stored(staking.nextStakeId()), 1u);

        world.pass(10 * kDay);
        world.must(*world.person, staking.topUp(0, coins(5)));
        const auto second = stored(staking.stake(0));
        QVERIFY(second.startTime > first.startTime); // the lock starts again
        QCOMPARE(second.amount, *chain::valueAt(first, config, second.updatedAt)->plus(coins(5)));
        QCOMPARE(second.principal, coins(15));
        QCOMPARE(stored(staking.staked(1, person)), coins(15));
        QCOMPARE(chain::lockedUntil(second, config), second.startTime + 30 * kDay);

        world.pass(2 * kDay);
        world.must(*world.person, staking.requestUnstake(0));
        const auto request = stored(staking.unstakeRequest(0));
        QCOMPARE(request.stake.amount, *chain::valueAt(second, config, request.requestedAt));
        // Asked before the lock's end: the cooldown is over first, the lock later.
        QCOMPARE(chain::payableFrom(request, config), second.startTime + 30 * kDay);
        world.pass(8 * kDay);
        QVERIFY(world.trySend(*world.person, staking.unstake(0)).error().what.contains("locked until"_L1));
        world.pass(20 * kDay);
        const auto before = stored(world.wopen().balance(person));
        world.must(*world.person, staking.unstake(0));
        QCOMPARE(stored(world.wopen().balance(person)), *before.plus(request.stake.amount));
        QCOMPARE(stored(staking.unstakeRequest(0)).requestedAt, 0u);
        QVERIFY(stored(staking.stake(0)).amount.isZero());
    }
};

QTEST_GUILESS_MAIN(TestOpenLedger)
#include "tst_openledger.moc"
