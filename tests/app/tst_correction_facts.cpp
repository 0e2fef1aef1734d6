// What a person reads before a correction is sent, and what a reviewer sees of it. Drawn to
// build/<preset>/screenshots/. Fails on any QML warning.

#include "format/correction_text.h"

#include <QDir>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

namespace {

sync::FoundCorrection correction(const std::string &before, const std::string &after)
{
    sync::FoundCorrection found;
    found.before = before;
    found.after = after;
    if (!after.empty())
        found.removal.replacement = base::Digest();
    return found;
}

std::vector<sync::FoundCorrection> some()
{
    return {correction(R"({"definition":"A small, fast stoer.","term":"cache"})",
                       R"({"definition":"A small, fast store.","term":"cache"})"),
            correction(R"({"definition":"Said twice.","term":"twice"})", {})};
}

} // namespace

class TestCorrectionFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatChanges()
    {
        QCOMPARE(
            CorrectionText::lines(some(), 3),
            (QStringList{u"definition: \u201cA small, fast stoer.\u201d becomes \u201cA small, fast store.\u201d"_s,
                         u"Taken out: Said twice., twice"_s}));
        QCOMPARE(CorrectionText::lines(some(), 1).size(), 1);
        // A change far behind in a long text is still seen.
        const std::string same(500, 'x');
        const QString line =
            CorrectionText::line(correction(R"({"t":")" + same + R"( old"})", R"({"t":")" + same + R"( new"})"));
        QVERIFY(line.contains(u" old"_s) && line.contains(u" new"_s));
        QVERIFY(line.size() < 200);
    }

    void facts()
    {
        const QVariantMap plan{{u"records"_s, 1},
                               {u"recordsText"_s, u"1"_s},
                               {u"removals"_s, 5},
                               {u"corrections"_s, CorrectionText::lines(some(), 3)},
                               {u"examples"_s, QStringList{u"cache"_s}},
                               {u"licence"_s, u"CC0-1.0"_s},
                               {u"networkFee"_s, u"0.0004"_s},
                               {u"fee"_s, u"0.0000"_s},
                               {u"deposit"_s, u"0.0100"_s},
                               {u"total"_s, u"0.0104"_s},
                               {u"totalExact"_s, u"0.0104"_s},
                               {u"level"_s, u"N"_s},
                               {u"block"_s, u"120"_s}};
        draw("SendFacts", "correction-facts",
             {{u"plan"_s, plan}, {u"coin"_s, u"OPEN"_s}, {u"practice"_s, true}, {u"width"_s, 560}});
    }

private:
    void draw(const char *component, const char *name, const QVariantMap &properties)
    {
        QQmlEngine engine;
        engine.addImportPath(u":/qt/qml"_s);
        QStringList warnings;
        connect(&engine, &QQmlEngine::warnings, this, [&](const QList<QQmlError> &errors) {
            for (const QQmlError &error : errors)
                warnings << error.toString();
        });
        QQmlComponent made(&engine);
        made.setData(QByteArray("import QtQuick\nimport Datanet.Controls\nimport Datanet.Ui\n") + component + " { }",
                     {});
        std::unique_ptr<QObject> object(made.createWithInitialProperties(properties));
        QVERIFY2(object, qPrintable(made.errorString()));
        auto *item = qobject_cast<QQuickItem *>(object.get());
        QVERIFY(item);
        QQuickWindow window;
        window.resize(600, 900);
        window.setColor(Qt::white);
        item->setParentItem(window.contentItem());
        item->setPosition({20, 20});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::qWait(300);
        QVERIFY(QDir().mkpath(QStringLiteral(DATANET_BINARY_DIR "/screenshots")));
        QVERIFY(window.grabWindow().save(
            QStringLiteral(DATANET_BINARY_DIR "/screenshots/%1.png").arg(QLatin1String(name))));
        QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(u'\n')));
    }
};

QTEST_MAIN(TestCorrectionFacts)
#include "tst_correction_facts.moc"
