import QtQuick
import QtQuick.Layouts
import Datanet.Controls
import Datanet.Ui

Rectangle {
    id: page

    property bool dark: false
    property real textScale: 1
    property bool mirrored: false

    LayoutMirroring.enabled: page.mirrored
    LayoutMirroring.childrenInherit: true
    Component.onCompleted: {
        Theme.dark = page.dark;
        Theme.textScale = page.textScale;
        Theme.reducedMotion = true;
    }

    implicitHeight: 900
    color: Theme.canvas

    function prepare() {
        sheet.open();
        toast.show("Version 5 saved", Tone.Positive, "");
    }

    Toast {
        id: toast
    }
    Sheet {
        id: sheet

        title: "Send 19 records for review"
        subtitle: "From <b>Help desk words</b>, version 5, to the datanet <b>Computing terms</b>"
        primaryText: "Send 19 records"
        primaryIcon: "send"
        footerStart: Disclosure {
            text: "Advanced: what you sign"
        }
        banner: Rectangle {
            color: Theme.surface
            implicitHeight: words.implicitHeight + 2 * Theme.gap12
            Layout.fillWidth: true

            Divider {
                width: parent.width
            }
            RowLayout {
                id: words

                anchors.fill: parent
                anchors.leftMargin: Theme.gap24
                anchors.rightMargin: Theme.gap24
                spacing: Theme.gap12

                TrustBadge {
                    level: "N"
                }
                Label {
                    text: "The rules, the licence and the deposit of Computing terms were read from your own node, block 1,284."
                    muted: true
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }

        Repeater {
            model: [
                {icon: "record", title: "19 new records", text: "driver, firewall, firmware, phishing, pixel and 14 more. Your 195 accepted records stay as they are.", link: "Look through them"},
                {icon: "check", title: "Checks: ready to send", text: "18 records pass. phishing is close to an accepted record (68 %, limit 80 %). Reviewers will see both.", link: "Compare"},
                {icon: "scales", title: "Licence: CC BY 4.0", text: "Anyone may use and change your records if they name you. Only three reviewers see them until they are accepted; then everyone does.", link: "Read it"}
            ]

            ColumnLayout {
                id: part

                required property var modelData

                spacing: Theme.gap16

                Divider {
                    Layout.fillWidth: true
                }
                RowLayout {
                    spacing: Theme.gap16

                    Icon {
                        name: part.modelData.icon
                        color: Theme.muted
                        size: Theme.iconNav
                        Layout.alignment: Qt.AlignTop
                    }
                    ColumnLayout {
                        spacing: Theme.gap4

                        Label {
                            text: part.modelData.title
                            kind: Label.Strong
                        }
                        Label {
                            text: part.modelData.text
                            muted: true
                            wrapMode: Text.Wrap
                            Layout.fillWidth: true
                        }
                    }
                    Button {
                        variant: Button.Link
                        text: part.modelData.link
                        Layout.alignment: Qt.AlignTop
                    }
                }
            }
        }
        Divider {
            Layout.fillWidth: true
        }
        RowLayout {
            Label {
                text: "Network fee, at most"
                muted: true
                Layout.fillWidth: true
            }
            AmountLabel {
                amount: "0.0004"
                unit: "OPEN"
                practice: true
            }
        }
        CheckBox {
            text: "I may share these."
            detail: "I wrote them, or I have the right to share them under this licence."
            checked: true
            Layout.fillWidth: true
        }
    }
}
