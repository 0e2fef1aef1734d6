#!/usr/bin/env python3
"""Makes the four "Datanet Figures" fonts: the digits of Inter, all of one width.

Amounts stand in columns, so their digits must be equally wide. Inter has such digits behind the OpenType feature `tnum`, which
Qt 6.4 can't switch on. This takes just those eleven glyphs out of Debian's fonts-inter; everything else stays Inter.

Usage: make_figures.py [folder of fonts-inter]        (needs Debian's python3-fonttools)
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Datanet Figures"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}


def tabular_names(font):
    """Glyph name of each digit -> name of its `tnum` form."""
    names = {}
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    names.update(getattr(table, "mapping", {}))
    return names


def make(source, target, style, weight):
    font = TTFont(source)
    cmap = dict(font.getBestCmap())
    tabular = tabular_names(font)
    for table in font["cmap"].tables:
        for digit in range(ord("0"), ord("9") + 1):
            if digit in table.cmap:
                table.cmap[digit] = tabular[cmap[digit]]

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=range(ord("0"), ord("9") + 1))
    cutter.subset(font)

    widths = {font["hmtx"][name][0] for name in font.getBestCmap().values()}
    if max(widths) - min(widths) > font["head"].unitsPerEm / 500:  # Inter itself is off by three units of 2,816
        raise SystemExit(f"{source}: the digits are not equally wide: {widths}")

    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    simple = style in ("Regular", "Bold")
    for name_id, text in {
        1: FAMILY if simple else f"{FAMILY} {style}",
        2: style if simple else "Regular",
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"DatanetFigures-{style}",
        16: FAMILY,
        17: style,
    }.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [f"DatanetFigures-{style}"]
        top.topDictIndex[0].FamilyName = FAMILY
        top.topDictIndex[0].FullName = f"{FAMILY} {style}"
    font.save(target)


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/inter")
    target = pathlib.Path(__file__).parent
    for style, weight in WEIGHTS.items():
        path = target / f"DatanetFigures-{style}.otf"
        make(source / f"Inter-{style}.otf", path, style, weight)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
