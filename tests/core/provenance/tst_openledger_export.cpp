#include "support/scratch_workspace.h"

#include "base/canonical_json.h"
#include "provenance/handover.h"
#include "provenance/openledger_export.h"

#include <QDirIterator>

#include <set>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using State = provenance::VerifiedFact::State;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

void append(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(bytes);
}

std::string body(int number, std::size_t length)
{
    return R"({"id":)" + std::to_string(number) + R"(,"text":")" + std::string(length, 'w') + "\"}";
}

} // namespace

class TestOpenLedgerExport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    base::Unwatched m_task;
    crypto::DeviceKey m_key = crypto::DeviceKey::generate();
    const QDateTime m_now = QDateTime::fromString(u"2026-03-01T12:00:00Z"_s, Qt::ISODate);
    int m_count = 0;

    QString fresh() { return m_folder.filePath(u"out-%1"_s.arg(++m_count)); }

    provenance::OpenLedgerReport exported(const std::vector<std::string> &bodies, const QString &folder)
    {
        auto workspace = need(versioning::Workspace::create(fresh(), someMetadata(), schemaWithKey(u"id"_s)));
        need(workspace.workingCopy().setKeyFields({u"id"_s}, m_task));
        importRecords(workspace, bodies);
        const auto version = need(workspace.commit(saying("said"), m_task)).id;
        return need(provenance::exportForOpenLedger(workspace.repository(), folder, {version, &m_key, m_now}, m_task));
    }

    QString bad(const QString &folder, const std::optional<crypto::VerifyingKey> &signer = {})
    {
        for (const auto &fact : need(provenance::verifyHandover(folder, signer, m_task)).facts)
            if (fact.state == State::Bad)
                return fact.subject + u": "_s + fact.words;
        return {};
    }

