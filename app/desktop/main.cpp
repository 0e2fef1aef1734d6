#include "base/files.h"
#include "desktop/services.h"
#include "secrets/keychain.h"
#include "viewmodels/studio.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QQmlApplicationEngine>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>
#include <QTranslator>

#include <cstdio>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv); // Qt Charts needs the widgets' application class
    QApplication::setApplicationName(u"datanet-studio"_s);
    QApplication::setApplicationDisplayName(u"Datanet Studio"_s);
    QApplication::setApplicationVersion(QStringLiteral(DATANET_VERSION));
    QQuickStyle::setStyle(u"Basic"_s);

    // English first: it knows the plurals, and what another language lacks falls back to it.
    QTranslator english;
    if (english.load(u":/i18n/datanet_en.qm"_s))
        QApplication::installTranslator(&english);
    QTranslator translator;
    if (translator.load(QLocale(), u"datanet"_s, u"_"_s, u":/i18n"_s))
        QApplication::installTranslator(&translator);

    auto services = app::Services::make(base::files::defaultHome(), u":/datanet"_s);
    if (!services) {
        std::fprintf(stderr, "datanet-studio: %s\n", qUtf8Printable(services.error().what));
        return 1;
    }
    versioning::Logins::ofProgram().setKeeper(std::make_shared<app::Keychain>());
    app::Studio studio(**services);

    QQmlApplicationEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    const QStringList arguments = QApplication::arguments();
    engine.setInitialProperties({{u"studio"_s, QVariant::fromValue(&studio)},
                                 {u"firstFile"_s, arguments.size() > 1 ? arguments.at(1) : QString()}});
    engine.load(QUrl(u"qrc:/qt/qml/Datanet/Ui/Main.qml"_s));
    return engine.rootObjects().isEmpty() ? 1 : QApplication::exec();
}
