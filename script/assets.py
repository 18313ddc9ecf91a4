#!/usr/bin/env python
"""Make .local/assets from what npm brought: one style sheet, one script, Leaflet, and fonts cut to the letters we use;
and the icons of the app from its drawing.

Does nothing when nothing changed; `--force` makes all again. Run by script/server and script/test after `npm ci`.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from icons import MARK, icons

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
CSS, JS = ROOT / "static/css", ROOT / "static/js"

# Letters of Arabic as written in Morocco, with those of Darija and Amazigh names (پ چ ڤ ڨ ڭ گ), marks and signs.
ARABIC = {
    *range(0x0621, 0x063B), *range(0x0640, 0x0656), 0x0670, 0x0671, 0x067E, 0x0686, 0x06A4, 0x06A8, 0x06AD, 0x06AF,
    *range(0x0660, 0x066D), 0x060C, 0x061B, 0x061F,
}  # fmt: skip
TIFINAGH = {*range(0x2D30, 0x2D68), 0x2D6F, 0x2D7F}
FONTS = {
    "arabic-400": ("@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2", ARABIC),
    "arabic-700": ("@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2", ARABIC),
    "tifinagh-400": ("@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff2", TIFINAGH),
}
# What a PDF is set in, whole. Each letter of this Arabic is one sign with its dots, so that the words of a PDF can be
# searched and copied; the font of the pages puts dots apart.
PRINT = {
    f"{letters}-{weight}": f"@fontsource/{family}/files/{family}-{letters}-{weight}-normal.woff2"
    for family, letters in (
        ("ibm-plex-sans-arabic", "arabic"), ("noto-sans", "latin"), ("noto-sans", "latin-ext"),
        ("noto-sans-tifinagh", "tifinagh"),
    )
    for weight in (400, 700)
    if letters != "tifinagh" or weight == 400
}  # fmt: skip
# Entry points of the scripts: each becomes one file without imports.
SCRIPTS = {
    "agraw": "main.js", "voice": "voice.js", "map": "map.js", "live": "live.js", "room": "room.js", "door": "door.js",
    "push": "push.js", "picked": "picked.js", "offline": "offline.js", "sw": "sw.js",
}  # fmt: skip


def digest(*paths: Path) -> str:
    """Return a hash of this program and of the files at `paths` (folders are walked)."""
    total = hashlib.sha256(Path(__file__).read_bytes())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(file.name.encode() + file.read_bytes())
    return total.hexdigest()


def fonts(out: Path) -> None:
    """Cut each font to its letters, without hinting, as WOFF2."""
    for name, (source, letters) in FONTS.items():
        font = TTFont(PACKAGES / source)
        options = subset.Options(flavor="woff2", hinting=False, desubroutinize=True, notdef_outline=True, name_IDs=[])
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(out / f"{name}.woff2")


def printed(out: Path) -> None:
    """Unpack the fonts of the PDFs, so that each PDF need not, and leave Arabic the ligatures of lam and alef alone.

    A reader of PDFs gives the two letters of any other one back in the wrong order. Changed, the fonts keep no name.
    """
    for name, source in PRINT.items():
        font = TTFont(PACKAGES / source)
        font.flavor = None
        if name.startswith("arabic"):
            keep_lam_alef(font)
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = f"Agraw-{name}"
        font.save(out / f"{name}.ttf")


def keep_lam_alef(font: TTFont) -> None:
    """Take every required ligature out of a font but those that end on an alef."""
    table, letters = font["GSUB"].table, font.getBestCmap()
    alefs = {letters[sign] for sign in (0xFE82, 0xFE84, 0xFE88, 0xFE8E, 0xFB51) if sign in letters}
    required = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "rlig"]
    for index in {index for feature in required for index in feature.LookupListIndex}:
        for part in table.LookupList.Lookup[index].SubTable:
            kept = {
                first: [one for one in ligatures if one.Component[-1] in alefs]
                for first, ligatures in part.ligatures.items()
            }
            part.ligatures = {first: ligatures for first, ligatures in kept.items() if ligatures}


def pictograms(out: Path) -> None:
    """Take the drawings that mean something here (`core.icons.FAMILY`) out of the family, without what all share."""
    sys.path.insert(0, str(ROOT))
    from core.icons import FAMILY  # noqa: PLC0415 -- the names alone: nothing of Django's is set up for it

    drawn = json.loads((PACKAGES / "@iconify-json/lucide/icons.json").read_text(encoding="utf-8"))["icons"]
    shared = re.compile(r' (?:fill="none"|stroke="currentColor"|stroke-(?:linecap|linejoin)="round"|stroke-width="2")')
    shapes = {}
    for name in sorted(set(FAMILY.values())):
        # What all share is said once, by the style sheet; a group that says nothing else goes.
        plain = shared.sub("", drawn[name]["body"])
        shapes[name] = plain.removeprefix("<g>").removesuffix("</g>") if plain.startswith("<g>") else plain
    (out / "shapes.json").write_text(json.dumps(shapes, indent=0), encoding="utf-8")


def vendor(out: Path) -> None:
    """Copy Leaflet, without its source map."""
    leaflet = PACKAGES / "leaflet/dist"
    for file, name in ((leaflet / "leaflet.js", "leaflet.js"), (leaflet / "leaflet.css", "leaflet.css")):
        lines = file.read_text().splitlines()
        (out / name).write_text("\n".join(line for line in lines if "sourceMappingURL" not in line))
    shutil.copytree(leaflet / "images", out / "images", dirs_exist_ok=True)


def build(out: Path) -> None:
    """Bundle and shrink the style sheet and the scripts."""
    # npm may have put the real program where the package has a script for node: let the system tell which.
    esbuild = [str(PACKAGES / ".bin/esbuild"), "--bundle", "--minify", "--log-level=warning"]
    jobs = [[*esbuild, str(CSS / "agraw.css"), f"--outfile={out / 'agraw.css'}", "--external:*.woff2",
             "--target=chrome90,firefox90,safari15"]]  # fmt: skip
    for name, source in SCRIPTS.items():
        if (JS / source).exists():
            jobs.append([*esbuild, str(JS / source), f"--outfile={out / name}.js", "--format=esm", "--target=es2022",
                         "--legal-comments=none"])  # fmt: skip
    for job in jobs:
        subprocess.run(job, check=True, cwd=ROOT)


def main(assets: Path = ROOT / ".local/assets", *, force: bool = False) -> list[str]:
    """Make what is out of date under `assets` and return the names of the parts made."""
    if not PACKAGES.is_dir():
        raise SystemExit("assets: node_modules is missing. Run `npm ci` first (script/bootstrap does).")
    lock = ROOT / "package-lock.json"
    made = []
    for folder, make, sources in (
        ("fonts", fonts, (lock,)), ("print", printed, (lock,)),
        ("pictograms", pictograms, (lock, ROOT / "core/icons.py")),
        ("vendor", vendor, (lock,)), ("icons", icons, (MARK,)), ("build", build, (lock, CSS, JS)),
    ):  # fmt: skip
        out, stamp = assets / folder, assets / f".{folder}"
        now = digest(*sources)
        if not force and out.is_dir() and stamp.exists() and stamp.read_text() == now:
            continue
        out.mkdir(parents=True, exist_ok=True)
        make(out)
        stamp.write_text(now)
        made.append(folder)
    return made


if __name__ == "__main__":
    parts = main(force="--force" in sys.argv)
    print("assets: " + (", ".join(parts) + " made" if parts else "up to date"))
