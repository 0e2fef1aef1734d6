#include "light/merkle_patricia.h"
#include "support/json_file.h"
#include "support/vectors.h"
#include "trie_builder.h"

#include <QJsonArray>
#include <QtTest>

#include <random>

using namespace datanet;
using namespace Qt::StringLiterals;
namespace rlp = chain::rlp;

namespace {

using Nodes = std::vector<base::Bytes>;

base::Bytes literal(const QString &text)
{
    return text.startsWith("0x"_L1) ? *base::fromHex(text) : text.toUtf8();
}

// One trie of a published file: what is put and removed in order.
struct Published
{
    QString name;
    std::vector<std::pair<base::Bytes, std::optional<base::Bytes>>> steps;
    base::Digest root;
};

std::vector<Published> published(const QString &file, bool secure)
{
    std::vector<Published> all;
    const auto cases = test::jsonFile(test::vectorsPath() + u"/ethereum-tests/TrieTests/"_s + file);
    for (auto it = cases.begin(); it != cases.end(); ++it) {
        const auto object = it->toObject();
        Published trie{
            QString(file + u": "_s + it.key()), {}, *base::Digest::fromHexText(object["root"_L1].toString())};
        const auto add = [&](const QString &keyText, const QJsonValue &value) {
            auto key = literal(keyText);
            if (secure)
                key = crypto::keccak256(key).toBytes();
            trie.steps.emplace_back(key, value.isNull() ? std::nullopt : std::optional(literal(value.toString())));
        };
        const auto in = object["in"_L1];
        if (in.isArray()) {
            for (const auto &pair : in.toArray())
                add(pair.toArray()[0].toString(), pair.toArray()[1]);
        } else {
            const auto map = in.toObject();
            for (auto item = map.begin(); item != map.end(); ++item)
                add(item.key(), *item);
        }
        all.push_back(std::move(trie));
    }
    return all;
}

// Every way of spoiling a proof must be refused, or be about another value than the right one: never accepted as such.
void refuseEveryChange(const base::Digest &root, const base::Bytes &key, const Nodes &nodes)
{
    QVERIFY(light::verifyProof(root, key, nodes));
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        for (qsizetype byte = 0; byte < nodes[node].size(); ++byte) {
            for (int nibble = 1; nibble < 16; ++nibble) {
                for (const int shift : {0, 4}) {
                    auto changed = nodes;
                    changed[node][byte] = static_cast<char>(changed[node][byte] ^ (nibble << shift));
                    QVERIFY(!light::verifyProof(root, key, changed));
                }
            }
        }
        auto changed = nodes;
        changed[node].chop(1);
        QVERIFY(!light::verifyProof(root, key, changed));
        changed = nodes;
        changed[node].append('\0');
        QVERIFY(!light::verifyProof(root, key, changed));
        changed = nodes;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(node));
        QVERIFY(!light::verifyProof(root, key, changed));
        changed = nodes;
        changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(node), nodes[node]);
        QVERIFY(!light::verifyProof(root, key, changed));
        for (std::size_t other = node + 1; other < nodes.size(); ++other) {
            changed = nodes;
            std::swap(changed[node], changed[other]);
            QVERIFY(!light::verifyProof(root, key, changed));
        }
    }
    for (std::size_t size = 0; size < nodes.size(); ++size)
        QVERIFY(!light::verifyProof(root, key, std::span(nodes).first(size)));
}

base::Bytes key32(unsigned number)
{
    return crypto::keccak256(QByteArray::number(number)).toBytes();
}

} // namespace

