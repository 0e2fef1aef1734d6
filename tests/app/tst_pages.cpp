// Shows every place of the window, in light and dark, on real services over a home of its own, and fails on any warning
// of QML. What was shown is drawn to screenshots/<page>-<light|dark>.png. DATANET_PAGES_HOME names a home that a
// journey has filled; without it the home is new and no network answers.

#include "desktop/services.h"
#include "viewmodels/account_history.h"
#include "viewmodels/asking.h"
#include "viewmodels/contribution_details.h"
#include "viewmodels/contributions_view.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/models_view.h"
#include "viewmodels/payout_rounds.h"
#include "viewmodels/review_desk.h"
#include "viewmodels/studio.h"
#include "viewmodels/text_tracing.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

int colours(const QImage &picture)
{
    QSet<QRgb> found;
    for (int y = 0; y < picture.height(); y += 7) {
        for (int x = 0; x < picture.width(); x += 7)
            found.insert(picture.pixel(x, y));
    }
    return int(found.size());
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void compiles_data();
    void compiles();
    void shows_data();
    void shows();

private:
    bool openContribution(QQuickWindow *window);
    bool askSomething();
    bool traceSomething();
    static void pointAtFirstPart(QQuickWindow *window, bool byMouse);
    void goToFinding();
    void openAnswersTab(QQuickWindow *window, int tab);
    void draw(QQuickWindow *window, const QString &name, const QSize &size);

    QTemporaryDir m_temporary;
    QString m_home;
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<app::Studio> m_studio;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QStringList m_warnings;
};

void TestPages::initTestCase()
{
    QQuickStyle::setStyle(u"Basic"_s);
    QVERIFY(m_temporary.isValid());
    m_home = qEnvironmentVariable("DATANET_PAGES_HOME", m_temporary.path());
    QVERIFY(QDir().mkpath(QStringLiteral(DATANET_BINARY_DIR "/screenshots")));
}

void TestPages::init()
{
    m_warnings.clear();
    auto services = app::Services::make(m_home, u":/datanet"_s);
    QVERIFY(services);
    m_services = std::move(*services);
    m_studio = std::make_unique<app::Studio>(*m_services);
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(u":/qt/qml"_s);
    connect(m_engine.get(), &QQmlEngine::warnings, this, [this](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors)
            m_warnings << error.toString();
    });
}

void TestPages::cleanup()
{
    m_engine.reset();
    m_studio.reset();
    m_services.reset();
}

void TestPages::compiles_data()
{
    QTest::addColumn<QUrl>("file");
    const QDir module(u":/qt/qml/Datanet/Ui"_s);
    const auto add = [](const QDir &folder, const auto &self) -> void {
        for (const QFileInfo &entry : folder.entryInfoList({u"*.qml"_s}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(entry.fileName())) << QUrl(u"qrc"_s + entry.filePath());
        for (const QFileInfo &entry : folder.entryInfoList(QDir::Dirs, QDir::Name))
            self(QDir(entry.filePath()), self);
    };
    add(module, add);
}

void TestPages::compiles()
{
    QFETCH(const QUrl, file);
    const QQmlComponent component(m_engine.get(), file);
    QVERIFY2(component.isReady(), qPrintable(component.errorString()));
}

void TestPages::shows_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    const QStringList places{
        u"welcome"_s,
        u"home"_s,
        u"data"_s,
        u"datanets"_s,
        u"datanet"_s,
        u"review"_s,
        u"answers"_s,
        u"answers-asked"_s,
        u"answers-trace"_s,
        u"answers-traced"_s,
        u"answers-models"_s,
        u"answers-rounds"_s,
        u"wallet"_s,
        u"wallet-history"_s,
        u"settings"_s,
        u"sheet-trust"_s,
        u"sheet-datanet-trust"_s,
        u"sheet-contribution"_s,
        u"sheet-why"_s,
    };
    for (const QString &place : places) {
        QTest::newRow(qPrintable(place + u"-light"_s)) << place << false << 1.0;
        QTest::newRow(qPrintable(place + u"-dark"_s)) << place << true << 1.0;
        QTest::newRow(qPrintable(place + u"-light-200"_s)) << place << false << 2.0;
    }
}

