import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// The other places that hold copies of the data set.
Sheet {
    id: sheet

    required property Copies copies
    // What was done last; the toast that says so too lies behind the sheet.
    property string done

    //: Dialog: other places that hold copies of the data set
    title: qsTr("Copies elsewhere")
    subtitle: qsTr("A folder, a server or a git host that holds your saved versions too. What is not saved stays here.")
    //: Button that closes a sheet in which nothing is left to be decided
    cancelText: qsTr("Done")
    busy: sheet.copies.working.running
    onAboutToShow: {
        sheet.done = "";
        sheet.copies.working.dismissError();
        sheet.copies.refresh();
    }

    Label {
        visible: sheet.copies.places.length === 0
        text: qsTr("No place yet. Add one below; nothing is sent before you say so.")
        muted: true
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Column {
        id: places

        visible: sheet.copies.places.length > 0
        spacing: Theme.gap16
        Layout.fillWidth: true

        Repeater {
            model: sheet.copies.places

            RowLayout {
                id: place

                required property var modelData

                spacing: Theme.gap12
                width: places.width // qmllint disable unqualified

                Icon {
                    name: "server"
                    color: Theme.muted
                }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    Label {
                        text: place.modelData.name
                        kind: Label.Strong
                        Layout.fillWidth: true
                    }
                    Label {
                        text: place.modelData.address
                        muted: true
                        elide: Text.ElideMiddle
                        Layout.fillWidth: true
                    }
                }
                Button {
                    //: Sends saved versions to another place
                    text: qsTr("Send")
                    iconName: "upload"
                    enabled: !sheet.busy // qmllint disable unqualified
                    onClicked: sheet.copies.send(place.modelData.name) // qmllint disable unqualified
                }
                Button {
                    //: Brings versions from another place into this data set
                    text: qsTr("Bring in")
                    iconName: "return"
                    enabled: !sheet.busy // qmllint disable unqualified
                    onClicked: sheet.copies.bring(place.modelData.name) // qmllint disable unqualified
                }
                IconButton {
                    iconName: "trash"
                    //: Forgets another place; %1 is its name
                    name: qsTr("Forget %1").arg(place.modelData.name)
                    enabled: !sheet.busy // qmllint disable unqualified
                    onClicked: sheet.copies.remove(place.modelData.name) // qmllint disable unqualified
                }
            }
        }
    }
    Button {
        visible: sheet.copies.lacksOlder
        //: Brings all older versions of a data set to this computer; so far only the newest is here
        text: qsTr("Bring the older versions too")
        iconName: "history"
        enabled: !sheet.busy
        onClicked: sheet.copies.bringOlder()
    }
    ProgressRow {
        visible: sheet.copies.working.running
        text: sheet.copies.working.step !== "" ? sheet.copies.working.step : qsTr("One moment")
        value: sheet.copies.working.progress
        cancellable: true
        Layout.fillWidth: true
        onCancelRequested: sheet.copies.working.cancel()
    }
    Notice {
        visible: sheet.done !== "" && !sheet.copies.working.running && !sheet.copies.working.failed
        tone: Tone.Positive
        iconName: "check"
        text: sheet.done
        Layout.fillWidth: true

        Connections {
            target: sheet.copies

            function onTold(text: string) {
                sheet.done = text;
            }
        }
    }
    ErrorBanner {
        what: sheet.copies.working.errorTitle
        safe: sheet.copies.working.errorDetail
        todo: sheet.copies.working.errorAdvice
        Layout.fillWidth: true
    }
    Divider {
        Layout.fillWidth: true
    }
    Field {
        //: Name of another place that holds a copy
        label: qsTr("Name")
        Layout.fillWidth: true

        FullWidth {
            TextField {
                id: name

                name: qsTr("Name")
                //: Example of a name for another place that holds a copy
                placeholderText: qsTr("backup")
                maximumLength: 64
            }
        }
    }
    Field {
        //: Address of another place that holds a copy
        label: qsTr("Address")
        hint: qsTr("A folder, or an https or ssh address of a git host. If it wants a password, you are asked when you send; for ssh, your keys wait in the ssh agent.")
        Layout.fillWidth: true

        FullWidth {
            TextField {
                id: address

                name: qsTr("Address")
                maximumLength: 2000
                onAccepted: if (adding.enabled)
                    adding.clicked()
            }
        }
    }
    Button {
        id: adding

        //: Button that adds another place that holds a copy
        text: qsTr("Add the place")
        iconName: "plus"
        enabled: !sheet.busy && name.text.trim() !== "" && address.text.trim() !== ""
        onClicked: sheet.copies.add(name.text.trim(), address.text.trim())

        Connections {
            target: sheet.copies

            function onPlacesChanged() {
                name.text = "";
                address.text = "";
            }
        }
    }
}
