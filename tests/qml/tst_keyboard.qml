import QtQuick
import QtQuick.Layouts
import QtTest
import Datanet.Controls
import Datanet.Ui

// Everything a mouse can do, a keyboard can do; what is disabled or busy does nothing; what a screen reader hears.
TestCase {
    id: test

    name: "Keyboard"
    when: windowShown
    width: 900
    height: 700
    visible: true

    property int count: 0
    property int last: -1

    function init() {
        test.count = 0;
        test.last = -1;
        Theme.dark = false;
        Theme.textScale = 1;
    }

    Component {
        id: buttonPart

        Button {
            text: "Save version"
            onClicked: ++test.count
        }
    }

    function test_buttonTakesEnterAndSpace() {
        const button = createTemporaryObject(buttonPart, test);
        button.forceActiveFocus(Qt.TabFocusReason);
        verify(button.visualFocus);
        keyClick(Qt.Key_Return);
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Enter);
        compare(test.count, 3);
        compare(button.Accessible.name, "Save version");
    }

    function test_disabledButtonDoesNothing() {
        const button = createTemporaryObject(buttonPart, test, {enabled: false});
        mouseClick(button);
        compare(test.count, 0);
    }

    function test_buttonGrowsWithTextAndKeepsItsSizes() {
        const button = createTemporaryObject(buttonPart, test);
        compare(button.height, 32);
        button.size = Button.Small;
        compare(button.height, 28);
        button.size = Button.Large;
        compare(button.height, 40);
        Theme.textScale = 2;
        compare(button.height, 60);
    }

    Component {
        id: iconButtonPart

        IconButton {
            iconName: "undo"
            name: "Undo"
        }
    }

    function test_iconButtonHasAName() {
        const button = createTemporaryObject(iconButtonPart, test);
        compare(button.Accessible.name, "Undo");
        compare(button.width, button.height);
    }

    Component {
        id: switchPart

        SegmentedSwitch {
            segments: [{text: "Table"}, {text: "Card"}, {text: "Both"}]
            onActivated: index => {
                ++test.count;
                test.last = index;
            }
        }
    }

    function test_segmentsFollowArrowsAndStopAtTheEnds() {
        const segments = createTemporaryObject(switchPart, test);
        segments.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Left);
        compare(test.count, 0);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        compare(segments.currentIndex, 2);
        compare(test.count, 2);
        compare(test.last, 2);
    }

    function test_segmentsTurnAroundFromRightToLeft() {
        const segments = createTemporaryObject(switchPart, test);
        segments.LayoutMirroring.enabled = true;
        segments.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Left);
        compare(segments.currentIndex, 1);
    }

    Component {
        id: checkPart

        CheckBox {
            text: "I may share these."
            detail: "<b>a & b</b>"
            onToggled: ++test.count
        }
    }

    function test_checkBoxTakesEnterAndSpaceAndShowsForeignWordsAsTheyAre() {
        const box = createTemporaryObject(checkPart, test);
        box.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        verify(box.checked);
        keyClick(Qt.Key_Return);
        verify(!box.checked);
        compare(test.count, 2);
        verify(box.contentItem.text.includes("&lt;b&gt;a &amp; b"));
    }

    Component {
        id: searchPart

        SearchField {
            placeholderText: "A word"
        }
    }

    function test_searchClearsWithEscape() {
        const field = createTemporaryObject(searchPart, test);
        field.forceActiveFocus();
        keyClick(Qt.Key_A);
        compare(field.text, "a");
        keyClick(Qt.Key_Escape);
        compare(field.text, "");
        compare(field.Accessible.name, "A word");
    }

    Component {
        id: badgePart

        TrustBadge {
            onClicked: ++test.count
        }
    }

    function test_trustWords_data() {
        return [
            {tag: "0", word: "Not checked", shape: "trust-0"},
            {tag: "1", word: "Partly checked", shape: "trust-1"},
            {tag: "2", word: "Partly checked", shape: "trust-2"},
            {tag: "3", word: "Partly checked", shape: "trust-3"},
            {tag: "4", word: "Fully checked", shape: "trust-4"},
            {tag: "N", word: "Fully checked", shape: "trust-n"},
            {tag: "X", word: "Does not match", shape: "trust-x"},
            {tag: "?", word: "Cannot be checked now", shape: "trust-unknown"},
            // What nobody knows is not drawn like something proven.
            {tag: "", word: "Cannot be checked now", shape: "trust-unknown"},
            {tag: "5", word: "Cannot be checked now", shape: "trust-unknown"}
        ];
    }

    function test_trustWords(row) {
        const badge = createTemporaryObject(badgePart, test, {level: row.tag});
        compare(badge.Accessible.name, row.word);
        compare(badge.shape, row.shape);
        badge.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        compare(test.count, 1);
    }

    Component {
        id: amountPart

        AmountLabel {
            amount: "12.4031"
            unit: "OPEN"
            fullAmount: "12.403118205500000000 OPEN"
            practice: true
        }
    }

    function test_unknownAmountIsADashAndNeverStriped() {
        const label = createTemporaryObject(amountPart, test);
        verify(label.striped);
        compare(label.Accessible.name, "12.4031 OPEN");
        label.amount = "";
        label.reason = "The server has no proof";
        verify(!label.striped);
        compare(label.Accessible.name, "The server has no proof");
    }

    Component {
        id: pastePart

        TextField {
        }
    }

    function test_amountCopiesItsFullValue() {
        const label = createTemporaryObject(amountPart, test);
        const field = createTemporaryObject(pastePart, test, {y: 100, width: 400});
        label.forceActiveFocus();
        keyClick(Qt.Key_C, Qt.ControlModifier);
        field.forceActiveFocus();
        keyClick(Qt.Key_V, Qt.ControlModifier);
        compare(field.text, "12.403118205500000000 OPEN");
    }

    Component {
        id: sheetPart

        Sheet {
            title: "Send 19 records"
            primaryText: "Send"
            onAccepted: ++test.count
            onRejected: test.last = 1
        }
    }

    function test_sheetTakesCtrlEnterOnlyWhenReady() {
        const sheet = createTemporaryObject(sheetPart, test);
        sheet.open();
        tryCompare(sheet, "opened", true);
        sheet.primaryEnabled = false;
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        compare(test.count, 0);
        sheet.primaryEnabled = true;
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        compare(test.count, 1);
    }

    function test_sheetClosesWithEscapeButNotWhileBusy() {
        const sheet = createTemporaryObject(sheetPart, test);
        sheet.open();
        tryCompare(sheet, "opened", true);
        sheet.busy = true;
        keyClick(Qt.Key_Escape);
        wait(50);
        verify(sheet.opened);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        compare(test.count, 0);
        sheet.busy = false;
        keyClick(Qt.Key_Escape);
        tryCompare(sheet, "visible", false);
        compare(test.last, 1);
    }

    Component {
        id: headerPart

        TableHeaderCell {
            text: "Kind"
            width: 200
            bins: [4, 2, 1]
            onSortRequested: ++test.count
            onBinClicked: bin => test.last = bin
            onResized: width => this.width = width
        }
    }

    function test_tableHeaderSortsFiltersAndResizesByKeyboard() {
        const cell = createTemporaryObject(headerPart, test);
        compare(cell.height, 92);
        cell.forceActiveFocus();
        keyClick(Qt.Key_Return);
        compare(test.count, 1);
        keyClick(Qt.Key_Right, Qt.AltModifier);
        compare(cell.width, 216);
        for (let i = 0; i < 20; ++i)
            keyClick(Qt.Key_Left, Qt.AltModifier);
        compare(cell.width, cell.minimumWidth);
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Return);
        compare(test.last, 1);
    }

    Component {
        id: findingPart

        FindingRow {
            title: "Phone number"
            count: "1"
            severity: "blocking"
            detail: "Must be fixed before you can send."
            width: 320
        }
    }

    function test_findingOpensWithEnter() {
        const finding = createTemporaryObject(findingPart, test);
        const closed = finding.height;
        finding.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        verify(finding.expanded);
        tryVerify(() => finding.height > closed);
    }

    Component {
        id: diffPart

        DiffText {
            width: 300
        }
    }

    function test_diffSaysWhatChangedAndObeysNoMarkup() {
        const diff = createTemporaryObject(diffPart, test, {segments: [{text: "A ", mark: ""}, {text: "<img src='http://x/y'>", mark: "added"}, {text: "gone", mark: "removed"}]});
        verify(diff.text.includes("&lt;img src="));
        verify(!diff.text.includes("<img"));
        verify(diff.Accessible.name.includes("added: <img"));
        verify(diff.Accessible.name.includes("removed: gone"));
    }

    Component {
        id: addressPart

        AddressLabel {
            address: "0xd48C6c588F9a21165DD21fBcCc19588d42016C92"
        }
    }

    function test_addressIsWholeAndInFours() {
        const label = createTemporaryObject(addressPart, test);
        compare(label.groups.length, 10);
        compare("0x" + label.groups.join(""), label.address);
    }

    Component {
        id: chipPart

        Chip {
            text: "Kind: noun"
            removable: true
            onRemoved: ++test.count
        }
    }

    function test_chipGoesWithDelete() {
        const chip = createTemporaryObject(chipPart, test);
        chip.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Delete);
        compare(test.count, 1);
    }

    Component {
        id: comboPart

        ComboBox {
            model: ["In order", "By risk"]
            name: "Order"
            onActivated: index => test.last = index
        }
    }

    function test_comboBoxByKeyboard() {
        const box = createTemporaryObject(comboPart, test);
        box.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(box.popup, "opened", true);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(box.currentIndex, 1);
        compare(test.last, 1);
    }

    Component {
        id: areaPart

        TextArea {
            placeholderText: "In your own words"
        }
    }

    function test_tabLeavesATextArea() {
        const area = createTemporaryObject(areaPart, test);
        const button = createTemporaryObject(buttonPart, test, {y: 200});
        area.area.forceActiveFocus();
        keyClick(Qt.Key_A);
        keyClick(Qt.Key_Tab);
        compare(area.text, "a");
        verify(!area.area.activeFocus);
        verify(button.activeFocus);
    }

    Component {
        id: framePart

        AppFrame {
            width: 1200
            height: 700
            practice: true
            current: "home"
            places: [{key: "home", text: "Home", iconName: "home"}, {key: "data", text: "My data", iconName: "table", dot: true, count: 2}]
            onPlaceChosen: key => frameKey = key

            property string frameKey
        }
    }

    function test_frameFollowsWidthAndNetwork() {
        const frame = createTemporaryObject(framePart, test);
        tryCompare(frame.rail, "width", 208);
        compare(frame.strip.height, 28);
        compare(frame.status.height, 28);
        frame.width = 1000;
        tryCompare(frame.rail, "width", 72);
        frame.practice = false;
        compare(frame.strip.implicitHeight, 0);
        verify(!frame.strip.visible);
    }

    Component {
        id: listSheetPart

        Sheet {
            property var names: []

            Column {
                id: rows

                Layout.fillWidth: true

                Repeater {
                    model: names

                    RadioCard {
                        required property string modelData

                        width: rows.width
                        text: modelData
                    }
                }
            }
        }
    }

    // Its list is another by the time the letters grow: what went with the old one must not be laid out.
    function test_closedSheetSurvivesNewListsAndSizes() {
        const sheet = createTemporaryObject(listSheetPart, test, {names: ["One", "Two", "Three"]});
        for (const names of [["Other"], ["A", "B"], [], ["Last"]]) {
            sheet.names = names;
            wait(20);
            Theme.textScale = Theme.textScale === 1 ? 2 : 1;
            wait(20);
        }
        sheet.open();
        tryCompare(sheet, "opened", true);
        compare(sheet.width, Math.min(Theme.sheetWidth, sheet.parent.width - 2 * Theme.gap24));
        sheet.close();
    }
}
