"""The catalogues of the interface's words: collect, compile, check. `script/messages` calls this.

English is the language of the sources and has no catalogue that people write. The Amazigh catalogue holds attested
words only; where it has none, compiling puts the French words, of Agraw and of the packages it uses, so that no Arabic
stands on its pages.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import settings  # noqa: E402 -- the path comes first
from core.text import law_numbers  # noqa: E402 -- the path comes first

WHOLE = ("ar", "fr")  # every word must be there
PARTIAL = "zgh"
LANGUAGES = (*WHOLE, PARTIAL)
IGNORED = (".git", ".local", ".venv", "node_modules", "tests", "script", "bench", "docs")
RIGHT_TO_LEFT = {"ar"}
NO_BREAK = "\u00a0"
# French sets a no-break space before these signs and inside «»; a time as 10:30 and an address have none.
PLAIN_SPACE = re.compile(r" (?=[;:?!»])|(?<=«) ")
NO_SPACE = re.compile(r"[^\W\d_](?:[;?!»]|:(?=\s|$))|«(?!\s)")
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?[\d.]*[a-zA-Z]|(?<!%)%[sd]|\{\w*\}")

type Key = tuple[str | None, str]


def say(words: str) -> None:
    print(words, flush=True)


def path_of(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def living(catalogue: polib.POFile) -> Iterator[polib.POEntry]:
    return (entry for entry in catalogue if not entry.obsolete)


def collect(root: Path) -> None:
    """Run Django's makemessages in `root`. Raises `CalledProcessError` with its words on the terminal."""
    command = [sys.executable, "manage.py", "makemessages", "--no-wrap", "--no-obsolete", "--add-location", "file"]
    for name in IGNORED:
        command += ["--ignore", name]
    for language in LANGUAGES:
        command += ["--locale", language]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_dev"}
    subprocess.run(command, cwd=root, check=True, env=environment, stdout=subprocess.DEVNULL)


def with_french_spaces(catalogue: polib.POFile) -> polib.POFile:
    """Return the French catalogue with no-break spaces where French sets them and a plain one stands."""
    for entry in catalogue:
        entry.msgstr = PLAIN_SPACE.sub(NO_BREAK, entry.msgstr)
        entry.msgstr_plural = {index: PLAIN_SPACE.sub(NO_BREAK, text) for index, text in entry.msgstr_plural.items()}
    return catalogue


def settle(root: Path) -> None:
    """Give Amazigh French's plural rule, as its missing words are French, drop the date that always changes, and set
    French's no-break spaces."""
    french = polib.pofile(path_of("fr", root))
    for language in LANGUAGES:
        catalogue = polib.pofile(path_of(language, root), wrapwidth=0)
        catalogue.metadata.pop("POT-Creation-Date", None)
        catalogue.metadata["Language"] = language
        catalogue.header = f"Words of Agraw, {language}."
        catalogue.metadata_is_fuzzy = False
        if language == "fr":
            catalogue = with_french_spaces(catalogue)
        if language == PARTIAL:
            catalogue.metadata["Plural-Forms"] = french.metadata["Plural-Forms"]
        catalogue.save()


def make() -> int:
    if shutil.which("xgettext") is None:
        say("Collecting words needs gettext's tools: install your system's package of them (Debian: gettext).")
        return 1
    collect(ROOT)
    settle(ROOT)
    for language in LANGUAGES:
        catalogue = polib.pofile(path_of(language))
        missing, unsure = len(catalogue.untranslated_entries()), len(catalogue.fuzzy_entries())
        say(f"{language}: {len(list(living(catalogue)))} entries, {missing} missing, {unsure} to look at again")
    return 0


def packages_in_french() -> Iterator[polib.MOFile]:
    """Yield the French catalogues of the installed apps and of Django, the weightiest first.

    The apps are looked for on the disk and not loaded: loading them takes ten times as long as compiling.
    """
    names = [name.partition(".apps.")[0] for name in settings.INSTALLED_APPS]
    folders = [Path(find_spec(name).origin).parent / "locale" for name in names]
    for folder in [*folders, Path(find_spec("django").origin).parent / "conf" / "locale"]:
        path = folder / "fr" / "LC_MESSAGES" / "django.mo"
        if path.exists():
            yield polib.mofile(str(path))


def fitted(entry: polib.POEntry, forms: int) -> polib.POEntry:
    """Return a copy of a French entry with as many plural forms as the catalogue counts."""
    plural = {}
    if entry.msgid_plural:
        known = [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
        plural = {index: known[min(index, len(known) - 1)] for index in range(forms)}
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=plural,
    )


def forms_of(catalogue: polib.POFile) -> int:
    """Return how many plural forms a catalogue counts."""
    return int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[1])


def with_french(catalogue: polib.POFile) -> polib.POFile:
    """Return the catalogue with French in each place that it leaves empty."""
    forms = forms_of(catalogue)
    full = polib.POFile()
    full.metadata = catalogue.metadata
    seen: set[Key] = set()
    for source in (catalogue, polib.pofile(path_of("fr")), *packages_in_french()):
        for entry in source.translated_entries():
            if entry.msgid and key(entry) not in seen:
                seen.add(key(entry))
                full.append(fitted(entry, forms))
    return full


