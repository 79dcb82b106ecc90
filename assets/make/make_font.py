"""Pebble, the game's own pixel font, built from the bitmaps written below.

One pixel is 128 units and an em is 8 pixels, so the font is exact at 8 px and
its multiples. Every glyph has nine rows: seven above the baseline, two below.
Touching pixels become one outline, so no seam can show between them.
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables.ttProgram import Program

from palette import FONTS

UNIT = 128
EM = 8
ASCENT = 7
DESCENT = 2
LINE_GAP = 1
SPACE = 3

# Bands of glyphs side by side: first the characters, then the rows. Rows that
# are left out at the end of a band are empty.
BANDS = [
    (
        "A B C D E F G H",
        """
        .###.|####.|.###.|####.|#####|#####|.###.|#...#
        #...#|#...#|#...#|#...#|#....|#....|#...#|#...#
        #...#|#...#|#....|#...#|#....|#....|#....|#...#
        #####|####.|#....|#...#|####.|####.|#.###|#####
        #...#|#...#|#....|#...#|#....|#....|#...#|#...#
        #...#|#...#|#...#|#...#|#....|#....|#...#|#...#
        #...#|####.|.###.|####.|#####|#....|.####|#...#
        """,
    ),
    (
        "I J K L M N O P",
        """
        ###|...##|#...#|#....|#...#|#...#|.###.|####.
        .#.|....#|#..#.|#....|##.##|##..#|#...#|#...#
        .#.|....#|#.#..|#....|#.#.#|##..#|#...#|#...#
        .#.|....#|##...|#....|#.#.#|#.#.#|#...#|####.
        .#.|....#|#.#..|#....|#...#|#..##|#...#|#....
        .#.|#...#|#..#.|#....|#...#|#..##|#...#|#....
        ###|.###.|#...#|#####|#...#|#...#|.###.|#....
        """,
    ),
    (
        "Q R S T U V W X",
        """
        .###.|####.|.####|#####|#...#|#...#|#...#|#...#
        #...#|#...#|#....|..#..|#...#|#...#|#...#|#...#
        #...#|#...#|#....|..#..|#...#|#...#|#...#|.#.#.
        #...#|####.|.###.|..#..|#...#|#...#|#.#.#|..#..
        #.#.#|#.#..|....#|..#..|#...#|.#.#.|#.#.#|.#.#.
        #..#.|#..#.|....#|..#..|#...#|.#.#.|##.##|#...#
        .##.#|#...#|####.|..#..|.###.|..#..|#...#|#...#
        """,
    ),
    (
        "Y Z a b c d e f",
        """
        #...#|#####|....|#...|....|...#|....|..##
        #...#|....#|....|#...|....|...#|....|.#..
        .#.#.|...#.|.##.|###.|.###|.###|.##.|####
        ..#..|..#..|...#|#..#|#...|#..#|#..#|.#..
        ..#..|.#...|.###|#..#|#...|#..#|####|.#..
        ..#..|#....|#..#|#..#|#...|#..#|#...|.#..
        ..#..|#####|.###|###.|.###|.###|.###|.#..
        """,
    ),
    (
        "g h i j k l m n o p",
        """
        ....|#...|#|..#|#...|#.|.....|....|....|....
        ....|#...|.|...|#...|#.|.....|....|....|....
        .###|###.|#|..#|#..#|#.|####.|###.|.##.|###.
        #..#|#..#|#|..#|#.#.|#.|#.#.#|#..#|#..#|#..#
        #..#|#..#|#|..#|##..|#.|#.#.#|#..#|#..#|#..#
        #..#|#..#|#|..#|#.#.|#.|#.#.#|#..#|#..#|#..#
        .###|#..#|#|..#|#..#|.#|#.#.#|#..#|.##.|###.
        ...#|....|.|..#|....|..|.....|....|....|#...
        .##.|....|.|##.|....|..|.....|....|....|#...
        """,
    ),
    (
        "q r s t u v w x y z",
        """
        ....|...|....|.#..|....|.....|.....|.....|....|....
        ....|...|....|.#..|....|.....|.....|.....|....|....
        .###|#.#|.###|####|#..#|#...#|#.#.#|#...#|#..#|####
        #..#|##.|#...|.#..|#..#|#...#|#.#.#|.#.#.|#..#|...#
        #..#|#..|.##.|.#..|#..#|.#.#.|#.#.#|..#..|#..#|.##.
        #..#|#..|...#|.#..|#..#|.#.#.|#.#.#|.#.#.|#..#|#...
        .###|#..|###.|..##|.###|..#..|.#.#.|#...#|.###|####
        ...#|...|....|....|....|.....|.....|.....|...#|....
        ...#|...|....|....|....|.....|.....|.....|.##.|....
        """,
    ),
    (
        "0 1 2 3 4 5 6 7 8 9",
        """
        .###.|..#..|.###.|.###.|...#.|#####|.###.|#####|.###.|.###.
        #...#|.##..|#...#|#...#|..##.|#....|#....|....#|#...#|#...#
        #..##|..#..|....#|....#|.#.#.|####.|#....|...#.|#...#|#...#
        #.#.#|..#..|..##.|..##.|#..#.|....#|####.|...#.|.###.|.####
        ##..#|..#..|.#...|....#|#####|....#|#...#|..#..|#...#|....#
        #...#|..#..|#....|#...#|...#.|#...#|#...#|..#..|#...#|....#
        .###.|.###.|#####|.###.|...#.|.###.|.###.|..#..|.###.|.###.
        """,
    ),
    (
        "! \" # $ % & ' ( ) *",
        """
        #|#.#|.....|..#..|##..#|.##..|#|.#|#.|.....
        #|#.#|.#.#.|.####|##..#|#..#.|#|#.|.#|#.#.#
        #|...|#####|#.#..|...#.|#.#..|.|#.|.#|.###.
        #|...|.#.#.|.###.|..#..|.#...|.|#.|.#|#####
        #|...|#####|..#.#|.#...|#.#.#|.|#.|.#|.###.
        .|...|.#.#.|####.|#..##|#..#.|.|#.|.#|#.#.#
        #|...|.....|..#..|#..##|.##.#|.|.#|#.|.....
        """,
    ),
    (
        "+ , - . / : ; < = > ? @",
        """
        .....|..|...|.|....#|.|..|...#|....|#...|.###.|.###.
        ..#..|..|...|.|....#|.|..|..#.|....|.#..|#...#|#...#
        ..#..|..|...|.|...#.|#|.#|.#..|####|..#.|....#|#.###
        #####|..|###|.|..#..|.|..|#...|....|...#|..##.|#.#.#
        ..#..|..|...|.|.#...|.|..|.#..|####|..#.|..#..|#.###
        ..#..|.#|...|.|#....|#|.#|..#.|....|.#..|.....|#....
        .....|.#|...|#|#....|.|.#|...#|....|#...|..#..|.####
        .....|#.|...|.|.....|.|#.|....|....|....|.....|.....
        """,
    ),
    (
        "[ \\ ] ^ _ ` { | } ~",
        """
        ##|#....|##|..#..|.....|#.|..#|#|#..|.....
        #.|#....|.#|.#.#.|.....|.#|.#.|#|.#.|.....
        #.|.#...|.#|#...#|.....|..|.#.|#|.#.|.#..#
        #.|..#..|.#|.....|.....|..|#..|#|..#|#.#.#
        #.|...#.|.#|.....|.....|..|.#.|#|.#.|#..#.
        #.|....#|.#|.....|.....|..|.#.|#|.#.|.....
        ##|....#|##|.....|#####|..|..#|#|#..|.....
        """,
    ),
    (
        "· × © – — … ’ ‘ “ ”",
        """
        .|.....|.#####.|....|......|.....|.#|.#|.#.#|.#.#
        .|.....|#.....#|....|......|.....|.#|#.|#.#.|.#.#
        .|#...#|#..##.#|....|......|.....|#.|#.|#.#.|#.#.
        #|.#.#.|#.#...#|####|######|.....|..|..|....|....
        .|..#..|#..##.#|....|......|.....|..|..|....|....
        .|.#.#.|#.....#|....|......|.....|..|..|....|....
        .|#...#|.#####.|....|......|#.#.#|..|..|....|....
        """,
    ),
    (
        "← ↑ → ↓ ♥ ★",
        """
        .......|..#..|.......|..#..|.......|...#...
        ..#....|.###.|....#..|..#..|.##.##.|...#...
        .##....|#.#.#|....##.|..#..|#######|#######
        #######|..#..|#######|..#..|#######|.#####.
        .##....|..#..|....##.|#.#.#|.#####.|..###..
        ..#....|..#..|....#..|.###.|..###..|.##.##.
        .......|..#..|.......|..#..|...#...|.#...#.
        """,
    ),
    (
        "Ä Ö Ü ä ö ü ß",
        """
        #...#|#...#|#...#|#..#|#..#|#..#|.##..
        .....|.....|.....|....|....|....|#..#.
        .###.|.###.|#...#|.##.|.##.|#..#|#..#.
        #...#|#...#|#...#|...#|#..#|#..#|#.##.
        #####|#...#|#...#|.###|#..#|#..#|#...#
        #...#|#...#|#...#|#..#|#..#|#..#|#...#
        #...#|.###.|.###.|.###|.##.|.###|#.##.
        """,
    ),
    (
        "é è á à ñ",
        """
        ..#.|.#..|..#.|.#..|.#.#
        .#..|..#.|.#..|..#.|#.#.
        .##.|.##.|.##.|.##.|....
        #..#|#..#|...#|...#|###.
        ####|####|.###|.###|#..#
        #...|#...|#..#|#..#|#..#
        .###|.###|.###|.###|#..#
        """,
    ),
]

MISSING = ["#####"] + ["#...#"] * 5 + ["#####"]


def bitmaps():
    """Every character with its nine rows, as lists of strings."""
    result = {}
    for heading, block in BANDS:
        characters = heading.split(" ")
        rows = [row.strip().split("|") for row in block.strip().splitlines()]
        for i, character in enumerate(characters):
            glyph = [row[i] for row in rows]
            assert len({len(row) for row in glyph}) == 1, character
            assert character not in result, character
            result[character] = glyph
        assert all(len(row) == len(characters) for row in rows), heading
    return result


def outlines(rows):
    """The closed outlines around the set pixels, in pixels, y upwards.

    Each pixel's edges run clockwise; edges shared by two pixels cancel. Where
    two pixels meet only at a corner, the walk turns so as to keep them apart.
    """
    cells = {
        (x, ASCENT - 1 - y)
        for y, row in enumerate(rows)
        for x, key in enumerate(row)
        if key == "#"
    }
    edges = {}
    for x, y in cells:
        for near, start, end in (
            ((x - 1, y), (x, y), (x, y + 1)),
            ((x, y + 1), (x, y + 1), (x + 1, y + 1)),
            ((x + 1, y), (x + 1, y + 1), (x + 1, y)),
            ((x, y - 1), (x + 1, y), (x, y)),
        ):
            if near not in cells:
                edges.setdefault(start, []).append(end)
    loops = []
    while edges:
        start = min(edges)
        loop, at, way = [], start, None
        while True:
            choices = edges[at]
            end = choices[0]
            if len(choices) > 1 and way is not None:
                # Right turns hug the pixel that we are walking around.
                right = (at[0] + way[1], at[1] - way[0])
                end = right if right in choices else choices[0]
            choices.remove(end)
            if not choices:
                del edges[at]
            heading = (end[0] - at[0], end[1] - at[1])
            if heading != way:
                loop.append(at)
            way, at = heading, end
            if at == start:
                break
        loops.append(loop)
    return loops


def draw(rows):
    pen = TTGlyphPen(None)
    for loop in outlines(rows):
        points = [(x * UNIT, y * UNIT) for x, y in loop]
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def main():
    shapes = bitmaps()
    shapes[" "] = [""]
    wanted = {chr(c) for c in range(32, 127)} | set("·×©–—…’“”←↑→↓♥★ÄÖÜäöüßéèáàñ")
    assert wanted <= set(shapes), wanted - set(shapes)

    names, glyphs, metrics = {}, {}, {}

    def add(name, rows, advance):
        glyph = draw(rows)
        glyphs[name] = glyph
        left = min((c[0] for c in glyph.coordinates), default=0) if rows[0] else 0
        metrics[name] = (advance * UNIT, left)

    add(".notdef", MISSING, 6)
    for character in sorted(shapes):
        rows = shapes[character]
        name = f"uni{ord(character):04X}"
        names[ord(character)] = name
        width = len(rows[0])
        add(name, rows, width + 1 if width else SPACE)
    names[0xA0] = names[0x20]

    builder = FontBuilder(UNIT * EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(
        ascent=ASCENT * UNIT, descent=-DESCENT * UNIT, lineGap=LINE_GAP * UNIT
    )
    builder.setupNameTable(
        {
            "familyName": "Pebble",
            "styleName": "Regular",
            "uniqueFontIdentifier": "Pebble Regular 1.0",
            "fullName": "Pebble",
            "psName": "Pebble-Regular",
            "version": "Version 1.0",
        }
    )
    builder.setupOS2(
        sTypoAscender=ASCENT * UNIT,
        sTypoDescender=-DESCENT * UNIT,
        sTypoLineGap=LINE_GAP * UNIT,
        usWinAscent=ASCENT * UNIT,
        usWinDescent=DESCENT * UNIT,
        sxHeight=5 * UNIT,
        sCapHeight=7 * UNIT,
    )
    builder.setupPost()
    font = builder.font
    # An empty function: with a font program present, no automatic hinter
    # feels called upon to move the pixels.
    font["fpgm"] = newTable("fpgm")
    font["fpgm"].program = Program()
    font["fpgm"].program.fromAssembly(["PUSHB[ ]", "0", "FDEF[ ]", "ENDF[ ]"])
    font["maxp"].maxFunctionDefs = 1
    font["maxp"].maxStackElements = 1
    font["head"].created = font["head"].modified = 3_800_000_000
    font.recalcTimestamp = False
    FONTS.mkdir(parents=True, exist_ok=True)
    builder.save(FONTS / "pebble.ttf")
    print(f"pebble.ttf {len(names)} characters")


if __name__ == "__main__":
    main()
