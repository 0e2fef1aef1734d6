import QtQuick
import Datanet.Controls

Button {
    id: button

    property string name

    variant: Button.Quiet
    hint: button.name
    Accessible.name: button.name
}
