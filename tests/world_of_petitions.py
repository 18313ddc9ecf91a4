"""The petitions of the small world (`tests.world`): one at each turn of the law's way, some that not everyone may see.

With them, how to fill their addresses and those of associations, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate, now

from core import pdf
from debates import actions as debates
from petitions import actions
from petitions.actions import deciding, depositing, hearing, ruling
from petitions.enums import Bearer, SignatureState
from petitions.models import OnlineAcceptance, Petition
from petitions.steps import NAMES as QUESTIONS
from petitions.typed import TypedRow
from petitions.views.steps import STEPS
from spaces import actions as spaces
from spaces.enums import PaperKind
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.petitions import SignatureFactory
from tests.factories.territories import TerritoryFactory

# The API's names for the things of petitions.
OF_PETITIONS = ("petition-", "sheet-", "annex-")
OF_ASSOCIATIONS = ("spaces:association", "spaces:paper", "spaces:my-associations", "association-")
BORN = datetime.date(1984, 3, 1)
DOSSIER = (PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY, PaperKind.HEADCOUNT)
# In which petition of the world each step is open.
OPEN_IN = {
    "hand_in": "reached", "deposit": "reached", "withdraw": "collecting", "check": "deposited", "accept": "lapsing",
    "reject": "lapsing", "schedule": "accepted", "to_committee": "scheduled", "deliberate": "scheduled",
    "decide": "deliberated", "follow_up": "decided", "report": "decided",
}  # fmt: skip


def file_of(name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, paper())


def make(world) -> SimpleNamespace:
    """Make an association and the petitions. Of each state one; `secret` are those that strangers may not see."""
    call_command("load_law", verbosity=0)
    who, made = world.who, SimpleNamespace(committee=world.council.committees.get())
    made.association = associated(world)
    made.draft = written(world, "canarydraftpetition", address="canarydraftaddress")
    actions.add_annex(made.draft, by=who["author"], title="canarydraftpetition annex", file=file_of())
    made.collecting = collecting(world, "collecting")
    made.printed, made.entered, made.counted, made.back = sheets_of(world, made.collecting)
    made.reached = in_order(world, "reached", "canarylisted")
    made.deposited = deposited(world, in_order(world, "deposited", "canarydepositlist"), address="canaryaddress")
    for state in ("lapsing", "accepted", "scheduled", "deliberated", "decided", "rejected"):
        setattr(made, state, led(world, made, state))
    made.held = collecting(world, "canarypetitionheld")
    made.held_sheet = sheets_of(world, made.held)[1]
    actions.hold(made.held, by=who["facilitator"], note="held for its numbers")
    made.hidden = led(world, made, "canarytakenpetition")
    debates.contribute(made.hidden.thread, by=UserFactory(), text="canarypetitiontalk")
    actions.hide(made.hidden, by=who["facilitator"], note="hidden for its words")
    # Support, then the council accepts signatures online, which bear a name.
    actions.sign(made.collecting, by=who["supporter"], attests=True)
    SignatureFactory(petition=made.collecting, state=SignatureState.HELD)
    OnlineAcceptance.objects.create(
        council=world.council, reference="12/2026", accepted_on=localdate(), entered_by=who["superuser"]
    )
    actions.sign(made.reached, by=who["supporter"], attests=True, name="canaryonlinename", network="canarynetwork")
    made.secret = [Petition.objects.get(pk=row.pk) for row in (made.draft, made.held, made.hidden)]
    for name in ("collecting", "reached", "deposited"):
        actions.refresh(getattr(made, name))
    for name, row in vars(made).items():
        if isinstance(row, Petition):
            setattr(made, name, Petition.objects.get(pk=row.pk))
    return made


def associated(world):
    """Register the author's association, with a dossier that is whole."""
    author = world.who["author"]
    row = spaces.register_association(
        by=author, name_ar="جمعية العالم", name_fr="Association du monde", purpose="canarypurpose", themes=["water"],
        seat=world.space.commune, founded_on=localdate() - datetime.timedelta(days=5 * 366), member_count=150,
        counted_on=localdate() - datetime.timedelta(days=20),
    )  # fmt: skip
    for kind in DOSSIER:
        issued_on = localdate() - datetime.timedelta(days=30)
        file = file_of("canarypaper.pdf")
        added = spaces.add_paper(row, by=author, kind=kind, file=file, issued_on=issued_on)
        if kind != PaperKind.HEADCOUNT:  # one waits to be checked
            spaces.check_paper(added, by=world.who["facilitator"])
    return row


