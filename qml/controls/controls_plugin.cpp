#include "fonts.h"

#include <QQmlEngineExtensionPlugin>

extern void qml_register_types_Datanet_Controls();

// Importing Datanet.Controls is all a program does to get the look.
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
        static const bool installed = (datanet::controls::Fonts::install(), true);
        Q_UNUSED(installed)
    }
};

#include "controls_plugin.moc"
