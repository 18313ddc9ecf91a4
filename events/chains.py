"""The chain of structured notes as a page reads it: each step with what it came from and what came of it."""

from dataclasses import dataclass, field

from events.enums import NoteKind
from events.models import Event, Note


@dataclass
class Step:
    """One step, with its neighbours on both sides."""

    note: Note
    sources: list[Note] = field(default_factory=list)
    results: list[Note] = field(default_factory=list)

    @property
    def contribution(self):
        """What was said in the debate, when everyone may read it."""
        said = self.note.contribution
        return said if said is not None and said.is_shown and said.thread.visibility == "visible" else None


@dataclass
class Chain:
    """Every step of one kind."""

    kind: NoteKind
    steps: list[Step]


def chains_of(event: Event) -> list[Chain]:
    """Return the steps of an event by kind, from notes to actions, without the kinds that have none. Three queries."""
    notes = list(event.notes.with_chain().order_by("number"))
    for note in notes:
        note.event = event
        if note.slot is not None:
            note.slot.event = event
    order = list(NoteKind)

    def sorted_(rows):
        return sorted(rows, key=lambda one: (order.index(one.kind), one.number))

    chains = [
        Chain(
            kind,
            [
                Step(note, sorted_(note.sources.all()), sorted_(note.results.all()))
                for note in notes
                if note.kind == kind
            ],
        )
        for kind in NoteKind
    ]
    return [chain for chain in chains if chain.steps]