def written(world, word: str, *, association=None, address: str = "address", council=None) -> Petition:
    """Write a draft whose every word tells which one it is."""
    author = world.who["author"]
    bearer = Bearer.ASSOCIATION if association else Bearer.CITIZENS
    council = council or world.council
    petition = actions.begin(world.space, by=author, council=council, bearer=bearer, association=association)
    said = dict.fromkeys(("within_powers", "respects_constants", "common_interest", "appointed"), True)
    words = {"title": f"{word} title", "reasons": f"{word} text", "aims": f"{word} aims", "theme": "water"}
    petition = actions.write(petition, by=author, **words, **said)
    return actions.name_mandatary(petition, by=author, name="mandatary", address=address, born_on=BORN, appointed=True)


def collecting(world, word: str, **more) -> Petition:
    """Open a petition to everyone, with an annex."""
    petition = actions.start(written(world, word, **more), by=world.who["author"])
    actions.add_annex(petition, by=world.who["author"], title=f"{word} annex", file=file_of())
    return petition


def row_of(number: int, name: str) -> TypedRow:
    return TypedRow(number, name=f"{name} {number}", born_on=BORN, address=f"{name} address")


def sheets_of(world, petition: Petition) -> list:
    """Print four sheets: one stays empty, one awaits a second person, one is counted, one is to be typed again."""
    author, desk = world.who["author"], world.who["desk"]
    printed, entered, counted, back = actions.print_sheets(petition, by=author, count=4)
    entered = actions.enter_sheet(entered, by=author, row_total=1, rows=[row_of(1, "canaryentered")]).sheet
    scan = SimpleUploadedFile("canaryscan.pdf", paper())
    rows = [row_of(1, "canarycounted")]
    counted = actions.enter_sheet(counted, by=author, row_total=1, rows=rows, scan=scan).sheet
    typed = actions.enter_sheet(back, by=author, row_total=1, rows=[row_of(1, "canarytypedback")]).sheet
    return [printed, entered, counted, actions.give_back_sheet(typed, by=desk, note="row 1")]


def in_order(world, word: str, signer: str, **more) -> Petition:
    """Bring the one signature that is asked for here, on a sheet that two persons have looked at."""
    petition = collecting(world, word, **more)
    Petition.objects.filter(pk=petition.pk).update(required=1)
    petition.refresh_from_db()
    (sheet,) = actions.print_sheets(petition, by=world.who["author"], count=1)
    sheet = actions.enter_sheet(sheet, by=world.who["author"], row_total=1, rows=[row_of(1, signer)]).sheet
    actions.check_sheet(sheet, by=world.who["facilitator"], row_total=1, agreed=[1])
    actions.refresh(petition)
    return Petition.objects.get(pk=petition.pk)


def deposited(world, petition: Petition, *, address: str) -> Petition:
    """Hand the file in and deposit it; where files can be made, with the one that names people in it."""
    author = world.who["author"]
    petition = actions.name_mandatary(petition, by=author, name="mandatary", address=address, born_on=BORN)
    if pdf.is_here():
        actions.make_file(petition, by=author, language="fr")
        petition = depositing.hand_in(Petition.objects.get(pk=petition.pk), by=author)
    return depositing.deposit(handed_in(petition), by=world.who["officer"])


