import QtQuick
import Datanet.App
import Datanet.Controls

// Which model is asked, or which datanets a text is compared with.
ComboBox {
    id: chooser

    required property Studio studio
    property int tab: 0
    readonly property bool needed: chooser.tab < 2 && chooser.model.length > 0

    //: Choice of the model that is asked, or of the datanets that a text is compared with
    name: chooser.tab === 0 ? qsTr("Model") : qsTr("Compared with")
    iconName: chooser.tab === 0 ? "chip" : "layers"
    model: chooser.tab === 0 ? chooser.studio.asking.models.list : chooser.studio.tracing.datanets
    textRole: "title"
    currentIndex: chooser.tab === 0 ? chooser.studio.asking.models.index : chooser.studio.tracing.datanet
    onActivated: index => {
        if (chooser.tab === 0)
            chooser.studio.asking.models.index = index;
        else
            chooser.studio.tracing.datanet = index;
    }
}
