// Passphrases and recovery words in the real window, by keys: what is typed opens accounts and is found nowhere else.
// What was shown is drawn to screenshots/sheet-*.png.

#include "app_fixture.h"
#include "chain/account_store.h"
#include "secrets/key_ring.h"
#include "secrets/secret_field.h"
#include "secrets/secret_words.h"
#include "viewmodels/account_making.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/studio.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QImage>
#include <QMimeData>
#include <QQmlApplicationEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void takesKeys();
    void takesAPaste();
    void keepsToItsBounds();
    void makesAnAccount();
    void asksBeforeSigning();
    void locksWithTheAccount();

private:
    void show(const QString &place);
    void shoot(const QString &name);
    void type(const QByteArray &text)
    {
        for (const QChar letter : QString::fromUtf8(text))
            QTest::sendKeyEvent(QTest::Click, m_window,
                                letter < u'\x7f' ? QTest::asciiToKey(letter.toLatin1()) : Qt::Key_unknown, letter,
                                Qt::NoModifier);
    }
    // The secret field that has the keyboard.
    [[nodiscard]] SecretField *field() const { return qobject_cast<SecretField *>(m_window->activeFocusItem()); }

    std::unique_ptr<test::AppFixture> m_fixture;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    std::unique_ptr<QQuickWindow> m_bare;
    QQuickWindow *m_window = nullptr;
    QStringList m_warnings;
};

void TestSecrets::init()
{
    m_warnings.clear();
    m_fixture = std::make_unique<test::AppFixture>();
    m_studio = std::make_unique<Studio>(m_fixture->services());
}

void TestSecrets::cleanup()
{
    m_engine.reset();
    m_bare.reset();
    m_studio.reset();
    m_fixture.reset();
}

void TestSecrets::show(const QString &place)
{
    m_studio->welcome(place);
    m_studio->setTheme(u"light"_s);
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(u":/qt/qml"_s);
    connect(m_engine.get(), &QQmlEngine::warnings, this, [this](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors)
            m_warnings << error.toString();
    });
    m_engine->setInitialProperties({{u"studio"_s, QVariant::fromValue(m_studio.get())}});
    m_engine->load(QUrl(u"qrc:/qt/qml/Datanet/Ui/Main.qml"_s));
    QVERIFY2(!m_engine->rootObjects().isEmpty(), qPrintable(m_warnings.join(u'\n')));
    m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    QVERIFY(m_window);
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
}

void TestSecrets::shoot(const QString &name)
{
    QDir().mkpath(QStringLiteral(DATANET_BINARY_DIR "/screenshots"));
    struct Look
    {
        QString suffix;
        QString theme;
        double scale;
        QSize size;
    };
    for (const Look &look :
         {Look{u"dark"_s, u"dark"_s, 1, {1440, 900}}, Look{u"light-200"_s, u"light"_s, 2, {960, 640}},
          Look{u"light"_s, u"light"_s, 1, {1440, 900}}}) {
        m_studio->setTheme(look.theme);
        m_studio->setTextScale(look.scale);
        m_window->resize(look.size);
        QTest::qWait(350);
        const QImage image = m_window->grabWindow();
        QVERIFY(image.save(QStringLiteral(DATANET_BINARY_DIR "/screenshots/sheet-") + name + u'-' + look.suffix
                           + u".png"_s));
    }
}

void TestSecrets::takesKeys()
{
    m_bare = std::make_unique<QQuickWindow>();
    m_window = m_bare.get();
    SecretField one(m_window->contentItem());
    SecretField other(m_window->contentItem());
    m_window->show();
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    one.forceActiveFocus();
    type("sesame \xc3\xbc");
    QCOMPARE(one.length(), 8);
    QTest::keyClick(m_window, Qt::Key_Backspace);
    QCOMPARE(one.length(), 7); // the whole character
    QVERIFY(!one.equals(other));
    other.forceActiveFocus();
    type("sesame ");
    QVERIFY(one.equals(other));
    QTest::keyClick(m_window, Qt::Key_U, Qt::ControlModifier);
    QCOMPARE(other.length(), 0);
    QVERIFY(!one.equals(other));

    QVERIFY(!one.hasCapsLock());
    one.forceActiveFocus();
    QTest::keyClick(m_window, 'B'); // upper case without Shift
    QVERIFY(one.hasCapsLock());
    QTest::keyClick(m_window, 'b');
    QVERIFY(!one.hasCapsLock());

    QSignalSpy accepted(&one, &SecretField::accepted);
    QTest::keyClick(m_window, Qt::Key_Return);
    QCOMPARE(accepted.count(), 1);
    QVERIFY(one.take().equals("sesame Bb"));
    QCOMPARE(one.length(), 0);
    QVERIFY(one.take().isEmpty());
}

