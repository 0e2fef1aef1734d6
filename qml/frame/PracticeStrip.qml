import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Datanet.Controls

Rectangle {
    id: strip

    property bool practice: true
    // The way to a real network; absent when empty.
    property string actionText

    signal action

    visible: strip.practice
    implicitHeight: strip.practice ? Theme.strip : 0
    color: Theme.stripeA

    Stripes {
        anchors.fill: parent
        bandWidth: Theme.stripeBandStrip
    }
    component Words: Rectangle {
        id: words

        property alias text: label.text
        property alias bold: label.font.bold
        property alias underlined: label.font.underline

        implicitWidth: label.implicitWidth + 2 * 6
        radius: Theme.radiusChip
        color: Theme.stripeA

        Text {
            id: label

            anchors.centerIn: parent
            textFormat: Text.PlainText
            color: Theme.stripeInk
            font.pixelSize: Theme.bodySize
        }
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap16
        anchors.rightMargin: Theme.gap16
        spacing: Theme.gap8

        Words {
            //: The practice network's name in the strip above the window
            text: qsTr("Practice")
            bold: true
            Layout.fillHeight: true
            Layout.topMargin: Theme.gap4
            Layout.bottomMargin: Theme.gap4
        }
        Words {
            //: What the practice network is, in the strip above the window
            text: qsTr("Nothing here has value or leaves this computer.")
            Layout.fillHeight: true
            Layout.topMargin: Theme.gap4
            Layout.bottomMargin: Theme.gap4
        }
        Item {
            Layout.fillWidth: true
        }
        T.AbstractButton {
            id: link

            visible: link.text !== ""
            implicitWidth: linkWords.implicitWidth
            hoverEnabled: true
            focusPolicy: Qt.TabFocus
            text: strip.actionText
            Accessible.role: Accessible.Link
            Accessible.name: link.text
            Layout.fillHeight: true
            Layout.topMargin: Theme.gap4
            Layout.bottomMargin: Theme.gap4
            onClicked: strip.action()

            Keys.onReturnPressed: link.clicked()

            contentItem: Words {
                id: linkWords

                text: link.text
                underlined: true
            }
            background: Item {
                FocusRing {
                    targetRadius: Theme.radiusChip
                    shown: link.visualFocus
                    anchors.margins: -2
                }
            }
        }
    }
    Divider {
        width: parent.width
        y: parent.height - 1
    }
}
