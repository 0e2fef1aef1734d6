pragma Singleton

import QtQuick

QtObject {
    id: theme

    // What the application sets.
    property bool dark: false
    property real textScale: 1.0
    property bool reducedMotion: false

    // Colours.
    readonly property color canvas: dark ? "#15181B" : "#F5F4F1"
    readonly property color surface: dark ? "#1A1E22" : "#FBFAF8"
    readonly property color raised: dark ? "#20252A" : "#FFFFFF"
    readonly property color sunken: dark ? "#111417" : "#EDEBE6"
    readonly property color hover: dark ? "#272D33" : "#F0EEEA"
    readonly property color line: dark ? "#3A424A" : "#E3E0D9"
    readonly property color lineStrong: dark ? "#737B83" : "#8C887F"
    readonly property color ink: dark ? "#ECEAE5" : "#1B1F23"
    readonly property color muted: dark ? "#A6ACB3" : "#595F66"
    readonly property color accent: dark ? "#57C7BE" : "#0A736E"
    readonly property color accentInk: dark ? "#06201E" : "#FFFFFF"
    readonly property color accentSoft: dark ? "#1A4748" : "#DFF0EE"
    readonly property color accentText: dark ? "#6FD3CA" : "#086560"
    readonly property color positive: dark ? "#6CCB8A" : "#1B7339"
    readonly property color positiveSoft: dark ? "#173522" : "#E0F2E5"
    readonly property color caution: dark ? "#E5B45A" : "#835400"
    readonly property color cautionSoft: dark ? "#3A2E14" : "#FBF0D8"
    readonly property color danger: dark ? "#F28B7F" : "#B02318"
    readonly property color dangerSoft: dark ? "#43201D" : "#FCE8E5"
    readonly property color trust0: dark ? "#A6ACB3" : "#63686F"
    readonly property color trust1: dark ? "#7FB0F5" : "#2560B8"
    readonly property color trust2: dark ? "#AAA2F7" : "#5145C0"
    readonly property color trust3: dark ? "#6CCB8A" : "#237A43"
    readonly property color trust4: dark ? "#8FDDA8" : "#0F5A30"
    readonly property color trustN: dark ? "#8FDDA8" : "#0F5A30"
    readonly property color trustX: dark ? "#F28B7F" : "#B02318"
    readonly property color addBg: dark ? "#152E20" : "#E6F5EA"
    readonly property color addMark: dark ? "#1F5A37" : "#B5E6C3"
    readonly property color addInk: dark ? "#B4EBC6" : "#12542A"
    readonly property color delBg: dark ? "#381D1B" : "#FCEBE9"
    readonly property color delMark: dark ? "#6A2B26" : "#F8C5BF"
    readonly property color delInk: dark ? "#FBC4BD" : "#8F1A10"
    readonly property color stripeA: dark ? "#25241F" : "#FBF6EA"
    readonly property color stripeB: dark ? "#343023" : "#F4E9CF"
    readonly property color stripeInk: dark ? "#E9CB8B" : "#6B4A08"
    readonly property color src1: dark ? "#17474A" : "#D3EEEB"
    readonly property color src1Line: dark ? "#57C7BE" : "#0A736E"
    readonly property color src2: dark ? "#322E5C" : "#E5E1FA"
    readonly property color src2Line: dark ? "#AAA2F7" : "#5145C0"
    readonly property color src3: dark ? "#4A3A15" : "#FBE8C4"
    readonly property color src3Line: dark ? "#E5B45A" : "#8A5900"
    readonly property color src4: dark ? "#512A3C" : "#FADDE7"
    readonly property color src4Line: dark ? "#F29BC0" : "#A02F64"
    readonly property color scrim: dark ? "#8C000000" : "#611B1F23"
    readonly property color shadowFar: dark ? "#80000000" : "#291B1F23"
    readonly property color shadowNear: dark ? "#66000000" : "#141B1F23"

    // Spacing.
    readonly property int gap4: 4
    readonly property int gap8: 8
    readonly property int gap12: 12
    readonly property int gap16: 16
    readonly property int gap24: 24
    readonly property int gap32: 32

    // Corners and lines.
    readonly property int radiusChip: 4
    readonly property int radiusControl: 6
    readonly property int radiusCard: 8
    readonly property int radiusSheet: 12
    readonly property int line1: 1
    readonly property int focusWidth: 2
    readonly property int focusOffset: 2

    // Type: pixel sizes and line heights.
    readonly property int bodySize: px(13)
    readonly property int bodyLine: px(20)
    readonly property int leadSize: px(15)
    readonly property int leadLine: px(24)
    readonly property int titleSize: px(18)
    readonly property int titleLine: px(24)
    readonly property int headingSize: px(24)
    readonly property int headingLine: px(32)
    readonly property int figureSize: px(34)
    readonly property int figureLine: px(40)
    readonly property int answerLine: px(36)
    readonly property string monoFamily: "JetBrains Mono"

    // Sizes; what holds text grows with it.
    readonly property int strip: grown(28)
    readonly property int header: grown(56)
    readonly property int status: grown(28)
    readonly property int rail: 208 + Math.round((textScale - 1) * 120)
    readonly property int railCollapsed: grown(72)
    readonly property int railCollapseBelow: 1100 + Math.round((textScale - 1) * 600)
    readonly property int railItem: grown(36)
    readonly property int control: grown(32)
    readonly property int controlSmall: grown(28)
    readonly property int controlLarge: grown(40)
    readonly property int tag: grown(20)
    readonly property int chip: grown(24)
    readonly property int rowDense: grown(36)
    readonly property int rowText: 50 + 2 * growth
    readonly property int rowPicture: 76 + 2 * growth
    readonly property int rowVersion: 76 + 3 * growth
    readonly property int rowFinding: grown(44)
    readonly property int tableHeader: 92 + 2 * growth
    readonly property int histogram: 28
    readonly property int toolbar: grown(48)
    readonly property int decisionBar: grown(72)
    readonly property int recordSquare: grown(28)
    readonly property int checkbox: px(20)
    readonly property int icon: px(16)
    readonly property int iconNav: px(20)
    readonly property int sidePanel: 320 + Math.round((textScale - 1) * 160)
    readonly property int statementPanel: 528 + Math.round((textScale - 1) * 260)
    readonly property int trustPanel: 784 + Math.round((textScale - 1) * 390)
    readonly property int sheetWidth: 704 + Math.round((textScale - 1) * 350)
    readonly property int proseMax: 1280

    // Stripes mean practice.
    readonly property int stripeBand: 4
    readonly property int stripeBandStrip: 6
    readonly property color chartBand: Qt.tint(theme.raised, Qt.rgba(theme.accent.r, theme.accent.g, theme.accent.b, 0.72))

    // Motion, in milliseconds.
    readonly property int motionFast: reducedMotion ? 0 : 120
    readonly property int motionNormal: reducedMotion ? 0 : 150
    readonly property int motionSlow: reducedMotion ? 0 : 180

    readonly property int growth: Math.round((textScale - 1) * 20)

    function px(size: real): int {
        return Math.round(size * theme.textScale);
    }

    function grown(size: real): int {
        return size + theme.growth;
    }

    // The ground and the line of a source of a text by its place in the list, the first is 0; four have a hue of their own.
    function sourceGround(place: int): color {
        return place < 0 || place > 3 ? theme.sunken : [theme.src1, theme.src2, theme.src3, theme.src4][place];
    }

    function sourceLine(place: int): color {
        return place < 0 || place > 3 ? theme.lineStrong : [theme.src1Line, theme.src2Line, theme.src3Line, theme.src4Line][place];
    }

    // Level of trust (0 1 2 3 4 N X ?) to its colour.
    function trustColor(level: string): color {
        switch (level) {
        case "1":
            return theme.trust1;
        case "2":
            return theme.trust2;
        case "3":
            return theme.trust3;
        case "4":
            return theme.trust4;
        case "N":
            return theme.trustN;
        case "X":
            return theme.trustX;
        default:
            return theme.trust0;
        }
    }
}