def handed_in(petition: Petition) -> Petition:
    """Hand a petition in without the file that would have to be made first."""
    Petition.objects.filter(pk=petition.pk, handed_in_at=None).update(handed_in_at=now())
    return Petition.objects.get(pk=petition.pk)


def led(world, made, state: str) -> Petition:
    """Lead a petition of the association up to a state, by the acts themselves."""
    who, by = world.who, world.who["president"]
    petition = collecting(world, state, association=made.association)
    if state == "rejected":  # against a receipt on paper
        scan = SimpleUploadedFile("canaryscan.pdf", paper())
        petition = depositing.deposit(petition, by=who["author"], on=localdate(), number="12", scan=scan)
    else:
        petition = depositing.deposit(handed_in(petition), by=who["officer"])
    if state == "deposited":
        return petition
    petition = ruling.check(petition, by=by)
    if state == "rejected":
        return ruling.reject(petition, by=by, grounds=["association_object"], reasons="too few")
    if state in {"lapsing", "canarytakenpetition"}:
        return petition
    steps = {
        "accepted": lambda: ruling.accept(petition, by=by),
        "scheduled": lambda: opens_today(hearing.schedule(petition, by=by)),
        "deliberated": lambda: hearing.deliberate(petition, by=by, on=localdate()),
        "decided": lambda: deciding.decide(petition, by=by, outcome="adopted", text="decided"),
    }
    for name, step in steps.items():
        petition = step()
        if name == state:
            break
    return petition


def opens_today(petition: Petition) -> Petition:
    """Let its session open today: what is tried is not when."""
    petition = Petition.objects.get(pk=petition.pk)
    type(petition.hearing).objects.filter(petition=petition).update(session_on=localdate(), session_by=localdate())
    return petition


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of petitions and associations with, as `tests.doors.values` does."""
    made = world.petitions
    secret = made.secret[turn % len(made.secret)]
    shown = [made.collecting, made.deposited, made.decided, secret]
    pages = [{"pk": row.pk} for row in shown]
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    sheets = (made.printed, made.entered, made.counted, made.back, made.held_sheet)
    annexes = [
        {"pk": row.annexes.earliest("pk").pk, "annex": row.annexes.earliest("pk").pk}
        for row in (made.collecting, secret)
    ]
    papers = [{"pk": row.pk} for row in (made.association.papers.first(), made.association.papers.last())]
    association = [{"pk": made.association.pk}]
    filing = {"number": getattr(actions.newest_file(made.deposited), "pk", 1)}
    span = {"first": 1, "last": 2}
    steps = [{"pk": getattr(made, state).pk, "name": name} for name, state in OPEN_IN.items()]
    steps += [{"pk": secret.pk, "name": name} for name in ("withdraw", "check")] + [pages[0] | {"name": "fly"}]
    assert OPEN_IN.keys() == STEPS.keys(), "say in which petition of the world each step is open"
    asked = [{"pk": made.draft.pk, "step": name} for name in (*QUESTIONS, "fly")]
    return {
        ("petitions", ("slug",)): slugs,
        ("petitions", ("pk",)): pages,
        ("petitions:detail", ("pk",)): [*pages, {"pk": made.draft.pk}],
        ("petitions:receipt-scan", ("pk",)): [{"pk": row.pk} for row in (made.rejected, made.deposited, secret)],
        ("petitions:annex", ("pk",)): [{"pk": row["pk"]} for row in annexes],
        ("petitions:annex-remove", ("annex", "pk")): [
            {"pk": row.pk, "annex": one["annex"]}
            for row, one in zip((made.collecting, secret), annexes, strict=True)
        ],
        ("petitions:build", ("pk", "step")): [*asked, {"pk": made.collecting.pk, "step": "object"}],
        ("petitions:moderate", ("action", "pk")): [
            row | {"action": action} for row in (pages[0], pages[3]) for action in ("hold", "hide", "show", "fly")
        ],
        ("petitions:file-pdf", ("number", "pk")): [pages[1] | filing, pages[3] | filing],
        ("petitions:receipt", ("language", "pk")): [
            row | {"language": language} for row in (pages[1], pages[3]) for language in ("fr", "xx")
        ],
        ("petitions:step", ("name", "pk")): steps,
        ("petitions:sheet-pages", ("first", "language", "last", "pk")): [
            pages[0] | span | {"language": "fr"}, pages[3] | span | {"language": "xx"},
        ],
        ("petitions", ("code",)): [{"code": sheet.code} for sheet in sheets],
        ("debates:thread", ("pk",)): [{"pk": row.thread_id} for row in (made.collecting, made.hidden)],
        ("spaces:associations", ("slug",)): slugs,
        **{
            (f"spaces:{name}", ("pk",)): association
            for name in ("association", "association-edit", "association-branches", "paper-add")
        },
        **{(f"spaces:{name}", ("pk",)): papers for name in ("paper", "paper-check", "paper-remove")},
        ("petition", ("pk",)): pages,
        ("petition-move", ("move", "pk")): [{"pk": row["pk"], "move": row["name"]} for row in steps],
        ("association", ("pk",)): association,
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of petitions or associations names what a stranger may not see; None for no such one."""
    made, pk = world.petitions, kwargs.get("pk")
    if name == "debates:thread" and pk in {made.collecting.thread_id, made.hidden.thread_id}:
        return pk == made.hidden.thread_id
    if name in {"spaces:paper", "spaces:paper-check", "spaces:paper-remove"}:
        return True
    if name.startswith(OF_ASSOCIATIONS):
        return kwargs.get("slug") == world.draft_space.commune.slug
    if not name.startswith(("petitions:", *OF_PETITIONS)):
        return None
    if "code" in kwargs:
        return role != "desk" or kwargs["code"] == made.held_sheet.code
    if name == "petitions:annex":
        return pk in {row.annexes.earliest("pk").pk for row in made.secret}
    if pk is None:
        of_council = {"petitions:before-council", "petitions:atom-of-council"}  # which is there whatever is prepared
        return name not in of_council and kwargs.get("slug") == world.draft_space.commune.slug
    return pk in {row.pk for row in made.secret} or "/build/" in reverse(name, kwargs=kwargs)