class TestMerklePatricia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The builder's roots are the published ones, so its proofs are proofs in real tries.
    void publishedTries_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("secure");
        QTest::newRow("any order") << u"trieanyorder.json"_s << false;
        QTest::newRow("in order") << u"trietest.json"_s << false;
        QTest::newRow("any order, secure") << u"trieanyorder_secureTrie.json"_s << true;
        QTest::newRow("in order, secure") << u"trietest_secureTrie.json"_s << true;
        QTest::newRow("hex, secure") << u"hex_encoded_securetrie_test.json"_s << true;
    }

    void publishedTries()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no test vectors beside the checkout");
        QFETCH(QString, file);
        QFETCH(bool, secure);
        const auto tries = published(file, secure);
        QVERIFY(!tries.empty());
        for (const auto &trie : tries) {
            test::TrieBuilder builder;
            std::map<base::Bytes, std::optional<base::Bytes>> content;
            for (const auto &[key, value] : trie.steps) {
                content[key] = value;
                value ? builder.put(key, *value) : builder.remove(key);
            }
            QVERIFY2(builder.root() == trie.root, qPrintable(trie.name));
            for (const auto &[key, value] : content) {
                const auto found = light::verifyProof(trie.root, key, builder.proof(key));
                QVERIFY2(found && *found == value, qPrintable(trie.name));
            }
            const base::Bytes absent("nobody put this");
            const auto found = light::verifyProof(trie.root, absent, builder.proof(absent));
            QVERIFY2(found && !*found, qPrintable(trie.name));
        }
    }

    void everyChangeIsRefused()
    {
        test::TrieBuilder builder;
        for (unsigned i = 0; i < 40; ++i)
            builder.put(key32(i), rlp::encodeNumber(i + 1));
        refuseEveryChange(builder.root(), key32(7), builder.proof(key32(7)));
        refuseEveryChange(builder.root(), key32(1000), builder.proof(key32(1000)));
        // Short keys make embedded nodes, extensions and a value inside a branch.
        test::TrieBuilder small;
        for (const auto *key : {"do", "dog", "doge", "horse"})
            small.put(key, "v");
        for (const auto *key : {"do", "dog", "doge", "horse", "do!", "x"})
            refuseEveryChange(small.root(), key, small.proof(key));
    }

    // A proof for one key says nothing else about another than that trie's truth.
    void proofsOfOtherKeys()
    {
        test::TrieBuilder builder;
        std::mt19937 random(3);
        for (unsigned i = 0; i < 200; ++i)
            builder.put(key32(i), rlp::encodeNumber(random() % 1000 + 1));
        const auto root = builder.root();
        std::vector<Nodes> proofs;
        for (unsigned i = 0; i < 200; ++i)
            proofs.push_back(builder.proof(key32(i)));
        for (unsigned asked = 0; asked < 200; ++asked) {
            const auto right = *light::verifyProof(root, key32(asked), proofs[asked]);
            QVERIFY(right);
            for (unsigned other = 0; other < 200; ++other) {
                const auto found = light::verifyProof(root, key32(asked), proofs[other]);
                QVERIFY(!found || *found == right);
            }
        }
    }

    void runningOutIsNotAbsence()
    {
        test::TrieBuilder builder;
        builder.put(key32(1), rlp::encodeNumber(5));
        QVERIFY(!light::verifyProof(builder.root(), key32(1), {}));
        QVERIFY(!light::verifyProof(base::Digest(), key32(1), {}));
        const auto empty = light::verifyProof(light::emptyTrieRoot(), key32(1), {});
        QVERIFY(empty && !*empty);
        QVERIFY(!light::verifyProof(light::emptyTrieRoot(), key32(1), builder.proof(key32(1))));
        QCOMPARE(light::emptyTrieRoot().hex(), u"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"_s);
    }

    void malformedNodes()
    {
        const auto key = key32(1);
        const auto refused = [&](const base::Bytes &node) {
            return !light::verifyProof(crypto::keccak256(node), key, std::array{node});
        };
        const auto pair = [](const char *path, const base::Bytes &value) {
            return rlp::encodeList(std::array{rlp::encodeString(*base::fromHex(QString::fromLatin1(path))), value});
        };
        QVERIFY(refused(rlp::encodeString("not a list")));
        QVERIFY(refused(rlp::encodeList(Nodes(3, rlp::encodeString({})))));
        QVERIFY(refused(pair("40", rlp::encodeString("v")))); // unknown flags
        QVERIFY(refused(pair("0112", rlp::encodeString("v")))); // even path with a nibble in the flags
        QVERIFY(refused(pair("", rlp::encodeString("v")))); // no flags
        QVERIFY(refused(pair("00", rlp::encodeString(QByteArray(32, 'h'))))); // extension without path
        // A leaf for exactly this key without a value, or with a list as its value.
        const base::Bytes whole = base::Bytes("\x20") + key;
        QVERIFY(refused(rlp::encodeList(std::array{rlp::encodeString(whole), rlp::encodeString({})})));
        QVERIFY(refused(rlp::encodeList(std::array{rlp::encodeString(whole), rlp::encodeList({})})));
        QVERIFY(light::verifyProof(
            crypto::keccak256(rlp::encodeList(std::array{rlp::encodeString(whole), rlp::encodeString("v")})), key,
            std::array{rlp::encodeList(std::array{rlp::encodeString(whole), rlp::encodeString("v")})}));
        QVERIFY(!light::verifyProof(base::Digest(), key, Nodes(light::kMaxProofNodes + 1)));
    }

    void accounts()
    {
        const auto address = *base::Address::from(QByteArray(20, 'a'));
        const auto key = crypto::keccak256(address.view()).toBytes();
        const auto leaf = [](std::vector<base::Bytes> fields) { return rlp::encodeList(fields); };
        const auto hash = rlp::encodeString(QByteArray(32, 'h'));
        const auto check = [&](const base::Bytes &content) {
            test::TrieBuilder builder;
            builder.put(key, content);
            builder.put(key32(9), "other");
            return light::verifyAccount(builder.root(), address, builder.proof(key));
        };
        const auto good = check(leaf({rlp::encodeNumber(3), rlp::encodeNumber(1000), hash, hash}));
        QVERIFY(good && good->exists);
        QCOMPARE(good->nonce, 3u);
        QCOMPARE(good->balance, base::Uint256(1000));
        QVERIFY(!check(leaf({rlp::encodeNumber(3), rlp::encodeNumber(1000), hash})));
        QVERIFY(!check(leaf({rlp::encodeNumber(3), rlp::encodeNumber(1000), hash, hash, hash})));
        QVERIFY(!check(leaf({rlp::encodeString(QByteArray("\0\1", 2)), rlp::encodeNumber(1), hash, hash})));
        QVERIFY(!check(leaf({rlp::encodeNumber(3), rlp::encodeNumber(1000), rlp::encodeString("short"), hash})));
        QVERIFY(!check(base::Bytes(leaf({rlp::encodeNumber(3), rlp::encodeNumber(1000), hash, hash}) + 'x')));

        test::TrieBuilder without;
        without.put(key32(9), "other");
        const auto absent = light::verifyAccount(without.root(), address, without.proof(key));
        QVERIFY(absent && !absent->exists);
        QCOMPARE(absent->balance, base::Uint256());
    }

    void storageValues()
    {
        const base::Bytes32 slot = base::Uint256(7).toBytes32();
        const auto key = crypto::keccak256(slot.view()).toBytes();
        const auto check = [&](const base::Bytes &content) {
            test::TrieBuilder builder;
            builder.put(key, content);
            return light::verifySlot(builder.root(), slot, builder.proof(key));
        };
        QCOMPARE(*check(rlp::encodeNumber(300)), base::Uint256(300));
        QCOMPARE(*check(rlp::encodeNumber(0)), base::Uint256()); // a cleared slot as anvil keeps it
        QVERIFY(!check(rlp::encodeString(QByteArray("\0\1", 2))));
        QVERIFY(!check(rlp::encodeString(QByteArray(33, 'x'))));
        QVERIFY(!check("\x82\x01"));
        QVERIFY(!check(rlp::encodeList({})));
    }
};

QTEST_GUILESS_MAIN(TestMerklePatricia)
#include "tst_merkle_patricia.moc"