def with_whole_numbers(catalogue: polib.POFile, language: str) -> polib.POFile:
    """Return the catalogue with the numbers of laws as `core.text.law_numbers` keeps them whole."""
    is_rtl = language in RIGHT_TO_LEFT
    for entry in catalogue:
        entry.msgstr = law_numbers(entry.msgstr, is_rtl=is_rtl)
        for index, text in entry.msgstr_plural.items():
            entry.msgstr_plural[index] = law_numbers(text, is_rtl=is_rtl)
    return catalogue


def english() -> polib.POFile:
    """Return what English needs of a catalogue: the sources' own words, where they name a law by its number."""
    own = polib.POFile()
    own.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for entry in living(polib.pofile(str(path_of("fr")))):
        one, several = entry.msgid, entry.msgid_plural
        if law_numbers(one + several, is_rtl=False) == one + several:
            continue
        words = {"msgstr_plural": {0: one, 1: several}} if several else {"msgstr": one}
        own.append(polib.POEntry(msgctxt=entry.msgctxt, msgid=one, msgid_plural=several, **words))
    return own


def put(catalogue: polib.POFile, path: Path) -> None:
    """Write what Django reads, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ready = path.with_suffix(f".{os.getpid()}.tmp")
    catalogue.save_as_mofile(str(ready))
    ready.replace(path.with_suffix(".mo"))


def compile_all() -> int:
    for language in LANGUAGES:
        path = path_of(language)
        if not path.exists():
            continue
        catalogue = polib.pofile(str(path))
        if language == PARTIAL:
            catalogue = with_french(catalogue)
        put(with_whole_numbers(catalogue, language), path)
    if path_of("fr").exists():
        put(with_whole_numbers(english(), "en"), path_of("en"))
    return 0


def wrongs(language: str, entry: polib.POEntry, forms: int) -> Iterator[str]:
    """Yield what is wrong with one entry, in words; `forms` is how many plural forms the catalogue counts."""
    texts = [entry.msgstr_plural.get(index, "") for index in range(forms)] if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "to look at again (fuzzy)"
    elif not all(texts):
        if language in WHOLE or any(texts):
            yield "a plural form is missing" if any(texts) else "missing"
    else:
        wanted = set(PLACEHOLDER.findall(f"{entry.msgid} {entry.msgid_plural}"))
        for text in texts:
            # A plural form may say the number in words: "two days" needs no figure. Nothing may be added.
            found = set(PLACEHOLDER.findall(text))
            if found - wanted or (wanted - found and not entry.msgid_plural):
                yield f"has {sorted(found)} where the source has {sorted(wanted)}"
                return
        if language == "fr" and any(PLAIN_SPACE.search(text) or NO_SPACE.search(text) for text in texts):
            yield "no no-break space before ; : ? ! or inside «»"


def stale() -> Iterator[str]:
    """Yield the words that the sources have and a catalogue lacks, found in a copy so that nothing here changes."""
    if shutil.which("xgettext") is None:
        say("gettext is not installed: whether the catalogues hold all words of the sources was not looked at.")
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "agraw"
        shutil.copytree(ROOT, copy, ignore=lambda _, names: set(names) & {*IGNORED, "__pycache__"})
        collect(copy)
        for language in LANGUAGES:
            path = path_of(language)
            known = {key(entry) for entry in living(polib.pofile(str(path)))} if path.exists() else set()
            for entry in living(polib.pofile(str(path_of(language, copy)))):
                if key(entry) not in known:
                    yield f"{language}: not collected yet: {entry.msgid!r} (script/messages)"


def check() -> int:
    found = list(stale())
    for language in LANGUAGES:
        if not path_of(language).exists():
            found.append(f"{language}: there is no catalogue (script/messages)")
            continue
        catalogue = polib.pofile(str(path_of(language)))
        forms = forms_of(catalogue)
        for entry in living(catalogue):
            found += [f"{language}: {entry.msgid!r}: {wrong}" for wrong in wrongs(language, entry, forms)]
    for line in found:
        say(line)
    say(f"{len(found)} to mend" if found else "Every word is there, in every plural form.")
    return 1 if found else 0


def review(arguments: list[str]) -> int:
    """Write the list for a translator, or take it back: `zgh [FILE]`, `zgh --import FILE`."""
    from script import review as lists  # noqa: PLC0415 -- it reads this module

    match arguments:
        case ["zgh", "--import", path]:
            return lists.take(Path(path))
        case ["zgh"]:
            return lists.write(ROOT / ".local" / "zgh.csv")
        case ["zgh", path]:
            return lists.write(Path(path))
    say("script/messages --review zgh [FILE | --import FILE]")
    return 2


if __name__ == "__main__":
    commands = {"make": make, "compile": compile_all, "check": check}
    if sys.argv[1] == "--review":
        sys.exit(review(sys.argv[2:]))
    if sys.argv[1] not in commands:
        say("script/messages [compile | check | --review zgh]")
        sys.exit(2)
    sys.exit(commands[sys.argv[1]]())
