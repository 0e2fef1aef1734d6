import QtQuick
import QtQuick.Layouts
import Datanet.App
import Datanet.Controls

// For each field of a form the column that is meant; for the other columns whether they stay, and under which name.
// Its height follows from the number of rows alone: a sheet whose parts all appear at once settles in one round.
Item {
    id: match

    required property ColumnMatching matching
    // The data of a file that has no form to fit is described above already: only names and ticks.
    readonly property bool hasForm: match.matching.fields.length > 0
    // Columns that are drawn; a file may have thousands.
    readonly property int mostOthers: 60
    readonly property var others: match.matching.others
    readonly property int shownOthers: Math.min(match.others.length, match.mostOthers)

    function partHeight(rows: int): int {
        return rows > 0 ? Theme.bodyLine + rows * (Theme.control + Theme.gap12) + Theme.gap12 : 0;
    }

    implicitHeight: match.partHeight(match.matching.fields.length) + match.partHeight(match.shownOthers) + (match.matching.problem !== "" ? Theme.bodyLine : 0)

    Column {
        id: rows

        width: match.width
        spacing: Theme.gap12

        Label {
            visible: match.hasForm
            //: Heading above the fields of a datanet's form, each with one's own column; %1 is the datanet
            text: qsTr("What %1 asks for, and your column for it").arg(match.matching.formTitle)
            kind: Label.Strong
            width: match.width
        }
        Repeater {
            model: match.matching.fields

            RowLayout {
                id: field

                required property var modelData
                required property int index

                width: match.width // qmllint disable unqualified
                height: Theme.control
                spacing: Theme.gap12

                Label {
                    //: A field of a form that has to be filled in; %1 is its name
                    text: field.modelData.required ? qsTr("%1 (needed)").arg(field.modelData.name) : field.modelData.name
                    Layout.preferredWidth: Theme.px(180)
                }
                // qmllint disable unqualified
                ComboBox {
                    model: match.matching.choices
                    currentIndex: field.modelData.choice
                    //: Chooses the column that is meant by a field of a form; %1 is the field
                    name: qsTr("Column for %1").arg(field.modelData.name)
                    Layout.fillWidth: true
                    Layout.maximumWidth: Theme.px(280)
                    onActivated: index => match.matching.choose(field.index, index)
                }
                // qmllint enable unqualified
                Label {
                    text: field.modelData.note
                    color: field.modelData.sure ? Theme.muted : Theme.caution
                    Layout.fillWidth: true
                }
            }
        }
        Label {
            visible: match.others.length > 0
            text: match.hasForm
                  //: Heading above columns that match no field of a datanet's form
                  ? qsTr("Your other columns")
                  //: Heading above all columns of a file or data set, each with a tick and a name
                  : qsTr("Which columns there are to be, and what they are called")
            kind: Label.Strong
            width: match.width
        }
        Repeater {
            model: match.others.slice(0, match.mostOthers)

            RowLayout {
                id: other

                required property var modelData

                width: match.width // qmllint disable unqualified
                height: Theme.control
                spacing: Theme.gap12

                CheckBox {
                    text: other.modelData.column
                    checked: other.modelData.kept
                    Layout.preferredWidth: Theme.px(180)
                    onToggled: match.matching.keep(other.modelData.index, checked) // qmllint disable unqualified
                }
                // qmllint disable unqualified
                TextField {
                    enabled: other.modelData.kept
                    text: other.modelData.name
                    //: The name that a column is to have; %1 is its present name
                    name: qsTr("Name of %1").arg(other.modelData.column)
                    maximumLength: 200
                    Layout.fillWidth: true
                    Layout.maximumWidth: Theme.px(280)
                    onEditingFinished: match.matching.rename(other.modelData.index, text)
                }
                // qmllint enable unqualified
                Label {
                    //: Beside a column without a tick, and beside one that a datanet does not ask for
                    text: !other.modelData.kept ? qsTr("Left out") : match.hasForm ? qsTr("Kept; reviewers see it too") : "" // qmllint disable unqualified
                    muted: true
                    Layout.fillWidth: true
                }
            }
        }
        Label {
            visible: text !== ""
            text: match.matching.problem
            color: Theme.caution
            width: match.width
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }
}
