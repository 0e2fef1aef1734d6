#include "croissant_rules.h"
#include "support/scratch_workspace.h"

#include "crypto/digest.h"
#include "dataset/data_set_card.h"
#include "dataset/importer.h"
#include "dataset/record_parser.h"
#include "provenance/semantic_version.h"
#include "provenance/signed_folder.h"
#include "provenance/version_export.h"
#include "versioning/version_row_source.h"

#include <QRandomGenerator>

#include <csignal>
#include <sys/resource.h>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using provenance::FolderFormat;

namespace {

class Sink final : public dataset::RecordSink
{
public:
    base::Status accept(std::string_view body, const base::Digest &, std::int64_t) override
    {
        bodies.emplace_back(body);
        return {};
    }
    base::Status reject(std::string_view, std::int64_t, const QString &reason) override
    {
        rejects << reason;
        return {};
    }
    std::vector<std::string> bodies;
    QStringList rejects;
};

// Gives up at the n-th look.
class Stopping final : public base::TaskContext
{
public:
    explicit Stopping(int looks) : m_left(looks) { }
    [[nodiscard]] bool cancelled() const override { return --m_left < 0; }
    void progress(std::int64_t, std::int64_t) override { }

private:
    mutable int m_left;
};

// Records with everything that JSON has.
class Generator
{
public:
    explicit Generator(quint32 seed) : m_random(seed) { }

