"""Cuts the bundled fonts out of Debian's fonts-noto-cjk and fonts-inter. See README.md."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
INTER = Path("/usr/share/fonts/opentype/inter")
SIMPLIFIED_CHINESE = 2  # --font-number in the .ttc
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else ".")

ASCII = range(0x20, 0x7F)


def gb2312() -> set[int]:
    """All 7,445 characters of GB 2312: hanzi, Chinese punctuation, full-width forms, circled digits."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


# Symbols of the product, and hanzi beyond GB 2312 that are frequent in names of people, firms and products.
SYMBOLS = "←↑→↓↔▲△▼▽●○◐◍◌■□◆◇★☆✓✔✕✗−–—·•…‰〔〕【】①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳≥≤≠≈±×÷√∞∑∈∅¥€£©®™°µ²³′″“”‘’«»，。、；：？！（）《》「」『』～／＋－＝％℃№〇§¶†‡"
NAMES = "倞偲傕勍喆垚埇堃奭婳嫄嬿孖寀寯彧忞惇愔扆抃敔旸旻昇昉昳晞晢暐暕曌杋梽橦汭沄沺浛淏渟渼湉湜湲溁溇溍滉濛炘烔烜焜燊燏燚犇玘玥珅珒珣珮珺琇琎琤瑀瑄瑨璘璟璠瞾祎祐祾禛禤稙竑翀翯芃莙蒨虓衎訚贇赑赟镕閎頔飏骉鹍龑"

INTER_CHARACTERS = (
    set(ASCII)
    | set(range(0xA0, 0x180))  # Latin-1, Latin Extended-A
    | set(range(0x2010, 0x2016))
    | {ord(c) for c in "‘’‚“”„†‡•…‰′″‹›€™−×÷±≤≥≠≈←↑→↓"}
)

# What Inter draws must not be in Noto too: renderers of SVG (usvg, so resvg and typst) set a whole text in the fallback
# font if that font has every character of it, and "2025年" would get Noto's digits. Chinese punctuation is in both.
INTER_ONLY = set(range(0x21, 0x7F)) | set(range(0xA0, 0x180)) | {ord(c) for c in "–−≤≥←↑→↓"}
NOTO_CHARACTERS = ({0x20} | gb2312() | {ord(c) for c in SYMBOLS + NAMES}) - INTER_ONLY


def options(features: list[str]) -> subset.Options:
    chosen = subset.Options()
    chosen.hinting = False
    chosen.layout_features = features
    chosen.name_IDs = ["*"]
    chosen.notdef_outline = True
    chosen.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "meta"]
    return chosen


def tabular_digits(font: TTFont) -> None:
    """Points the digits at their tabular forms, as no SVG attribute can switch on the feature tnum."""
    gsub = font["GSUB"].table
    lookups = {i for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "tnum" for i in r.Feature.LookupListIndex}
    tabular = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            tabular.update(getattr(table, "ExtSubTable", table).mapping)
    for cmap in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            if code in cmap.cmap:
                cmap.cmap[code] = tabular.get(cmap.cmap[code], cmap.cmap[code])


def name(font: TTFont, family: str, weight: int, style: str) -> None:
    """One family, weights 400 and 600: resvg, typst and the window find both by the same name."""
    post_script = f"{family.replace(' ', '')}-{style}"
    bold = weight >= 600
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5, 7, 8, 9, 10, 11, 12, 13, 14) and n.langID in (0, 0x409)]
    words = {1: family, 2: "Bold" if bold else "Regular", 3: f"{post_script};Shuheng", 4: f"{family} {style}", 6: post_script}
    for name_id, text in words.items():
        table.setName(text, name_id, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000)
    font["head"].macStyle = 1 if bold else 0
    cff = font["CFF "].cff
    cff.fontNames = [post_script]
    cff.topDictIndex[0].FamilyName = family
    cff.topDictIndex[0].FullName = f"{family} {style}"


def cut(font: TTFont, family: str, weight: int, style: str, characters: set[int], features: list[str]) -> None:
    chosen = options(features)
    subsetter = subset.Subsetter(chosen)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    name(font, family, weight, style)
    font.recalcTimestamp = False
    stem = f"{family.replace(' ', '')}-{style}"
    for flavour, ending in ((None, "otf"), ("woff2", "woff2")):
        font.flavor = flavour
        font.save(OUT / f"{stem}.{ending}", reorderTables=False)


for file, weight, style in (("NotoSansCJK-Regular.ttc", 400, "Regular"), ("NotoSansCJK-Bold.ttc", 600, "SemiBold")):
    cut(TTCollection(NOTO / file, lazy=False).fonts[SIMPLIFIED_CHINESE], "Noto Sans SC", weight, style, NOTO_CHARACTERS, [])
for file, weight, style in (("Inter-Regular.otf", 400, "Regular"), ("Inter-SemiBold.otf", 600, "SemiBold")):
    inter = TTFont(INTER / file)
    tabular_digits(inter)
    cut(inter, "Inter", weight, style, INTER_CHARACTERS, ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"])
