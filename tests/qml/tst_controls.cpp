#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QtQuickTest>

Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace Qt::StringLiterals;

class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine *engine) { engine->addImportPath(u":/qt/qml"_s); }
};

QUICK_TEST_MAIN_WITH_SETUP(controls, Setup)

#include "tst_controls.moc"