    // plain: nothing that a table cannot carry.
    std::string record(int number, bool plain)
    {
        QJsonObject object{{u"id"_s, number}};
        if (m_random.bounded(4))
            object.insert(u"text"_s, words(m_random.bounded(50) == 0 ? 4000 : m_random.bounded(8)));
        if (m_random.bounded(2))
            object.insert(u"score"_s, m_random.bounded(100'000) / 64.0 - 500);
        if (m_random.bounded(2))
            object.insert(u"good"_s, m_random.bounded(2) == 1);
        if (m_random.bounded(2))
            object.insert(u"day"_s, u"20%1-02-28"_s.arg(m_random.bounded(10, 99)));
        if (m_random.bounded(2))
            object.insert(u"more"_s, value(3));
        if (m_random.bounded(3) == 0)
            object.insert(u"odd “name”, with\nlines"_s, words(2));
        if (!plain && m_random.bounded(3) == 0)
            object.insert(m_random.bounded(2) ? u"text"_s : u"score"_s, QJsonValue::Null);
        dataset::RecordParser parser;
        return std::string(need(parser.canonical(QJsonDocument(object).toJson().toStdString())));
    }

private:
    QString words(int count)
    {
        static const QString kPieces[] = {
            u"a"_s,    u","_s,       u"\""_s,     u"\n"_s, u"\r\n"_s, u" "_s,          u"\t"_s,
            u"1"_s,    u"true"_s,    u"null"_s,   u"{"_s,  u"é"_s,    u"\U0001f600"_s, u"\u0001"_s,
            u"中文"_s, u"e\u0301"_s, u"\u2028"_s, u"-"_s,  u"\\"_s,   u"2024-01-01"_s, u"العربية"_s};
        QString text;
        for (; count > 0; --count)
            text += kPieces[m_random.bounded(int(std::size(kPieces)))];
        return text;
    }
    QJsonValue value(int depth)
    {
        switch (m_random.bounded(depth > 0 ? 6 : 4)) {
        case 0:
            return words(m_random.bounded(4));
        case 1:
            return m_random.bounded(1000) / 8.0;
        case 2:
            return m_random.bounded(2) == 1;
        case 3:
            return QJsonValue::Null;
        case 4:
            return QJsonArray{value(depth - 1), value(depth - 1)};
        default:
            return QJsonObject{{u"x"_s, value(depth - 1)}, {words(1), value(depth - 1)}};
        }
    }

    QRandomGenerator m_random;
};

dataset::Schema schema()
{
    return need(
        dataset::Schema::fromJson(R"({"fields":[{"name":"id","type":"integer","title":"Number"},)"
                                  R"({"name":"text","type":"string","description":"What | it says"},)"
                                  R"({"name":"score","type":"number"},{"name":"good","type":"boolean"},)"
                                  R"({"name":"day","type":"date"},{"name":"more","type":"any"}],)"
                                  R"("primaryKey":["id"],"datanet:textField":"text","datanet:labelField":"good"})"));
}

dataset::Metadata metadata()
{
    dataset::Metadata result;
    result.title = u"Größe & {Words}"_s;
    result.summary = u"Said \"shortly\"."_s;
    result.domain = u"computing: all"_s;
    result.licence = u"CC-BY-4.0"_s;
    result.language = u"pt-BR"_s;
    result.authors = {{u"Ada"_s, u"0x52908400098527886E0F7030069857D2E4169EE7"_s}, {u"Bo"_s, {}}};
    result.sources = {{u"A list"_s, u"https://example.org/list"_s, u"CC0-1.0"_s}, {u"Own words"_s, {}, {}}};
    return result;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

QJsonObject json(const QString &path)
{
    return QJsonDocument::fromJson(contents(path)).object();
}

int rounds(int usual)
{
    return qEnvironmentVariableIsSet("DATANET_PROPERTY_ROUNDS")
        ? qEnvironmentVariableIntValue("DATANET_PROPERTY_ROUNDS")
        : usual;
}

} // namespace

class TestVersionExport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    base::Unwatched m_task;
    crypto::DeviceKey m_key = crypto::DeviceKey::generate();
    int m_count = 0;

    QString path(const QString &name) { return m_folder.filePath(name); }
    QString fresh() { return path(u"out-%1"_s.arg(++m_count)); }
    versioning::Workspace workspace()
    {
        auto made = need(versioning::Workspace::create(fresh(), metadata().toJson(), schema().toJson()));
        need(made.workingCopy().setKeyFields({u"id"_s}, m_task));
        return made;
    }
    versioning::CommitId commit(versioning::Workspace &from) { return need(from.commit(saying("said"), m_task)).id; }

    QString exported(versioning::Workspace &from, FolderFormat format, const versioning::CommitId &version,
                     provenance::FolderExportReport *report = nullptr)
    {
        const QString folder = fresh();
        const auto done =
            need(provenance::exportFolder(from.repository(), folder, {version, format, {}, &m_key}, m_task));
        if (report)
            *report = done;
        return folder;
    }
    std::vector<std::string> importedFrom(const QString &file)
    {
        Sink sink;
        dataset::ImportOptions options;
        options.schema = schema();
        options.encoding = u"UTF-8"_s;
        if (file.endsWith(u".csv")) {
            options.delimiter = ',';
            options.quote = '"';
        }
        need(dataset::importFile(file, options, sink, m_task));
        if (!sink.rejects.isEmpty())
            throw std::runtime_error(sink.rejects.join(u'\n').toStdString());
        return sink.bodies;
    }

private Q_SLOTS:
    // import(export(x)) = x for every lossless format.
    void comesBackEqual()
    {
        for (int round = 0; round < rounds(6); ++round) {
            const bool plain = round % 2 == 0;
            Generator generator(quint32(7 + round));
            std::vector<std::string> bodies;
            for (int row = 0; row < 120; ++row)
                bodies.push_back(generator.record(row, plain));
            auto from = workspace();
            importRecords(from, bodies);
            const auto version = commit(from);
            const QString croissant = exported(from, FolderFormat::Croissant, version);
            QCOMPARE(CroissantRules::broken(croissant), QStringList());
            QVERIFY(importedFrom(croissant + u"/records.jsonl"_s) == bodies);
            const QString package = exported(from, FolderFormat::DataPackageJsonLines, version);
            QVERIFY(importedFrom(package + u"/data.jsonl"_s) == bodies);
            provenance::FolderExportReport report;
            const QString table = exported(from, FolderFormat::DataPackageCsv, version, &report);
            QCOMPARE(report.inexact == 0,
                     plain); // it says what a table cannot carry: null, but in a column of any type
            if (plain)
                QVERIFY(importedFrom(table + u"/data.csv"_s) == bodies);
        }
    }

    void everyVersionAsItWas()
    {
        auto from = workspace();
        importRecords(from, records(0, 1500));
        const auto first = commit(from);
        importRecords(from, records(1500, 900));
        const auto second = commit(from);
        importRecords(from, records(5000, 5)); // in no version
        QVERIFY(importedFrom(exported(from, FolderFormat::Croissant, first) + u"/records.jsonl"_s) == records(0, 1500));
        QVERIFY(importedFrom(exported(from, FolderFormat::Croissant, second) + u"/records.jsonl"_s)
                == records(0, 2400));
        auto rows = need(versioning::VersionRowSource::of(from.repository(), second));
        QCOMPARE(rows.count(), 2400);
        std::string_view body;
        QVERIFY(need(rows.next(body)));
        need(rows.rewind());
        QVERIFY(need(rows.next(body)));
        QVERIFY(body == record(0));
    }

    void croissantSaysWhatIsKnown()
    {
        auto from = workspace();
        importRecords(from, records(0, 30));
        const auto attached = need(from.workingCopy().attach("\x89PNG\r\n\x1a\n....."));
        commit(from);
        importRecords(from, records(30, 1));
        const auto version = commit(from);
        const QString folder = fresh();
        need(provenance::exportFolder(from.repository(), folder,
                                      {version, FolderFormat::Croissant, u"https://example.org/words"_s, &m_key},
                                      m_task));
        QCOMPARE(CroissantRules::broken(folder), QStringList());
        const QJsonObject root = json(folder + u"/croissant.json"_s);
        QCOMPARE(root[u"license"_s].toString(), u"https://spdx.org/licenses/CC-BY-4.0.html"_s);
        QCOMPARE(root[u"version"_s].toString(), u"1.1.0"_s);
        QCOMPARE(root[u"url"_s].toString(), u"https://example.org/words"_s);
        QCOMPARE(root[u"identifier"_s].toString(), QString(u"swh:1:rev:"_s + versioning::idText(version)));
        QCOMPARE(root[u"creator"_s].toArray().size(), 2);
        QCOMPARE(root[u"datePublished"_s].toString(), u"2023-11-14T22:13:20Z"_s);
        QCOMPARE(root[u"prov:wasDerivedFrom"_s].toArray().size(), 2);
        QCOMPARE(root[u"prov:wasRevisionOf"_s].toArray().size(), 1);
        QVERIFY(root[u"citeAs"_s].toString().startsWith(u"@misc{gro-e-words"_s));
        const QJsonObject set = root[u"recordSet"_s].toArray()[0].toObject();
        QCOMPARE(set[u"key"_s].toObject()[u"@id"_s].toString(), u"records/id"_s);
        QCOMPARE(set[u"field"_s].toArray()[3].toObject()[u"dataType"_s].toArray(),
                 (QJsonArray{u"sc:Boolean"_s, u"cr:Label"_s}));
        QCOMPARE(root[u"distribution"_s].toArray()[1].toObject()[u"encodingFormat"_s].toArray(),
                 QJsonArray{u"image/png"_s});
        const QString name = QString::fromLatin1(base::toPlainHex(attached.view()));
        QVERIFY(
            contents(folder + u"/media/"_s + name.left(2) + u'/' + name.mid(2, 2) + u'/' + name).startsWith("\x89PNG"));
        QCOMPARE(provenance::exportFolder(from.repository(), fresh(),
                                          {version, FolderFormat::Croissant, u"example"_s, nullptr}, m_task)
                     .error()
                     .kind,
                 base::ErrorKind::Invalid);
    }

    void dataPackageAndCard()
    {
        auto from = workspace();
        need(from.workingCopy().setDocument(u"README.md"_s, "---\nlicense: other\n---\n# Own words\n\nKept."));
        Generator generator(1);
        importRecords(from, {generator.record(1, true), R"({"extra":[1],"id":2})"});
        const auto version = commit(from);
        for (const auto format : {FolderFormat::DataPackageCsv, FolderFormat::DataPackageJsonLines}) {
            const QString folder = exported(from, format, version);
            const QJsonObject root = json(folder + u"/datapackage.json"_s);
            QCOMPARE(root[u"name"_s].toString(), u"gro-e-words"_s);
            const QJsonObject table = root[u"resources"_s].toArray()[0].toObject();
            const QByteArray bytes = contents(folder + u'/' + table[u"path"_s].toString());
            QCOMPARE(table[u"bytes"_s].toInteger(), bytes.size());
            QCOMPARE(table[u"hash"_s].toString().toLatin1(),
                     "sha256:" + base::toPlainHex(crypto::sha256(bytes).view()));
            QStringList names;
            for (const QJsonValue field : table[u"schema"_s].toObject()[u"fields"_s].toArray())
                names << field.toObject()[u"name"_s].toString();
            QVERIFY(names.contains(u"extra"_s));
            QCOMPARE(table[u"schema"_s].toObject()[u"primaryKey"_s].toArray(), QJsonArray{u"id"_s});
            const QByteArray card = contents(folder + u"/README.md"_s);
            QVERIFY(
                card.startsWith("---\npretty_name: \"Größe & {Words}\"\nlicense: cc-by-4.0\nlanguage:\n- \"pt\"\n"));
            QVERIFY(card.contains("size_categories:\n- n<1K\n"));
            QVERIFY(card.contains("---\n\n# Own words\n\nKept.\n"));
            QCOMPARE(card.count("license:"), 1);
            QVERIFY(card.contains("What \\| it says"));
        }
        dataset::DescribedExport large;
        large.data.bytes = 30'000'000'000;
        large.media.resize(10'000, {u"media/aa/bb/x"_s, {}, 1, {}});
        QCOMPARE(dataset::hubLimits(large).size(), 2);
        large.metadata.licence = u"LicenseRef-own"_s;
        QVERIFY(dataset::dataSetCard(large).contains("license: other\nlicense_name: \"licenseref-own\"\nsize"));
    }

    void semanticVersions()
    {
        auto from = workspace();
        importRecords(from, records(0, 1200));
        const auto check = [&](const char *expected) {
            const auto version = commit(from);
            QCOMPARE(need(provenance::semanticVersion(from.repository(), version, m_task)).text(),
                     QString::fromLatin1(expected));
        };
        auto &copy = from.workingCopy();
        check("1.0.0");
        importRecords(from, records(1200, 3));
        check("1.1.0");
        need(copy.setDocument(u"README.md"_s, "words"));
        check("1.1.1");
        need(copy.append(record(7777)));
        check("1.2.0");
        const auto row = need(copy.rows().page(600, 1)).at(0);
        need(copy.replace(row.position, record(600, "other words")));
        check("2.0.0");
        need(copy.attach("source"));
        check("2.1.0");
        const dataset::Position third = need(copy.rows().page(3, 1)).at(0).position;
        need(copy.remove({&third, 1}));
        check("3.0.0");
    }

    void nothingIsWrittenOver()
    {
        auto from = workspace();
        importRecords(from, records(0, 10));
        const auto version = commit(from);
        const QString folder = exported(from, FolderFormat::Croissant, version);
        const QByteArray before = contents(folder + u"/croissant.json"_s);
        const auto again = provenance::exportFolder(from.repository(), folder, {version, {}, {}, nullptr}, m_task);
        QCOMPARE(again.error().kind, base::ErrorKind::Conflict);
        QVERIFY(!again.error().hint.isEmpty());
        QCOMPARE(contents(folder + u"/croissant.json"_s), before);
        QCOMPARE(
            provenance::exportFolder(from.repository(), path(u"no/such/place"_s), {version, {}, {}, nullptr}, m_task)
                .error()
                .kind,
            base::ErrorKind::NotFound);
    }

    void stoppedOrWithoutRoomItLeavesNothing()
    {
        auto from = workspace();
        importRecords(from, records(0, 20'000));
        const auto version = commit(from);
        QDir().mkpath(path(u"place"_s));
        const QString folder = path(u"place/out"_s);
        const auto left = [&] { return QDir(path(u"place"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot); };
        for (const int looks : {0, 1, 5, 15, 22}) {
            Stopping task(looks);
            const auto stopped = provenance::exportFolder(from.repository(), folder, {version, {}, {}, &m_key}, task);
            QVERIFY(!stopped);
            QCOMPARE(stopped.error().kind, base::ErrorKind::Cancelled);
            QCOMPARE(left(), QStringList());
        }
        // A limit on files is what a full disk looks like from here.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit usual{};
        ::getrlimit(RLIMIT_FSIZE, &usual);
        const rlimit small{200'000, usual.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto full = provenance::exportFolder(from.repository(), folder, {version, {}, {}, &m_key}, m_task);
        ::setrlimit(RLIMIT_FSIZE, &usual);
        QVERIFY(!full);
        QCOMPARE(full.error().kind, base::ErrorKind::Io);
        QVERIFY(!full.error().hint.isEmpty());
        QCOMPARE(left(), QStringList());
    }

    void theFolderIsSigned()
    {
        using State = provenance::VerifiedFact::State;
        auto from = workspace();
        importRecords(from, records(0, 10));
        const QString folder = exported(from, FolderFormat::DataPackageCsv, commit(from));
        QVERIFY(provenance::isSignedFolder(folder));
        QVERIFY(need(provenance::verifyFolder(folder, {}, m_task)).isGood());
        QVERIFY(need(provenance::verifyFolder(folder, m_key.publicKey(), m_task)).isGood());
        QVERIFY(!need(provenance::verifyFolder(folder, crypto::DeviceKey::generate().publicKey(), m_task)).isGood());
        const auto said = [&] {
            const auto facts = need(provenance::verifyFolder(folder, {}, m_task)).facts;
            return facts.back().state == State::Bad ? facts.back().words : QString();
        };
        QFile extra(folder + u"/0.txt"_s);
        QVERIFY(extra.open(QIODevice::WriteOnly));
        extra.close();
        QVERIFY(said().startsWith(u"0.txt"_s));
        extra.remove();
        QCOMPARE(said(), QString());
        QFile data(folder + u"/data.csv"_s);
        QVERIFY(data.open(QIODevice::Append));
        data.write("x");
        data.close();
        QVERIFY(said().startsWith(u"data.csv was changed"_s));
        data.remove();
        QVERIFY(said().startsWith(u"data.csv is missing"_s));
    }
};

QTEST_GUILESS_MAIN(TestVersionExport)
#include "tst_version_export.moc"
