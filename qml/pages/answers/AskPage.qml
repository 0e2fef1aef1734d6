import QtQuick
import Datanet.App

Item {
    id: page

    required property Studio studio
}
