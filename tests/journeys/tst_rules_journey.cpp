#include <QTest>

#include "journeys/program.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <memory>

using namespace datanet::test;
using namespace Qt::StringLiterals;

// The rules of a datanet change while people send to it: whoever checks obeys the new ones at once, what was sent
// before is judged by those of its time, by people and by programs alike.
class TestRulesJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        for (const auto &name : {u"Contributor"_s, u"Owner"_s, u"Ada"_s, u"Bo"_s})
            RUN_OK((*m_program)({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 400), 0);
        QVERIFY(standStill(*m_program));
        QVERIFY(startInbox());
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
        m_inbox.kill();
        m_inbox.waitForFinished();
    }

    void theDraftComesFromADataSet()
    {
        m_first = newSet(u"first"_s, "sourdough");
        const QString draft = m_scratch->filePath(u"draft.json"_s);
        const auto drafted = (*m_program)({u"datanet"_s, u"rules"_s, u"draft"_s, m_first, u"--out"_s, draft});
        RUN_OK(drafted, 0);
        QCOMPARE(drafted.json()["rules"_L1]["licence"_L1].toString(), u"CC0-1.0"_s);
        QCOMPARE(drafted.json()["rules"_L1]["schema"_L1]["fields"_L1].toArray().size(), 3);
        RUN_OK((*m_program)({u"datanet"_s, u"rules"_s, u"check"_s, draft}), 0);
        const auto made = as(u"Owner"_s,
                             {u"datanet"_s, u"create"_s, u"--rules"_s, draft, u"--name"_s, u"Breads"_s, u"--inbox"_s,
                              m_inboxUrl, u"--remote"_s, m_scratch->filePath(u"breads.git"_s), u"--kind"_s, u"text"_s});
        RUN_OK(made, 0);
        m_datanet = QString::number(made.json()["id"_L1].toInt());
        m_oldHash = made.json()["termsHash"_L1].toString();
        for (const auto &name : {u"Ada"_s, u"Bo"_s})
            RUN_OK(as(name, {u"review"_s, u"stake"_s, u"--datanet"_s, m_datanet, u"--amount"_s, u"20"_s}), 0);
    }

    void badFilesAreRefused()
    {
        const auto refused = [&](const QByteArray &json, const QByteArray &words) {
            const QString path = file(u"bad.json"_s, json);
            for (const QStringList &command :
                 {QStringList{u"datanet"_s, u"rules"_s, u"check"_s, path},
                  QStringList{u"--account"_s, u"Owner"_s, u"datanet"_s, u"rules"_s, u"set"_s, m_datanet, path}}) {
                const auto run = (*m_program)(command);
                if (run.code == 0 || !QByteArray(run.errors + run.out).contains(words)) {
                    qWarning("%s", said(run).constData());
                    return false;
                }
            }
            return true;
        };
        QVERIFY(
            refused("{\"format\":1,\"title\":\"T\",\"purpose\":\"" + QByteArray(300000, 'x') + "\"}", "262144 bytes"));
        const QByteArray deep = QByteArray(5000, '[') + QByteArray(5000, ']');
        QVERIFY(refused("{\"format\":1,\"title\":\"T\",\"examples\":{\"good\":[{\"record\":{\"a\":" + deep + "}}]}}",
                        "too deeply nested"));
        QVERIFY(refused(R"({"format":1,"title":"T","checks":{"close":{"use":"note","excludes":true}}})", "close"));
        QVERIFY(refused(R"({"format":1,"title":"T","examples":{"good":[{"record":{"a":"ask ada@example.org"}}]}})",
                        "email-address"));
        const auto stranger = as(u"Ada"_s, {u"datanet"_s, u"rules"_s, u"set"_s, m_datanet, rulesFile("Mine")});
        QVERIFY2(stranger.code != 0 && stranger.errors.contains("owner"), said(stranger).constData());
        QCOMPARE(inForce(), m_oldHash);
    }

    // A blank cell is a caution by default, and an e-mail address must be fixed.
    void sentUnderTheOldRules()
    {
        RUN_OK(check(m_first), 1); // the blank cell
        const auto sent = as(u"Contributor"_s, {u"submit"_s, m_first, u"--datanet"_s, m_datanet, u"--may-share"_s});
        RUN_OK(sent, 0);
        m_early = QString::number(sent.json()["contribution"_L1].toInt());
    }

    void cutShortTheOldRulesStay()
    {
        m_second = newSet(u"second"_s, "brioche", " ask baker@example.org");
        RUN_OK(check(m_second), 1);
        QCOMPARE(count(check(m_second), u"email-address"_s), 1);
        // Its remote is not there: nothing is sent, and no other begun in its place.
        const QString remote = m_scratch->filePath(u"breads.git"_s);
        QVERIFY(QFile::rename(remote, remote + u".away"_s));
        const QString file = rulesFile("Breads");
        const auto refused = as(u"Owner"_s, {u"datanet"_s, u"rules"_s, u"set"_s, m_datanet, file});
        QVERIFY2(refused.code == 3 && !QFile::exists(remote), said(refused).constData());
        QVERIFY(QFile::rename(remote + u".away"_s, remote));
        // Killed at any moment, what is in force is whole: the old rules or the new ones.
        for (const int after : {20, 120, 400}) {
            (void)m_program->killed({u"--account"_s, u"Owner"_s, u"datanet"_s, u"rules"_s, u"set"_s, m_datanet, file},
                                    [after](qint64 elapsed) { return elapsed > after; });
            const auto shown = (*m_program)({u"datanet"_s, u"rules"_s, u"show"_s, m_datanet});
            RUN_OK(shown, 0);
        }
    }

    void theOwnerChangesThem()
    {
        const QString file = rulesFile("Breads");
        const auto foreseen = (*m_program)({u"datanet"_s, u"rules"_s, u"check"_s, file, u"--against"_s, m_datanet});
        RUN_OK(foreseen, 0);
        const auto changed = as(u"Owner"_s, {u"datanet"_s, u"rules"_s, u"set"_s, m_datanet, file});
        RUN_OK(changed, 0);
        m_newHash = changed.json()["hash"_L1].toString();
        QVERIFY(m_newHash != m_oldHash);
        QCOMPARE(inForce(), m_newHash);
        const auto again = as(u"Owner"_s, {u"datanet"_s, u"rules"_s, u"set"_s, m_datanet, file});
        RUN_OK(again, 0); // in force already: nothing is sent
        QVERIFY(again.json()["transaction"_L1].isNull());
        QCOMPARE(again.json()["changes"_L1].toArray().size(), 0);

        const auto history = (*m_program)({u"datanet"_s, u"rules"_s, u"history"_s, m_datanet});
        RUN_OK(history, 0);
        const auto versions = history.json()["versions"_L1].toArray();
        QCOMPARE(versions.size(), 2);
        QCOMPARE(versions[0]["hash"_L1]["value"_L1].toString(), m_newHash);
        QCOMPARE(versions[1]["hash"_L1]["value"_L1].toString(), m_oldHash);
        QCOMPARE(versions[1]["since"_L1]["level"_L1].toString(), u"N"_s);
        QVERIFY(versions[0]["since"_L1]["value"_L1].toInt() > versions[1]["since"_L1]["value"_L1].toInt());
        const auto old = (*m_program)({u"datanet"_s, u"rules"_s, u"show"_s, m_datanet, u"--hash"_s, m_oldHash});
        RUN_OK(old, 0);
        QVERIFY(!old.json()["inForce"_L1].toBool());
        QVERIFY(!old.json()["rules"_L1].toObject().contains("checks"_L1));
        const auto differing = (*m_program)({u"datanet"_s, u"rules"_s, u"diff"_s, m_datanet, u"--from"_s, m_oldHash});
        RUN_OK(differing, 1);
        QStringList members;
        const auto changes = differing.json()["changes"_L1].toArray();
        for (const auto &change : changes)
            members += change.toObject()["member"_L1].toString();
        QVERIFY2(members.contains(u"checks.blank-cell.use"_s) && members.contains(u"checks.email-address.use"_s),
                 qPrintable(members.join(u' ')));
        const auto known =
            (*m_program)({u"datanet"_s, u"rules"_s, u"checks"_s, m_datanet}).json()["checks"_L1].toArray();
        for (const auto &each : known) {
            if (each.toObject()["id"_L1].toString() == u"email-address")
                QCOMPARE(each.toObject()["use"_L1].toString(), u"off"_s);
        }
        const auto stale = as(u"Owner"_s, {u"datanet"_s, u"show"_s, m_datanet});
        QCOMPARE(stale.json()["name"_L1]["value"_L1].toString(), u"Breads"_s); // the other texts stay
        QCOMPARE(stale.json()["inbox"_L1]["value"_L1].toString(), m_inboxUrl);
    }

    void whoChecksObeysAtOnce()
    {
        const auto blank = check(m_first);
        RUN_OK(blank, 1);
        QCOMPARE(blank.json()["excluded"_L1].toInt(), 1);
        QVERIFY(blank.json()["blocking"_L1].toInt() >= 1); // was a caution
        QCOMPARE(count(check(m_second), u"email-address"_s), 0); // is off
    }

    // By the rules of its registration the blank cell is no reason to leave a record out.
    void whatWasSentBeforeIsJudgedByItsTime()
    {
        const auto sent = (*m_program)({u"contribution"_s, u"show"_s, m_early});
        QCOMPARE(sent.json()["termsHash"_L1].toString(), m_oldHash);
        QVERIFY(sent.json()["rulesChanged"_L1].toBool());
        const auto opened = as(u"Ada"_s, {u"review"_s, u"open"_s, m_early});
        RUN_OK(opened, 0);
        QVERIFY(accepted(m_early));
        const auto shown = (*m_program)({u"contribution"_s, u"show"_s, m_early});
        QCOMPARE(shown.json()["state"_L1].toString(), u"accepted"_s);
    }

    void whatIsSentNowByTheNewOnes()
    {
        const QString folder = newSet(u"third"_s, "focaccia");
        const auto sent = as(u"Contributor"_s, {u"submit"_s, folder, u"--datanet"_s, m_datanet, u"--may-share"_s});
        QVERIFY2(sent.code != 0, said(sent).constData()); // blocking now: it stays here
        const auto mail = as(u"Contributor"_s,
                             {u"submit"_s, filled(u"fourth"_s, "ciabatta", " ask baker@example.org"), u"--datanet"_s,
                              m_datanet, u"--may-share"_s});
        RUN_OK(mail, 0);
        const QString id = QString::number(mail.json()["contribution"_L1].toInt());
        QVERIFY(accepted(id));
        QCOMPARE((*m_program)({u"contribution"_s, u"show"_s, id}).json()["state"_L1].toString(), u"accepted"_s);
    }

