import QtQuick
import QtTest
import Datanet.Controls

TestCase {
    name: "Smoke"

    function test_importsTheLook() {
        verify(Theme.accent.a === 1);
    }
}
