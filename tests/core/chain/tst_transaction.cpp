#include "chain/transaction.h"
#include "crypto/address.h"
#include "support/anvil.h"
#include "support/json_file.h"
#include "support/vectors.h"

#include <QDirIterator>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

crypto::SecretKey testKey()
{
    return *crypto::SecretKey::from(base::Secret::from(*base::fromHex(QString::fromLatin1(test::Anvil::kFirstKey))));
}

chain::Transaction sample()
{
    chain::Transaction transaction;
    transaction.chainId = 1612;
    transaction.nonce = 7;
    transaction.maxPriorityFeePerGas = 1'000'000;
    transaction.maxFeePerGas = 2'000'000'000;
    transaction.gasLimit = 60'000;
    transaction.to = base::Address::fromHexText(u"095e7baea6a6c7c4c2dfeb977efac326af552d87"_s);
    transaction.value = 5;
    transaction.data = *base::fromHex(u"a9059cbb00ff"_s);
    return transaction;
}

} // namespace

class TestTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What must be refused is refused, and what must be read is read with its hash and sender.
    void publishedVectors()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no test vectors beside the checkout");
        int valid = 0;
        int refused = 0;
        QDirIterator files(test::vectorsPath() + u"/ethereum-tests/TransactionTests"_s, {u"*.json"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const auto path = files.next();
            const auto cases = test::jsonFile(path);
            for (auto it = cases.begin(); it != cases.end(); ++it) {
                const auto expected = it->toObject()["result"_L1].toObject()["Cancun"_L1].toObject();
                const auto raw = base::fromHex(it->toObject()["txbytes"_L1].toString());
                const auto decoded = raw ? chain::decodeSigned(*raw, 1)
                                         : base::fail(base::ErrorKind::Invalid, u"no hexadecimal digits"_s);
                if (!expected.contains("hash"_L1)) {
                    ++refused;
                    QVERIFY2(!decoded, qPrintable(path));
                    continue;
                }
                ++valid;
                QVERIFY2(decoded, qPrintable(path + u": "_s + (decoded ? QString() : decoded.error().what)));
                QCOMPARE(decoded->hash.hex(), expected["hash"_L1].toString());
                QCOMPARE(decoded->sender.hex(), expected["sender"_L1].toString());
                QCOMPARE(base::Uint256(decoded->transaction.intrinsicGas()),
                         *base::Uint256::fromHexQuantity(expected["intrinsicGas"_L1].toString()));
            }
        }
        QVERIFY(valid >= 49);
        QVERIFY(refused >= 159);
    }

    void signedBytesSayWhatWasAskedFor()
    {
        const auto key = testKey();
        const auto result = chain::sign(sample(), key);
        QVERIFY(result);
        QCOMPARE(result->sender, key.address());
        QVERIFY(result->transaction == sample());
        const auto again = chain::decodeSigned(result->raw, 1612);
        QVERIFY(again);
        QVERIFY(again->transaction == sample());
        QVERIFY(!chain::decodeSigned(result->raw, 1613));
    }

    // No changed byte may leave the same sender with another transaction, or the same transaction under another form.
    void everyChangedByteIsRefusedOrSomebodyElses()
    {
        const auto original = *chain::sign(sample(), testKey());
        for (qsizetype i = 0; i < original.raw.size(); ++i) {
            for (const int flip : {1, 0x10, 0x80}) {
                auto raw = original.raw;
                raw[i] = static_cast<char>(raw[i] ^ flip);
                if (const auto decoded = chain::decodeSigned(raw, 1612))
                    QVERIFY(decoded->sender != original.sender);
            }
            QVERIFY(!chain::decodeSigned(original.raw.first(i), 1612));
        }
        QVERIFY(!chain::decodeSigned(base::Bytes(original.raw + '\0'), 1612));
    }

    void refusesWhatNodesWouldRefuse()
    {
        auto transaction = sample();
        transaction.gasLimit = transaction.intrinsicGas() - 1;
        QVERIFY(!chain::sign(transaction, testKey()));
        transaction = sample();
        transaction.maxPriorityFeePerGas = *transaction.maxFeePerGas.plus(1);
        QVERIFY(!chain::sign(transaction, testKey()));
        transaction = sample();
        transaction.chainId.reset();
        QVERIFY(!chain::sign(transaction, testKey()));
    }

    void createdAddress()
    {
        // The first contract of the first anvil account, as every anvil user knows it.
        QCOMPARE(crypto::checksummed(chain::createdAddress(testKey().address(), 0)),
                 u"0x5FbDB2315678afecb367f032d93F642f64180aa3"_s);
    }
};

QTEST_GUILESS_MAIN(TestTransaction)
#include "tst_transaction.moc"
