"""Beginning a petition, writing it step by step, opening it to signatures, or throwing the draft away."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, perform
from councils.enums import Theme
from councils.models import Council
from debates.actions import open_thread, settle
from moderation.actions import hold_by_rule
from moderation.screening import screen, words_of
from needs.actions.folding import folded_fields
from needs.actions.news import people_behind
from needs.models import Need
from notices.actions import notify
from notices.paths import without_language
from petitions import requirements
from petitions.actions.announcing import tell_begun
from petitions.actions.locking import is_hers, lock
from petitions.addressees import is_addressee
from petitions.conditions import SIGNED, article, before_deposit
from petitions.enums import Bearer, PetitionState
from petitions.models import Petition
from petitions.workflow import START
from spaces.enums import SpaceState
from spaces.models import Association, Space

TITLE_MAX, TEXT_MAX = 200, 4_000  # characters
DRAFTS_MAX = 10  # of one person
DECLARATIONS = {"within_powers", "respects_constants", "common_interest", "appointed"}


class Parts(TypedDict, total=False):
    """What one step of the builder writes; the four declarations are true or false."""

    council: Council
    title: str
    theme: str
    reasons: str
    aims: str
    within_powers: bool
    respects_constants: bool
    common_interest: bool
    appointed: bool
    bearer: str
    association: Association | None


def begin(
    space: Space,
    *,
    by: User,
    council: Council,
    bearer: str = Bearer.CITIZENS,
    association: Association | None = None,
    need: Need | None = None,
) -> Petition:
    """Begin a petition in the space of a commune, to the council of the commune, of its province or of its region, and
    return the draft, which its author alone sees.

    `need` is a need of the space that it grows from: the draft takes its words over. Asked again before a word was
    written, it returns the same draft. Raises `PermissionDenied`, or `Refused` in words: for a space that is not open,
    another council, a place without a population (113-14, art. 123), more than ten drafts.
    """
    if not by.has_perm("petitions.begin_petition", space):
        raise PermissionDenied
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: no petition can be begun in it."), "closed")
    draft = Petition(space=space, author=by)
    fields = _bearer(draft, by, {"bearer": bearer, "association": association}) | {"need": _need(space, need)}
    fields |= {"council": _council(space, council, fields["bearer"])}
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # the same form sent twice at once makes one draft
        drafts = Petition.objects.led_by(by).filter(state=PetitionState.DRAFT)
        words = _words_of(need) if need else {"title": "", "reasons": ""}
        same = drafts.filter(space=space, reasons=words["reasons"], title=words["title"], aims="", **fields).first()
        if same:
            return same
        if drafts.count() >= DRAFTS_MAX:
            raise Refused(
                _("You have ten petitions that are not finished. Go on with one of them, or throw one away first."),
                "drafts",
            )
        return Petition.objects.create(
            space=space, author=by, **fields, **words, **(folded_fields(words["title"], "", words["reasons"]))
        )


def write(petition: Petition, *, by: User, **parts: Unpack[Parts]) -> Petition:
    """Write some parts of a draft and return it; what is not named stays. Locks the petition.

    Raises `PermissionDenied`, `Unfit` which names the part, `Refused` once signatures are collected: people sign what
    they read. An association's petition is presented by its legal representative (113-14, art. 122).
    """
    if unknown := parts.keys() - Parts.__annotations__.keys():
        raise TypeError(f"not a part of a petition: {sorted(unknown)}")
    with transaction.atomic():
        row = _draft(petition, by)
        fields: dict[str, Any] = {name: bool(parts[name]) for name in DECLARATIONS & parts.keys()}
        if "title" in parts:
            fields["title"] = _words(clean_line(parts["title"]), TITLE_MAX, "title")
        for name in ("reasons", "aims"):
            if name in parts:
                fields[name] = _words(clean_text(parts[name]), TEXT_MAX, name)
        if "theme" in parts:
            if parts["theme"] not in Theme.values:
                raise Unfit(_("Choose a theme from the list."), "theme")
            fields["theme"] = parts["theme"]
        if "bearer" in parts:
            fields |= _bearer(row, by, parts)
        if "council" in parts or "bearer" in parts:
            council = parts.get("council", row.council)
            fields["council"] = _council(row.space, council, fields.get("bearer", row.bearer))
        return _save(row, fields)


def start(petition: Petition, *, by: User) -> Petition:
    """Open a petition to everyone, with its discussion, and return it; citizens begin to sign.

    The numbers of signatures are those of the law today (113-14, art. 123; 112-14, art. 114; 111-14, art. 120), and
    stay. All other conditions must be met or declared, so that what is deposited is in order. The people behind the
    need that it grew from are told. An automatic rule may hold it until a moderator has read it. Locks the petition.
    Raises `PermissionDenied`, or `Refused` with what is missing.
    """
    with transaction.atomic():
        row = lock(petition.pk)
        is_hers(row, by)
        if row.state != PetitionState.DRAFT:
            return perform(row, START, by=by)  # which says why not
        if row.space.state != SpaceState.OPEN:
            raise Refused(_("This space is not open: nothing can be begun in it. Your draft is kept."), "closed")
        if missing := [one for one in before_deposit(row) if one.key not in SIGNED]:
            words = _("This is still missing: %(conditions)s. Your draft is kept.")
            named = gettext("; ").join(f"{one.words} ({one.article})" for one in missing)
            raise Refused(words % {"conditions": named}, missing[0].key)
        also: dict[str, Any] = {}
        if row.bearer == Bearer.CITIZENS:
            numbers = requirements.numbers_for(row.council.territory, localdate())
            also = {"required": numbers.required, "spread_required": numbers.spread or None}
        thread = open_thread(row.space, title=row.title)
        settle(thread, without_language(row.get_absolute_url()))
        begun = perform(row, START, by=by, also=also | {"thread": thread}, data=also | _origin(row))
        _tell_of_growth(begun, by)
        tell_begun(begun)
        said = f"{begun.title}\n{begun.reasons}\n{begun.aims}"
        if rule := screen(said, by=by, listed=words_of(begun.space)):
            hold_by_rule("petition", begun, rule)
            begun.refresh_from_db(fields=["visibility"])
    return begun


def discard(petition: Petition, *, by: User) -> None:
    """Throw a draft away with its annexes; what was begun is withdrawn instead. Locks the petition."""
    with transaction.atomic():
        row = _draft(petition, by)
        files = [(annex.file.storage, annex.file.name) for annex in row.annexes.all()]
        row.delete()
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])


# --- what is asked of what a person gives ---
def _draft(petition: Petition, by: User) -> Petition:
    row = lock(petition.pk)
    is_hers(row, by)
    if row.state != PetitionState.DRAFT:
        raise Refused(_("People sign what they read: the words cannot change any more."), "begun")
    return row


def _save(row: Petition, fields: dict[str, Any]) -> Petition:
    for name, value in fields.items():
        setattr(row, name, value)
    if fields.keys() & {"title", "reasons", "aims"}:
        fields |= folded_fields(row.title, row.aims, row.reasons)
        row.folded, row.keys = fields["folded"], fields["keys"]
    row.save(update_fields=list(fields))
    return row


def _words(words: str, longest: int, field: str) -> str:
    if not has_words(words):
        raise Unfit(_("Write it in words. What you wrote elsewhere is kept."), field)
    return fits(words, longest, field)


def _bearer(row: Petition, by: User, parts: dict[str, Any]) -> dict[str, Any]:
    bearer, association = parts["bearer"], parts.get("association")
    if bearer not in Bearer.values:
        raise Unfit(_("Say who presents the petition: citizens, or an association."), "bearer")
    if bearer == Bearer.CITIZENS:
        return {"bearer": bearer, "association": None}
    if association is None:
        raise Unfit(_("Say which association presents the petition."), "association")
    if association.representative_id != by.pk:
        level = requirements.level_of(row.council.territory) if row.council_id else "commune"
        raise Unfit(
            _("Only its legal representative presents a petition for an association (%(article)s).")
            % {"article": article(level, "mandatary")},
            "association",
        )
    return {"bearer": bearer, "association": association}


def _council(space: Space, council: Council, bearer: str) -> Council:
    if not is_addressee(space, council):
        raise Unfit(
            _("From here a petition goes to the council of the commune, of its province or of its region."), "council"
        )
    if bearer == Bearer.CITIZENS:
        try:
            requirements.numbers_for(council.territory, localdate())
        except Refused as refusal:
            raise Unfit(refusal.message, "council") from refusal
    return council


def _need(space: Space, need: Need | None) -> Need | None:
    if need is not None and need.space_id != space.pk:
        raise Unfit(_("This need belongs to another space."), "need")
    return need


def _words_of(need: Need) -> dict[str, str]:
    return {"title": need.title, "theme": need.theme, "reasons": need.text}


def _origin(row: Petition) -> dict[str, int]:
    return {"need": row.need_id} if row.need_id else {}


def _tell_of_growth(row: Petition, by: User) -> None:
    if not row.need_id:
        return
    notify(
        [person for person in people_behind(row.need) if person.pk != by.pk],
        key=f"petition.{row.pk}.begun",
        text=lambda: (
            gettext("A petition to the council grew from “%(need)s”: read it, and sign it if you agree.")
            % {"need": isolate(row.need.title)}
        ),
        url=row.get_absolute_url(),
    )