void TestPages::shows()
{
    QFETCH(const QString, place);
    QFETCH(const bool, dark);
    QFETCH(const double, scale);
    m_studio->setTheme(dark ? u"dark"_s : u"light"_s);
    m_studio->setTextScale(scale);
    const bool detail = place == u"datanet"_s || place == u"review"_s || place == u"sheet-datanet-trust"_s;
    const bool history = place == u"wallet-history"_s;
    if (place == u"welcome"_s && m_studio->isWelcomed())
        QSKIP("this home has been welcomed already");
    if (place != u"welcome"_s)
        m_studio->welcome(detail                              ? u"datanets"_s
                              : place == u"sheet-why"_s       ? u"answers"_s
                              : place.startsWith(u"sheet-"_s) ? u"home"_s
                                                              : place.section(u'-', 0, 0));

    m_engine->setInitialProperties({{u"studio"_s, QVariant::fromValue(m_studio.get())}});
    m_engine->load(QUrl(u"qrc:/qt/qml/Datanet/Ui/Main.qml"_s));
    QVERIFY2(!m_engine->rootObjects().isEmpty(), qPrintable(m_warnings.join(u'\n')));
    auto *window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    QVERIFY(window);
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(m_studio->networkProblem().isEmpty() ? 1500 : 300);
    if (detail && m_studio->datanets()->datanets().isEmpty())
        QSKIP("no datanet in this home: no network answers");
    if (detail) {
        m_studio->datanets()->show(1);
        QTRY_VERIFY_WITH_TIMEOUT(!m_studio->datanets()->current().isEmpty(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_studio->reviewDesk()->datanet() == 1 && !m_studio->reviewDesk()->listing()->isRunning(), 60000);
    }
    if (place == u"review"_s) {
        auto *button = window->findChild<QQuickItem *>(u"review"_s);
        QVERIFY(button);
        if (!button->isVisible())
            QSKIP("the account in use is no reviewer");
        QMetaObject::invokeMethod(button, "clicked");
        const app::ReviewQueueModel *queue = m_studio->reviewDesk()->queue();
        for (int row = 0; row < queue->rowCount(); ++row) {
            const QVariantMap entry = queue->entryAt(row);
            if (!entry.value(u"canRead"_s).toBool())
                continue;
            m_studio->reviewDesk()->open(entry.value(u"id"_s).toULongLong());
            QTRY_VERIFY_WITH_TIMEOUT(!m_studio->reviewDesk()->record().isEmpty(), 60000);
            goToFinding();
            break;
        }
        QTest::qWait(300);
    }
    if (history) {
        auto *button = window->findChild<QQuickItem *>(u"history"_s);
        QVERIFY(button);
        if (!button->isEnabled())
            QSKIP("no account in this home");
        QMetaObject::invokeMethod(button, "clicked");
        QTRY_VERIFY_WITH_TIMEOUT(!m_studio->history()->reading()->isRunning(), 30000);
    }
    if (place == u"sheet-datanet-trust"_s)
        QVERIFY(QMetaObject::invokeMethod(window->findChild<QObject *>(u"datanetTrust"_s), "open"));
    if (place == u"answers-models"_s || place == u"answers-rounds"_s)
        openAnswersTab(window, place == u"answers-models"_s ? 2 : 3);
    if (place.startsWith(u"answers-trace"_s))
        QVERIFY(window->findChild<QObject *>(u"answersPage"_s)->setProperty("tab", 1));
    if ((place == u"answers-asked"_s || place == u"sheet-why"_s) && !askSomething())
        QSKIP("no model can be asked");
    if (place == u"answers-traced"_s && !traceSomething())
        QSKIP("nothing to trace against");
    if (place == u"answers-asked"_s || place == u"answers-traced"_s || place == u"sheet-why"_s)
        pointAtFirstPart(window, place == u"answers-traced"_s);
    if (place == u"sheet-why"_s) {
        QTest::keyClick(window, Qt::Key_Return); // into the card
        QTest::keyClick(window, Qt::Key_Return); // its button
    }
    if (place == u"sheet-trust"_s)
        QVERIFY(QMetaObject::invokeMethod(window->findChild<QObject *>(u"networkTrust"_s), "open"));
    if (place == u"sheet-contribution"_s && !openContribution(window))
        QSKIP("nothing came back to the account in use");
    draw(window, QString::fromLatin1(QTest::currentDataTag()), {1440, 900});
    draw(window, QString::fromLatin1(QTest::currentDataTag()) + u"-narrow"_s, {960, 640});
    QCOMPARE(m_warnings, QStringList());
}

// Of the newest contribution that has some.
bool TestPages::openContribution(QQuickWindow *window)
{
    auto *sent = m_studio->contributions();
    (void)QTest::qWaitFor([&] { return !sent->contributions().isEmpty(); }, 10000);
    for (const QVariant &contribution : sent->contributions()) {
        if (contribution.toMap().value(u"cameBack"_s).toInt() == 0)
            continue;
        sent->details()->show(contribution.toMap().value(u"id"_s).toULongLong());
        (void)QTest::qWaitFor([&] { return !sent->details()->shown().isEmpty(); }, 10000);
        return QMetaObject::invokeMethod(window->findChild<QObject *>(u"contribution"_s), "open");
    }
    return false;
}

// What is suggested, with coins put aside if there are none.
bool TestPages::askSomething()
{
    app::Asking *asking = m_studio->asking();
    if (!QTest::qWaitFor([&] { return !asking->models()->suggestions().isEmpty() && asking->purse()->isKnown(); },
                         m_studio->level().isEmpty() ? 100 : 30000))
        return false;
    asking->setQuestion(asking->models()->suggestions().constFirst());
    asking->putAside();
    if (!QTest::qWaitFor([&] { return asking->canAsk(); }, 30000))
        return false;
    asking->ask();
    if (!QTest::qWaitFor([&] { return !asking->origin().isEmpty(); }, 30000))
        return false;
    asking->checkMyself();
    return QTest::qWaitFor([&] { return asking->check().value(u"matches"_s).toBool(); }, 60000);
}

bool TestPages::traceSomething()
{
    app::TextTracing *tracing = m_studio->tracing();
    if (m_studio->level().isEmpty())
        return false;
    tracing->setText(u"Somebody said that a modem is a device that converts between digital data and an analog "
                     "signal, and that it hums. Ping pong is a game."_s);
    tracing->trace();
    return QTest::qWaitFor([&] { return !tracing->origin().isEmpty(); }, 30000);
}

// As a person does.
void TestPages::pointAtFirstPart(QQuickWindow *window, bool byMouse)
{
    auto *answer = window->findChild<QQuickItem *>(u"answer"_s);
    QVERIFY(answer);
    QTest::qWait(100);
    const QQuickItem *words = answer->parentItem();
    if (byMouse) {
        const QVariantMap box = words->property("boxes").toList().constFirst().toMap();
        const QPointF place(box.value(u"x"_s).toDouble() + 8, box.value(u"y"_s).toDouble() + 8);
        QTest::mouseMove(window, answer->mapToScene(place).toPoint() + QPoint(0, 200));
        QTest::mouseMove(window, answer->mapToScene(place).toPoint());
    } else {
        answer->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(window, Qt::Key_Right);
    }
    QTRY_COMPARE(words->property("current").toInt(), 0);
}

// The record with most to see.
void TestPages::goToFinding()
{
    const app::ReviewSquares *squares = m_studio->reviewDesk()->squares();
    for (int row = 0; row < squares->rowCount(); ++row) {
        if (squares->data(squares->index(row), app::ReviewSquares::SeverityRole).toString() == u"caution"_s) {
            m_studio->reviewDesk()->go(row);
            return;
        }
    }
}

// With a model or a round chosen where there is one.
void TestPages::openAnswersTab(QQuickWindow *window, int tab)
{
    const auto items = window->findChildren<QQuickItem *>();
    const auto page = std::find_if(items.cbegin(), items.cend(), [](const QQuickItem *item) {
        return item->property("tab").isValid() && item->property("studio").isValid();
    });
    QVERIFY(page != items.cend());
    (*page)->setProperty("tab", tab);
    auto *models = m_studio->models();
    auto *rounds = m_studio->payoutRounds();
    QTRY_VERIFY_WITH_TIMEOUT(tab == 2 ? !models->listing()->isRunning() : !rounds->listing()->isRunning(), 20000);
    if (tab == 2 && !models->models().isEmpty())
        models->show(models->models().constFirst().toMap().value(u"id"_s).toLongLong());
    QTest::qWait(300);
}

void TestPages::draw(QQuickWindow *window, const QString &name, const QSize &size)
{
    window->resize(size);
    QTest::qWait(300); // layouts settle, overlays fade
    const QImage picture = window->grabWindow();
    QVERIFY(!picture.isNull());
    QVERIFY2(colours(picture) > 12, "the page is blank");
    QVERIFY(picture.save(QStringLiteral(DATANET_BINARY_DIR "/screenshots/") + name + u".png"_s));
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    TestPages test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pages.moc"
