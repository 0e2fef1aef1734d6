import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Datanet.App
import Datanet.Controls

// The first rows of a file, with what each column is taken for.
Rectangle {
    id: rows

    required property ImportPreview preview
    readonly property var columns: rows.preview.columns
    readonly property int columnWidth: Math.max(Theme.px(124), rows.columns.length > 0 ? Math.floor(flick.width / rows.columns.length) : 0)
    // Columns and rows that are drawn; a file may have thousands.
    readonly property int mostColumns: 30

    // From the number of rows alone, so that a sheet whose parts all appear at once settles in one round.
    readonly property int headHeight: 2 * Theme.bodyLine + Theme.gap4 + (rows.preview.settled ? 0 : Theme.controlSmall + Theme.gap4) + 2 * Theme.gap8

    implicitHeight: rows.headHeight + rows.preview.rows.length * Theme.rowText + (flick.contentWidth > flick.width ? Theme.gap12 : 0) + 2
    radius: Theme.radiusCard
    color: Theme.raised
    border.width: Theme.line1
    border.color: Theme.line

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.margins: 1
        clip: true
        contentWidth: content.implicitWidth
        contentHeight: height
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds

        T.ScrollBar.horizontal: ScrollBar {
        }

        Row {
            id: content

            Repeater {
                model: rows.columns.slice(0, rows.mostColumns)

                Column {
                    id: column

                    required property var modelData
                    required property int index

                    width: rows.columnWidth // qmllint disable unqualified

                    Rectangle {
                        width: column.width
                        height: rows.headHeight // qmllint disable unqualified
                        color: Theme.surface

                        ColumnLayout {
                            id: head

                            x: Theme.gap12
                            y: Theme.gap8
                            width: parent.width - 2 * Theme.gap12
                            spacing: Theme.gap4

                            Label {
                                text: column.modelData.name
                                kind: Label.Strong
                                Layout.fillWidth: true
                            }
                            // qmllint disable unqualified
                            ComboBox {
                                visible: !rows.preview.settled
                                model: rows.preview.typeNames
                                currentIndex: column.modelData.type
                                size: Button.Small
                                //: Chooses what the values of a column are; %1 is the column
                                name: qsTr("Kind of %1").arg(column.modelData.name)
                                Layout.fillWidth: true
                                onActivated: index => rows.preview.setType(column.index, index)
                            }
                            // qmllint enable unqualified
                            Label {
                                text: column.modelData.filledText
                                muted: true
                                Layout.fillWidth: true
                            }
                        }
                        Divider {
                            width: parent.width
                            y: parent.height - 1
                        }
                    }
                    Repeater {
                        model: rows.preview.rows // qmllint disable unqualified

                        TableCell {
                            required property var modelData

                            // qmllint disable unqualified
                            width: column.width
                            height: Theme.rowText
                            text: modelData[column.index] ?? ""
                            blank: text === ""
                            blankMatters: false
                            strong: column.index === 0
                            // qmllint enable unqualified
                        }
                    }
                }
            }
        }
    }
}