def plant(world) -> None:
    """Make one of what a page asks for only where there is some: a report of what was done."""
    deciding.follow_up(world.petitions.decided, by=world.who["president"], text="first")


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of petitions and associations list."""
    made, who = world.petitions, world.who
    more = collecting(world, f"more {number}")
    printed, *_others = sheets_of(world, made.collecting)
    assert printed.number > 4
    actions.sign(more, by=who["supporter"], attests=True, name="supporter")
    made.rows = [row_of(1, "one"), row_of(2, "two")]
    (sheet,) = actions.print_sheets(made.reached, by=who["author"], count=1)
    entered = actions.enter_sheet(sheet, by=who["author"], row_total=2, rows=made.rows).sheet
    actions.check_sheet(entered, by=who["desk"], row_total=2, agreed=[1, 2])
    for petition in (made.draft, made.collecting):
        actions.add_annex(petition, by=who["author"], title=f"annex {number}", file=file_of())
    SignatureFactory(petition=made.collecting, state=SignatureState.HELD, origin_key=bytes([number + 1]) * 32)
    deciding.follow_up(made.decided, by=who["president"], text=f"done {number}")
    led(world, made, "lapsing")
    written(world, f"draft {number}")
    spaces.add_paper(made.association, by=who["author"], kind=PaperKind.BRANCH, file=file_of(), issued_on=localdate())
    spaces.add_branch(made.association, TerritoryFactory(), by=who["author"])
    register(who["author"], world.space.commune, number)


def register(by, seat, number: int):
    """Register another association."""
    return spaces.register_association(
        by=by,
        name_ar=f"جمعية {number}",
        name_fr=f"Association {number}",
        seat=seat,
        founded_on=datetime.date(2015, 1, 1),
    )