private Q_SLOTS:
    // Every record in one file, every file and day within the published limits.
    void keepsTheLimits()
    {
        std::vector<std::string> bodies;
        std::set<QByteArray> ids;
        for (int number = 0; number < 260; ++number) {
            // Some above a file's target, one nearly as large as a record may be.
            bodies.push_back(body(number, number == 7 ? 1'040'000 : number % 10 == 0 ? 600'000 : 20'000));
            ids.insert(base::toPlainHex(dataset::recordId(bodies.back()).view()));
        }
        const QString folder = fresh();
        const auto report = exported(bodies, folder);
        QCOMPARE(report.records, 260);
        QVERIFY(report.days >= 3);
        std::int64_t files = 0;
        const auto handover = need(provenance::readHandover(folder));
        QCOMPARE(qsizetype(handover.days.size()), report.days);
        for (const auto &day : handover.days) {
            std::int64_t bytes = 0;
            const auto found = QDir(folder + u'/' + day.folder).entryInfoList(QDir::Files);
            for (const QFileInfo &file : found) {
                QCOMPARE(file.suffix(), u"md"_s);
                QVERIFY(file.size() <= provenance::kOpenLedgerFileBytes);
                bytes += file.size();
            }
            QVERIFY(found.size() <= provenance::kOpenLedgerDayFiles);
            QVERIFY(bytes <= provenance::kOpenLedgerDayBytes);
            QCOMPARE(bytes, day.bytes);
            QCOMPARE(found.size(), day.files);
            files += found.size();
        }
        QCOMPARE(files, report.files);
        const QByteArrayList lines = contents(folder + u"/records.jsonl"_s).trimmed().split('\n');
        QCOMPARE(lines.size(), 260);
        for (const QByteArray &line : lines) {
            const QJsonObject said = need(base::parseObject(line));
            QVERIFY(ids.erase(said[u"id"_s].toString().toLatin1()) == 1);
            QVERIFY(QFileInfo::exists(folder + u'/' + said[u"file"_s].toString()));
        }
        QCOMPARE(bad(folder), QString());
    }

    void readsWell()
    {
        const QString folder = fresh();
        exported({R"({"id":"cache","more":[1],"note":null,"text":"Fast\nstore"})", R"({"id":"port","text":" "})"},
                 folder);
        QCOMPARE(contents(folder + u"/day-01/words-0001.md"_s),
                 "# Words\n\nVersion 1.0.0, licence CC0-1.0.\n\n"
                 "## cache\n\n**more:** [1]\n\n**text:** Fast\nstore\n\n## port\n\n");
    }

    void receiptsHoldTheFiles()
    {
        const QString folder = fresh();
        exported(records(0, 50), folder);
        QVERIFY(provenance::isHandover(folder));
        const QString file = folder + u"/day-01/words-0001.md"_s;
        QCOMPARE(bad(folder), QString());
        QCOMPARE(bad(folder, m_key.publicKey()), QString());
        QVERIFY(bad(folder, crypto::DeviceKey::generate().publicKey()).startsWith(u"receipt: "));

        QCOMPARE(provenance::signUploaded(folder, 2, m_now, m_key, m_task).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(provenance::signUploaded(folder, 1, m_now, crypto::DeviceKey::generate(), m_task).error().kind,
                 base::ErrorKind::Denied);
        const QByteArray before = contents(file);
        append(file, "x");
        QVERIFY(bad(folder).startsWith(u"files: day-01/words-0001.md was changed"));
        QCOMPARE(provenance::signUploaded(folder, 1, m_now, m_key, m_task).error().kind, base::ErrorKind::Corrupt);
        QVERIFY(QFile::resize(file, before.size()));
        QVERIFY(!need(provenance::readHandover(folder)).days.at(0).uploaded);
        need(provenance::signUploaded(folder, 1, m_now.addSecs(60), m_key, m_task));
        QCOMPARE(provenance::signUploaded(folder, 1, m_now, m_key, m_task).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(need(provenance::readHandover(folder)).days.at(0).uploaded, m_now.addSecs(60));
        QCOMPARE(bad(folder), QString());

        append(folder + u"/day-01/more.md"_s, "x");
        QVERIFY(bad(folder).contains(u"more.md is not among"));
        QVERIFY(QFile::remove(folder + u"/day-01/more.md"_s));
        append(folder + u"/receipt.json"_s, " ");
        QVERIFY(bad(folder).startsWith(u"receipt.json"));
    }

    // A receipt of another folder proves nothing about this one.
    void receiptsAreNotExchanged()
    {
        const QString one = fresh();
        const QString other = fresh();
        exported(records(0, 50), one);
        exported(records(100, 50), other);
        need(provenance::signUploaded(one, 1, m_now, m_key, m_task));
        const QString receipt = u"/receipts/day-01.sigstore.json"_s;
        QVERIFY(QFile::copy(one + receipt, other + receipt));
        QVERIFY(bad(other).startsWith(u"day-01: "));
        QCOMPARE(provenance::readHandover(other).error().kind, base::ErrorKind::Corrupt);
        QVERIFY(QFile::remove(other + receipt));
        QVERIFY(QFile::copy(one + u"/receipts/prepared.sigstore.json"_s, other + receipt));
        QVERIFY(bad(other).startsWith(u"day-01: "));
    }

    void nothingToHandOver()
    {
        auto workspace = need(versioning::Workspace::create(fresh(), someMetadata(), schemaWithKey({})));
        need(workspace.workingCopy().setDocument(u"README.md"_s, "words"));
        const auto version = need(workspace.commit(saying("said"), m_task)).id;
        const QString folder = fresh();
        QCOMPARE(provenance::exportForOpenLedger(workspace.repository(), folder, {version, &m_key, m_now}, m_task)
                     .error()
                     .kind,
                 base::ErrorKind::Invalid);
        QVERIFY(!QFileInfo::exists(folder));
    }
};

QTEST_GUILESS_MAIN(TestOpenLedgerExport)
#include "tst_openledger_export.moc"
