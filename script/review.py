"""The list that a translator of Amazigh goes through, and its way back. `script/messages --review zgh` calls this.

A word comes back only with the source that attests it: nothing is invented. The list is CSV with a byte order mark, as
office programs read it; a row is found again by its context, source and plural, whatever its place.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import polib

from script import catalogues
from script.catalogues import PARTIAL, WHOLE, Key, forms_of, key, living, path_of, say, wrongs

COLUMNS = [
    "context", "English", "English plural", "French", "French plural", "Arabic", "Amazigh", "Amazigh plural", "Source",
    "Places", "Where",
]  # fmt: skip
TIFINAGH = re.compile(r"[ⴰ-⵿]")
OTHER_LETTERS = re.compile(r"[A-Za-zÀ-ÿ؀-ۿ]")
TAG = re.compile(r"</?[a-z][^>]*>")
SOURCE = "Source: "


def texts_of(entry: polib.POEntry | None) -> list[str]:
    """Return what stands in an entry: its text, or its plural forms in their order."""
    if entry is None:
        return [""]
    return (
        [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]
    )


def source_of(entry: polib.POEntry) -> str:
    return next((line.removeprefix(SOURCE) for line in entry.tcomment.splitlines() if line.startswith(SOURCE)), "")


def rows() -> Iterator[list]:
    """Yield the rows of the list: the words of most places first, what stands in Amazigh already with its source."""
    known = {
        language: {key(entry): entry for entry in living(polib.pofile(str(path_of(language))))} for language in WHOLE
    }
    amazigh = polib.pofile(str(path_of(PARTIAL)))
    for entry in sorted(living(amazigh), key=lambda one: (-len(one.occurrences), one.msgid)):
        french, arabic = (texts_of(known[language].get(key(entry))) for language in ("fr", "ar"))
        ours, places = texts_of(entry), [name for name, _line in entry.occurrences]
        yield [
            entry.msgctxt or "", entry.msgid, entry.msgid_plural, french[0], french[-1] if entry.msgid_plural else "",
            arabic[-1], ours[0] if ours else "", ours[-1] if entry.msgid_plural and ours else "", source_of(entry),
            len(places), " ".join(places[:3]),
        ]  # fmt: skip


def write(path: Path) -> int:
    """Write the list to a file."""
    found = list(rows())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(found)
    say(f"{len(found)} rows in {path}, {sum(1 for row in found if row[6])} with an Amazigh word.")
    return 0


def faults(entry: polib.POEntry, row: dict[str, str], forms: int) -> Iterator[str]:
    """Yield why a row is not taken, in words."""
    said = texts_of(entry)
    if not row["Source"].strip():
        yield "no source says that the word is attested"
    for text in said:
        if not TIFINAGH.search(text):
            yield "holds no Tifinagh"
        bare = TAG.sub("", catalogues.PLACEHOLDER.sub("", text))
        if others := OTHER_LETTERS.findall(bare):
            yield f"holds other letters: {''.join(others)[:20]}"
        if sorted(TAG.findall(text)) != sorted(TAG.findall(entry.msgid)):
            yield "does not keep the tags"
    yield from wrongs(PARTIAL, entry, forms)


def take(path: Path) -> int:
    """Take the words of a list into the catalogue: all of them, or none when a row is wrong."""
    amazigh = polib.pofile(str(path_of(PARTIAL)), wrapwidth=0)
    forms = forms_of(amazigh)
    entries: dict[Key, polib.POEntry] = {key(entry): entry for entry in living(amazigh)}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"context", "English", "Amazigh", "Amazigh plural", "Source"} - set(reader.fieldnames or ()):
            say(f"{path} has no column {', '.join(sorted(missing))}. Nothing was changed.")
            return 1
        listed = [(number, row) for number, row in enumerate(reader, 2) if (row["Amazigh"] or "").strip()]
    wrong, taken = [], 0
    for number, row in listed:
        entry = entries.get((row["context"] or None, row["English"]))
        if entry is None:
            wrong.append(f"row {number}: {row['English']!r} is not in the sources any more")
            continue
        before = (texts_of(entry), source_of(entry))
        one, more = row["Amazigh"].strip(), (row["Amazigh plural"] or row["Amazigh"]).strip()
        if entry.msgid_plural:
            entry.msgstr_plural = {index: more if index else one for index in range(forms)}
        else:
            entry.msgstr = one
        if texts_of(entry) == before[0] and row["Source"].strip() in {"", before[1]}:
            continue  # as it stands
        wrong += [f"row {number}: {row['English']!r} {fault}" for fault in faults(entry, row, forms)]
        kept = [line for line in entry.tcomment.splitlines() if not line.startswith(SOURCE)]
        entry.tcomment = "\n".join([*kept, f"{SOURCE}{row['Source'].strip()}"])
        taken += 1
    for line in wrong:
        say(line)
    if wrong:
        say(f"{len(wrong)} to mend in {path}. Nothing was changed.")
        return 1
    if taken:
        amazigh.save()
    say(f"{taken} words taken.")
    return 0
