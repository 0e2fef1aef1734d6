import QtQuick
import QtCharts
import Datanet.Controls
import Datanet.Ui

// Bars on axes. The bars themselves are drawn here: stripes for practice, an outline for what is not checked.
Item {
    id: chart

    property var rounds: []
    // { top, ticks, format }
    property var axis: ({})
    // What the bars stand for: a number of each round, and its name in words.
    property string measure: "coins"
    property string subject
    property string coin
    property bool practice: false
    property int current: -1
    readonly property var shown: chart.rounds[chart.current] ?? null
    readonly property real slot: chart.rounds.length > 0 ? view.plotArea.width / chart.rounds.length : 0
    readonly property real middle: view.plotArea.x + chart.slot * (chart.current + 0.5)
    readonly property real barWidth: Math.min(chart.slot * 0.54, Theme.px(48))

    activeFocusOnTab: true
    Accessible.role: Accessible.Chart
    Accessible.name: chart.subject
    Accessible.description: chart.shown ? [chart.shown.title, chart.shown.exact, chart.coin, chart.shown.detail].join(", ") : ""

    Keys.onLeftPressed: chart.current = Math.max(0, chart.current - 1)
    Keys.onRightPressed: chart.current = Math.min(chart.rounds.length - 1, chart.current + 1)
    onActiveFocusChanged: if (!chart.activeFocus)
        chart.current = -1

    ChartView {
        id: view

        anchors.fill: parent
        antialiasing: true
        legend.visible: false
        backgroundColor: "transparent"
        plotAreaColor: "transparent"
        margins.left: 0
        margins.right: 0
        margins.top: Theme.gap8
        margins.bottom: 0
        titleColor: Theme.ink

        BarSeries {
            barWidth: chart.slot > 0 ? chart.barWidth / chart.slot : 0.5
            axisX: BarCategoryAxis {
                categories: chart.rounds.map(round => round.label)
                //: Title of an axis
                titleText: qsTr("Payout round")
                titleBrush: Theme.muted // qmllint disable
                titleFont: Fonts.sized(Theme.bodySize)
                labelsColor: Theme.muted
                labelsFont: Fonts.sized(Theme.bodySize)
                gridVisible: false
                color: Theme.line
            }
            // The types that Qt Charts describes for the linter lack this axis.
            // qmllint disable
            axisY: ValueAxis {
                min: 0
                max: chart.axis.top ?? 1
                tickCount: chart.axis.ticks ?? 2
                labelFormat: chart.axis.format ?? "%.0f"
                labelsColor: Theme.muted
                labelsFont: Fonts.sized(Theme.bodySize)
                gridLineColor: Theme.line
                lineVisible: false
            }
            // qmllint enable

            BarSet {
                values: chart.rounds.map(round => round[chart.measure])
                color: "transparent"
                borderColor: "transparent"
                onHovered: (status, index) => chart.current = status ? index : -1
            }
        }
    }
    Repeater {
        model: chart.rounds

        RoundBar {
            required property int index
            required property var modelData

            // qmllint disable unqualified
            x: view.plotArea.x + chart.slot * (index + 0.5) - width / 2
            y: view.plotArea.y + view.plotArea.height - height
            width: chart.barWidth
            height: modelData[chart.measure] > 0 ? Math.max(2, view.plotArea.height * modelData[chart.measure] / (chart.axis.top ?? 1)) : 0
            checked: modelData.final
            practice: chart.practice && chart.measure === "coins"
            marked: index === chart.current
            // qmllint enable unqualified
        }
    }
    RoundTip {
        visible: chart.shown !== null
        round: chart.shown ?? {}
        coin: chart.coin
        practice: chart.practice
        // Beside its bar, where there is room.
        x: chart.middle + chart.barWidth / 2 + Theme.gap12 + width <= chart.width ? chart.middle + chart.barWidth / 2 + Theme.gap12 : Math.max(0, chart.middle - chart.barWidth / 2 - Theme.gap12 - width)
        y: Math.max(0, Math.min(view.plotArea.y + view.plotArea.height - height, view.plotArea.y + view.plotArea.height * (1 - (chart.shown ? chart.shown[chart.measure] / (chart.axis.top ?? 1) : 0))))
    }
    FocusRing {
        shown: chart.activeFocus
    }
}
