#include <QFontDatabase>
#include <QGuiApplication>
#include <QQmlEngineExtensionPlugin>

extern void qml_register_types_Datanet_Controls();

// Importing Datanet.Controls is all a program does to get the look; this installs the fonts before anything is drawn.
class Datanet_ControlsPlugin : public QQmlEngineExtensionPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QQmlEngineExtensionInterface_iid)

public:
    explicit Datanet_ControlsPlugin(QObject *parent = nullptr) : QQmlEngineExtensionPlugin(parent)
    {
        volatile auto registration = &qml_register_types_Datanet_Controls; // or the linker drops the types
        Q_UNUSED(registration)
    }

    void initializeEngine(QQmlEngine *engine, const char *uri) override
    {
        Q_UNUSED(engine)
        Q_UNUSED(uri)
        static const bool once = installFonts();
        Q_UNUSED(once)
    }

private:
    // Digits of one width come first and hold nothing but digits; each other letter falls through to Inter, then to the
    // system's own families.
    static bool installFonts()
    {
        using namespace Qt::StringLiterals;
        for (const QString &style : {u"Regular"_s, u"Medium"_s, u"SemiBold"_s, u"Bold"_s})
            QFontDatabase::addApplicationFont(u":/datanet/fonts/DatanetFigures-"_s + style + u".otf"_s);
        QFont font = QGuiApplication::font();
        font.setFamilies(QStringList{u"Datanet Figures"_s, u"Inter"_s} + font.families());
        QGuiApplication::setFont(font);
        return true;
    }
};

#include "controls_plugin.moc"