private:
    Run as(const QString &account, const QStringList &words) const
    {
        return (*m_program)(QStringList{u"--account"_s, account} + words);
    }

    Run check(const QString &folder) const
    {
        return as(u"Contributor"_s, {u"check"_s, folder, u"--datanet"_s, m_datanet});
    }

    static int count(const Run &run, const QString &rule)
    {
        const auto rules = run.json()["rules"_L1].toArray();
        for (const auto &each : rules) {
            if (each.toObject()["rule"_L1].toString() == rule)
                return each.toObject()["findings"_L1].toInt();
        }
        return 0;
    }

    QString inForce() const
    {
        return (*m_program)({u"datanet"_s, u"show"_s, m_datanet}).json()["termsHash"_L1]["value"_L1].toString();
    }

    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile target(m_scratch->filePath(name));
        if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size())
            qFatal("%s can't be written", qPrintable(name));
        return target.fileName();
    }

    // The draft with a check that becomes blocking and one that is off.
    QString rulesFile(const QByteArray &title) const
    {
        QFile draft(m_scratch->filePath(u"draft.json"_s));
        if (!draft.open(QIODevice::ReadOnly))
            qFatal("no draft");
        auto rules = QJsonDocument::fromJson(draft.readAll()).object();
        rules["title"_L1] = QString::fromUtf8(title);
        rules["checks"_L1] = QJsonObject{{u"blank-cell"_s, QJsonObject{{u"use"_s, u"blocking"_s}}},
                                         {u"email-address"_s, QJsonObject{{u"use"_s, u"off"_s}}}};
        return file(u"rules.json"_s, QJsonDocument(rules).toJson());
    }

    // Four records of which one has a blank cell.
    QString newSet(const QString &name, const QByteArray &word, const QByteArray &more = {}) const
    {
        return set(name, word, more, "");
    }

    QString filled(const QString &name, const QByteArray &word, const QByteArray &more) const
    {
        return set(name, word, more, "wheat");
    }

    QString set(const QString &name, const QByteArray &word, const QByteArray &more, const QByteArray &cell) const
    {
        static constexpr const char *kWords[]{"is mixed in the evening and left to rise until the sky is grey",
                                              "wants a very hot stone and steam from a pan of boiling water",
                                              "keeps for a week when it is wrapped in linen after cooling down",
                                              "was what travellers carried over the mountains when winter came early"};
        QByteArray lines;
        for (int row = 0; row < 4; ++row) {
            const QByteArray words = word + ' ' + kWords[row] + " said " + word + (row == 2 ? more : QByteArray());
            const QJsonObject record{{u"term"_s, QString(QString::fromUtf8(word) + QString::number(row))},
                                     {u"definition"_s, QString::fromUtf8(words)},
                                     {u"flour"_s, row == 1 ? QString::fromUtf8(cell) : u"rye"_s}};
            lines += QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
        }
        const QString folder = m_scratch->filePath(name);
        for (const QStringList &words : {QStringList{u"init"_s, folder, u"--title"_s, name, u"--domain"_s, u"cooking"_s,
                                                     u"--license"_s, u"CC0-1.0"_s},
                                         QStringList{u"import"_s, folder, file(name + u".jsonl"_s, lines)},
                                         QStringList{u"commit"_s, folder, u"-m"_s, u"first"_s}}) {
            const auto done = (*m_program)(words);
            if (done.code != 0)
                qFatal("%s", said(done).constData());
        }
        return folder;
    }

    bool startInbox()
    {
        m_inbox.start(Program::binary(),
                      {u"--json"_s, u"--home"_s, m_scratch->filePath(u"owner"_s), u"inbox"_s, u"serve"_s, u"--folder"_s,
                       m_scratch->filePath(u"inbox"_s)});
        while (m_inbox.state() != QProcess::NotRunning && !m_inbox.canReadLine() && m_inbox.waitForReadyRead(20000)) { }
        m_inboxUrl = QJsonDocument::fromJson(m_inbox.readLine()).object()["url"_L1].toString();
        return !m_inboxUrl.isEmpty();
    }

    // Both reviewers vote as reviewer programs do, by the checks alone; whether every record was accepted.
    bool accepted(const QString &id) const
    {
        return bothReview([this](const QString &name, const QStringList &words) { return as(name, words); }, id,
                          {u"--from-check"_s});
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    QProcess m_inbox;
    QString m_inboxUrl;
    QString m_datanet;
    QString m_oldHash;
    QString m_newHash;
    QString m_first;
    QString m_second;
    QString m_early;
};

QTEST_GUILESS_MAIN(TestRulesJourney)
#include "tst_rules_journey.moc"