void TestSecrets::takesAPaste()
{
    SecretField field;
    QQuickWindow window;
    field.setParentItem(window.contentItem());
    window.show();
    window.requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field.forceActiveFocus();
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->setText(u"from a keeper\nand more"_s);
    QTest::keyClick(&window, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(field.take().equals("from a keeper"));
    QVERIFY(clipboard->text().isEmpty());

    // Something else was copied meanwhile: it stays.
    clipboard->setText(u"first"_s);
    QTest::keyClick(&window, Qt::Key_V, Qt::ControlModifier);
    clipboard->setText(u"second"_s);
    QVERIFY(field.take().equals("first"));
    QCOMPARE(clipboard->text(), u"second"_s);
}

void TestSecrets::keepsToItsBounds()
{
    SecretField field;
    QQuickWindow window;
    field.setParentItem(window.contentItem());
    window.show();
    window.requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field.forceActiveFocus();
    QGuiApplication::clipboard()->setText(QString(int(SecretField::kMostBytes) + 1, u'x'));
    QTest::keyClick(&window, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field.length(), 0);
    QGuiApplication::clipboard()->setText(QString(int(SecretField::kMostBytes), u'x'));
    QTest::keyClick(&window, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field.length(), int(SecretField::kMostBytes));
    QTest::keyClick(&window, 'y');
    QCOMPARE(field.length(), int(SecretField::kMostBytes));
    QGuiApplication::clipboard()->clear();
}

void TestSecrets::makesAnAccount()
{
    show(u"wallet"_s);
    auto *making = m_studio->accountMaking();
    auto *entry = m_window->findChild<QObject *>(u"newAccount"_s);
    QVERIFY(entry);
    QMetaObject::invokeMethod(entry, "triggered");
    QTRY_VERIFY(m_window->activeFocusItem() && m_window->activeFocusItem()->inherits("QQuickTextInput"));
    type("Savings");
    QTest::keyClick(m_window, Qt::Key_Tab);
    QTRY_VERIFY(field());
    type("correct horse");
    QTest::keyClick(m_window, Qt::Key_Tab);
    type("correct house");
    shoot(u"new-account"_s);
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY(making->making()->hasFailed());
    QVERIFY(field());
    QCOMPARE(field()->length(), 0); // the second only
    shoot(u"new-account-differs"_s);
    type("correct horse");
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(making->hasWords(), 30'000);

    auto *paper = m_window->findChild<SecretWords *>(u"recoveryWords"_s);
    QVERIFY(paper);
    QTRY_COMPARE(paper->count(), 24);
    shoot(u"words"_s);
    QTest::keyClick(m_window, Qt::Key_Escape);
    QVERIFY(making->hasWords()); // not away by a slip
    QTest::keyClick(m_window, Qt::Key_Space);
    QTest::keyClick(m_window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!making->hasWords());
    QCOMPARE(paper->count(), 0);
    NEED_DONE(making->making());
    const chain::AccountStore store(m_fixture->services().home().path);
    const auto account = store.find(u"Savings"_s);
    QVERIFY(account && account->canSign && !account->practice && account->backedUp);
    QVERIFY(store.unlock(account->address, base::Secret::from("correct horse")));
    QCOMPARE(m_warnings, QStringList());
}

void TestSecrets::asksBeforeSigning()
{
    chain::AccountStore store(m_fixture->services().home().path);
    const auto made = store.create(u"Mara"_s, base::Secret::from("correct horse"));
    QVERIFY(made && store.makeDefault(made->account.address));
    show(u"home"_s);
    m_studio->refreshAccounts();
    auto *unlocking = m_studio->unlocking();
    QVERIFY(unlocking->needsPassphrase());
    QVERIFY(!m_fixture->services().keys().key(made->account.address));
    int ran = 0;
    unlocking->whenOpen(u"Send for review"_s, [&ran] { ++ran; });
    QCOMPARE(ran, 0);
    QTRY_VERIFY(field());
    type("wrong horse");
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(unlocking->unlocking()->hasFailed(), 30'000);
    QVERIFY(unlocking->isAsking());
    QCOMPARE(ran, 0);
    QTRY_VERIFY(field());
    shoot(u"unlock-wrong"_s);
    type("correct horse");
    shoot(u"unlock"_s);
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(ran, 1, 30'000);
    QVERIFY(!unlocking->isAsking());
    const auto key = m_fixture->services().keys().key(made->account.address);
    QVERIFY(key && key->address() == made->account.address);
    unlocking->whenOpen(u"Seal vote"_s, [&ran] { ++ran; });
    QCOMPARE(ran, 2); // not asked again

    // Refused: nothing runs, now or later.
    unlocking->lock();
    QVERIFY(unlocking->needsPassphrase());
    unlocking->whenOpen(u"Seal vote"_s, [&ran] { ++ran; });
    QTRY_VERIFY(field());
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(!unlocking->isAsking());
    QCOMPARE(ran, 2);
    QVERIFY(!m_fixture->services().keys().key(made->account.address));
    QCOMPARE(m_warnings, QStringList());
}

void TestSecrets::locksWithTheAccount()
{
    chain::AccountStore store(m_fixture->services().home().path);
    const auto mara = store.create(u"Mara"_s, base::Secret::from("correct horse"));
    const auto jonas = store.create(u"Jonas"_s, base::Secret::from("correct horse"));
    const auto watched = store.watch(u"Far"_s, base::Address::from(QByteArray(20, 0x42)).value());
    QVERIFY(mara && jonas && watched && store.makeDefault(mara->account.address));
    m_studio->refreshAccounts();
    KeyRing &keys = m_fixture->services().keys();
    QVERIFY(!keys.open(mara->account.address, base::Secret::from("wrong horse")));
    QVERIFY(keys.openAccount().isZero());
    QVERIFY(keys.open(mara->account.address, base::Secret::from("correct horse")));
    QVERIFY(!keys.needsPassphrase(mara->account));
    QVERIFY(keys.needsPassphrase(jonas->account));
    QVERIFY(!keys.key(jonas->account.address)); // the one key is no other's
    QVERIFY(!keys.needsPassphrase(*watched)); // there is nothing to ask for
    QVERIFY(!keys.key(watched->address));
    QVERIFY(store.makeDefault(jonas->account.address));
    m_studio->refreshAccounts();
    QVERIFY(keys.openAccount().isZero());
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestSecrets test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_secrets.moc"
