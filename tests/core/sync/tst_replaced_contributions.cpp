#include <QTest>

#include "base/canonical_json.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "support/scratch_workspace.h"
#include "sync/contribution_proof.h"

#include <algorithm>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

std::vector<base::Digest> idsOf(const std::vector<int> &numbers)
{
    std::vector<base::Digest> ids;
    for (const int number : numbers)
        ids.push_back(crypto::sha256(QByteArray::number(number)));
    std::sort(ids.begin(), ids.end());
    return ids;
}

chain::Opening openingOf(std::uint64_t id, std::uint64_t supersedes, const std::vector<base::Digest> &ids)
{
    chain::Opening opening;
    opening.id = id;
    opening.datanet = 7;
    opening.supersedes = supersedes;
    opening.count = std::uint32_t(ids.size());
    opening.contributor.bytes[19] = 9;
    opening.recordsRoot = need(crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids));
    return opening;
}

// Sent as 3, again as 5 without one record and with another, again as 8 with one more.
sync::ContributionProof sentThreeTimes()
{
    const auto first = idsOf({1, 2, 3});
    const auto second = idsOf({1, 2, 4});
    const auto third = idsOf({1, 2, 3, 4, 5});
    return {4243,
            openingOf(8, 5, third),
            third,
            QByteArray::fromHex("1f"),
            {{openingOf(5, 3, second), second}, {openingOf(3, 0, first), first}}};
}

} // namespace

class TestReplacedContributions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void priorityIsTheFirstThatHadIt()
    {
        const auto proof = sentThreeTimes();
        need(proof.accepted());
        const auto priority = [&proof](int number) { return proof.priorityOf(idsOf({number}).front()); };
        QCOMPARE(priority(1), 3u);
        QCOMPARE(priority(3), 3u); // though the second lacked it
        QCOMPARE(priority(4), 5u);
        QCOMPARE(priority(5), 8u);
    }

    void survivesJson()
    {
        const auto proof = sentThreeTimes();
        QVERIFY(need(sync::ContributionProof::fromJson(proof.toJson())) == proof);
        const auto file = sync::replacedFile(proof.records, proof.replaced);
        QVERIFY(need(sync::replacedFromFile(file, proof.records)) == proof.replaced);
        // The ids that all lists share are written once.
        QCOMPARE(proof.toJson().count(idsOf({1}).front().hex().mid(2).toLatin1()), 1);
        auto plain = proof;
        plain.opening.supersedes = 0;
        plain.replaced.clear();
        QVERIFY(!plain.toJson().contains("replaced"));
        QVERIFY(need(sync::ContributionProof::fromJson(plain.toJson())) == plain);
    }

    void onlyAllOfItIsTaken_data()
    {
        QTest::addColumn<int>("how");
        const QStringList ways{u"none"_s,          u"the oldest is missing"_s, u"the order"_s,      u"a record more"_s,
                               u"a record less"_s, u"somebody else's"_s,       u"younger than it"_s};
        for (int how = 0; how < ways.size(); ++how)
            QTest::newRow(qPrintable(ways[how])) << how;
    }
    void onlyAllOfItIsTaken()
    {
        QFETCH(int, how);
        auto proof = sentThreeTimes();
        auto &replaced = proof.replaced;
        switch (how) {
        case 0:
            replaced.clear();
            break;
        case 1:
            replaced.pop_back();
            break;
        case 2:
            std::swap(replaced[0], replaced[1]);
            break;
        case 3:
            replaced[1].records = idsOf({1, 2, 3, 5});
            break;
        case 4:
            replaced[0].records.pop_back();
            break;
        case 5:
            replaced[1].opening.contributor.bytes[19] = 10;
            break;
        default:
            proof.opening.id = 4;
        }
        const auto accepted = proof.accepted();
        QVERIFY(!accepted);
        QCOMPARE(accepted.error().kind, base::ErrorKind::Corrupt);
    }

    void malformedIsRefused()
    {
        const auto proof = sentThreeTimes();
        const auto refused = [&proof](const std::function<void(QJsonArray &)> &change) {
            auto object = *base::parseObject(proof.toJson(), 1 << 20);
            auto list = object[u"replaced"_s].toArray();
            change(list);
            object[u"replaced"_s] = list;
            return !sync::ContributionProof::fromJson(base::canonicalJson(object));
        };
        QVERIFY(!refused([](QJsonArray &) {}));
        QVERIFY(refused([](QJsonArray &list) { list.append(7); }));
        QVERIFY(refused([](QJsonArray &list) {
            for (int i = 0; i < 20; ++i)
                list.append(list.first());
        }));
        QVERIFY(refused([](QJsonArray &list) {
            auto first = list.first().toObject();
            first[u"has"_s] = QJsonArray{u"00"_s};
            list[0] = first;
        }));
        QVERIFY(refused([](QJsonArray &list) { // twice the same
            auto first = list.first().toObject();
            const QString id = QString(64, u'a');
            first[u"has"_s] = QJsonArray{id, id};
            list[0] = first;
        }));
        auto object = *base::parseObject(proof.toJson(), 1 << 20);
        object[u"replaced"_s] = u"everything"_s;
        QVERIFY(!sync::ContributionProof::fromJson(base::canonicalJson(object)));
    }
};

QTEST_GUILESS_MAIN(TestReplacedContributions)
#include "tst_replaced_contributions.moc"
