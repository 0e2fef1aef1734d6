#include <QTest>

#include "sync/practice_payout.h"

#include <QFile>
#include <QTemporaryDir>

using namespace datanet;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

class Steps final : public base::TaskContext
{
public:
    [[nodiscard]] bool cancelled() const override { return stopAfter >= 0 && words.size() >= stopAfter; }
    void progress(std::int64_t, std::int64_t) override { }
    void step(const QString &text) override { words += text; }

    QStringList words;
    qsizetype stopAfter = -1;
};

} // namespace

class TestPracticePayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString program = m_folder->filePath(u"datanet"_s);
        QVERIFY(QFile::copy(QStringLiteral(DATANET_SOURCE_DIR "/tests/core/sync/payout_program.sh"), program));
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
    }

    void takesEveryStep()
    {
        write(u"state"_s, "open");
        Steps steps;
        QCOMPARE(*finish(steps), std::uint64_t(4));
        QCOMPARE(m_advanced, (std::vector<std::uint64_t>{17}));
        QCOMPARE(steps.words.size(), 4);
        QVERIFY(steps.words.constFirst().startsWith(u"Closed round 4"));
        QVERIFY(steps.words.constLast().startsWith(u"Paid round 4 out"));
        QCOMPARE(read(u"state"_s), "final");
    }

    void goesOnWhereItIs()
    {
        write(u"state"_s, "ripe");
        Steps steps;
        QCOMPARE(*finish(steps), std::uint64_t(4));
        QCOMPARE(steps.words.size(), 1);
        QVERIFY(m_advanced.empty());
    }

    void nothingToPayOut()
    {
        write(u"state"_s, "nothing");
        Steps steps;
        const auto finished = finish(steps);
        QVERIFY(!finished);
        QCOMPARE(finished.error().kind, ErrorKind::NotFound);
        QVERIFY(finished.error().what.contains(u"no paid answers"));
        QVERIFY(!finished.error().hint.isEmpty());
        QVERIFY(steps.words.isEmpty());
    }

    // Whoever is at it at the same time makes a step fail: it is tried again.
    void survivesAStepThatFails()
    {
        write(u"state"_s, "open");
        write(u"failures"_s, "2");
        Steps steps;
        QCOMPARE(*finish(steps), std::uint64_t(4));
    }

    void stops()
    {
        write(u"state"_s, "open");
        Steps steps;
        steps.stopAfter = 1;
        const auto finished = finish(steps);
        QVERIFY(!finished);
        QCOMPARE(finished.error().kind, ErrorKind::Cancelled);
        QCOMPARE(read(u"state"_s), "settled");
    }

    void clockThatCannotBeMoved()
    {
        write(u"state"_s, "proposed");
        m_clock = base::fail(ErrorKind::Network, u"no answer"_s);
        Steps steps;
        const auto finished = finish(steps);
        QVERIFY(!finished);
        QCOMPARE(finished.error().kind, ErrorKind::Network);
    }

    void networkThatDoesNotRun()
    {
        qputenv("DATANET_PROGRAM", m_folder->filePath(u"datanet"_s).toUtf8());
        Steps steps;
        const auto finished = sync::finishPracticeRound(sync::Home{m_folder->filePath(u"home"_s)}, 1, steps);
        qunsetenv("DATANET_PROGRAM");
        QVERIFY(!finished);
        QCOMPARE(finished.error().kind, ErrorKind::Conflict);
    }

    void cleanup()
    {
        m_advanced.clear();
        m_clock = {};
    }

private:
    base::Result<std::uint64_t> finish(Steps &steps)
    {
        const sync::PracticeCommand command(m_folder->filePath(u"datanet"_s), m_folder->path());
        return sync::finishRound(
            command, 7,
            [this](std::uint64_t seconds) -> base::Status {
                if (!m_clock)
                    return m_clock;
                m_advanced.push_back(seconds);
                write(u"state"_s, "ripe");
                return {};
            },
            steps);
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<std::uint64_t> m_advanced;
    base::Status m_clock;
};

QTEST_GUILESS_MAIN(TestPracticePayout)
#include "tst_practice_payout.moc"
