"""Forms about a point of the agenda, its vote and its decision."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import dates
from core.fields import Chosen
from core.text import isolate
from councils.enums import Role
from councils.models import Committee, Mandate, Referral
from deliberations.actions import countersigning, deciding, items, papers, voting
from deliberations.enums import (
    WERE_THERE,
    Countersigner,
    Force,
    ItemKind,
    ItemState,
    Majority,
    Origin,
    SittingState,
    Stance,
)
from deliberations.forms.session import ActForm, Member, Members, area, day, line, members_of, name_of
from deliberations.members import in_office
from deliberations.models import Decision, Deliberation, Sitting

ORIGINS = [choice for choice in Origin.choices if choice[0] not in {Origin.HALF, Origin.PETITION}]


class WordsForm(ActForm):
    """The words of a point."""

    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=items.TITLE_MAX, widget=line(dir="rtl"))
    title_fr = forms.CharField(
        label=_("Title in French"), max_length=items.TITLE_MAX, required=False, widget=line(dir="ltr")
    )
    text = forms.CharField(label=_("What it is about"), max_length=items.TEXT_MAX, required=False, widget=area(4))
    kind = forms.ChoiceField(
        label=_("Matter"),
        choices=ItemKind.choices,
        initial=ItemKind.OTHER,
        help_text=_("The law asks for another majority, or for a visa, in some matters."),
    )


class EditItemForm(WordsForm):
    def begin(self):
        for name in ("title_ar", "title_fr", "text", "kind"):
            self.initial.setdefault(name, getattr(self.thing, name))


class MemberItemForm(WordsForm):
    """A member asks in her own name."""


class ItemForm(WordsForm):
    """Whoever prepares the session writes down where the point comes from."""

    origin = forms.ChoiceField(label=_("Where it comes from"), choices=ORIGINS, initial=Origin.BUREAU)
    asked_by = Member(label=_("The member who asks"), queryset=Mandate.objects.none(), required=False)
    referral = Chosen(label=_("The matter before the council"), queryset=Referral.objects.none(), required=False)

    def begin(self):
        council = self.thing.council_id
        self.fields["asked_by"].queryset = members_of(council)
        matters = Referral.objects.filter(council=council).open().order_by("due_on", "id")
        self.fields["referral"].queryset = matters
        if matter := matters.filter(pk=self.initial.get("referral")).first():
            self.initial |= {"origin": Origin.REFERRAL, "title_ar": matter.title}


class ForceForm(WordsForm):
    force = forms.ChoiceField(label=_("Who asks for it"), choices=Force.choices, widget=forms.RadioSelect)
    on = day(_("Day on which it was received"))
    members = Members(label=_("Members who asked in writing"), queryset=Mandate.objects.none(), required=False)
    item = Chosen(label=_("A point that was not kept"), required=False, queryset=None)
    field_order = ["force", "on", "members", "item"]

    def begin(self):
        self.initial.setdefault("on", localdate())
        self.fields["members"].queryset = members_of(self.thing.council_id)
        self.fields["item"].queryset = refused = self.thing.items.filter(state=ItemState.REFUSED)
        self.fields["title_ar"].required = False  # a refused point has its own words
        if not refused.exists():
            del self.fields["item"]


class CommitteeForm(ActForm):
    committee = Chosen(label=_("Standing committee"), queryset=Committee.objects.none())

    def begin(self):
        committees = Committee.objects.filter(council=self.thing.session.council_id)
        self.fields["committee"].queryset = committees
        fits = (row.pk for row in committees if self.thing.theme in row.themes)
        self.initial.setdefault("committee", self.thing.committee_id or next(fits, None))


class ReportForm(ActForm):
    summary = forms.CharField(label=_("What the committee proposes"), max_length=papers.SUMMARY_MAX, widget=area(6))
    on = day(_("Day on which it met"))
    file = forms.FileField(
        label=_("Its report (PDF)"), required=False, widget=forms.FileInput(attrs={"accept": "application/pdf"})
    )

    def begin(self):
        self.initial.setdefault("on", localdate())


def _whole(label, **options) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
    return forms.IntegerField(label=label, min_value=0, max_value=999, widget=widget, required=False, **options)


def sitting_name(sitting: Sitting) -> str:
    """Return how a list names a sitting: its number in the session, and when it was."""
    return f"{sitting.number} · {dates.moment(sitting.starts_at, get_language())}"


def _there(sitting: Sitting) -> set[int]:
    return set(sitting.attendance.filter(presence__in=WERE_THERE).values_list("mandate_id", flat=True))


class VoteForm(ActForm):
    """What was deliberated and voted: by name, or the counts that were announced."""

    is_new = False  # voted anew: nothing of the vote before is filled in

    sitting = Chosen(label=_("Sitting"), queryset=Sitting.objects.none(), empty_label=None)
    summary = forms.CharField(label=_("What was said"), max_length=voting.SUMMARY_MAX, required=False, widget=area(5))
    takes_up = forms.BooleanField(
        label=_("No committee studied it: the council took it up without debate"), required=False
    )
    everyone = forms.BooleanField(label=_("Everyone who was there voted for"), required=False)
    for_count = _whole(_("For"), help_text=_("Only where names were not taken."))
    against_count = _whole(_("Against"))
    abstain_count = _whole(_("Abstentions"))
    president_side = forms.ChoiceField(
        label=_("Votes equal: the president’s side"),
        choices=[("", "–"), (Stance.FOR, Stance.FOR.label), (Stance.AGAINST, Stance.AGAINST.label)],
        required=False,
    )

    def begin(self):
        session = self.thing.session
        found = getattr(self.thing, "deliberation", None)
        held = self.sittings(found).order_by("-starts_at")
        self.fields["sitting"].queryset = held
        self.fields["sitting"].label_from_instance = sitting_name
        is_known = found is not None and not self.is_new
        self.known = dict(found.votes.values_list("mandate_id", "stance")) if is_known else {}
        if is_known:
            self.initial |= {"sitting": found.sitting_id, "summary": found.summary}
            if not found.is_by_name:
                self.initial |= {name: getattr(found, name) for name in ("for_count", "against_count", "abstain_count")}
        if self.thing.state != ItemState.KEPT:
            del self.fields["takes_up"]
        if self.majority(found) == Majority.ABSOLUTE:
            del self.fields["president_side"]
        names, there = [], set()
        for sitting in held:
            there |= _there(sitting)
        for member in in_office(session.council_id, session.day):
            if member.pk in there:
                names.append(name := f"m{member.pk}")
                field = self.fields[name] = forms.ChoiceField(
                    label=isolate(name_of(member)),
                    choices=[("", _("no vote")), *Stance.choices],
                    initial=self.known.get(member.pk, ""),
                    required=False,
                )
                field.is_one_of_many = True
        # The names that the law asks for come before the counts that stand in for them.
        self.order_fields(["sitting", "summary", "takes_up", "everyone", *names])

    def sittings(self, found: Deliberation | None):
        """Return the sittings at which it may have been voted: a second vote's come after the first one's."""
        held = self.thing.session.sittings.filter(state=SittingState.HELD)
        if found is not None and found.is_second:
            return held.filter(starts_at__gt=Sitting.objects.get(pk=found.first_counts["sitting"]).starts_at)
        return held

    def majority(self, found: Deliberation | None) -> str:
        return found.majority if found else self.thing.majority

    def clean(self):
        data = super().clean()
        names = {name: value for name, value in data.items() if name.startswith("m") and name[1:].isdecimal()}
        if data.get("everyone"):
            sitting = data.get("sitting")
            there = (
                sitting.attendance.filter(presence__in=WERE_THERE).values_list("mandate_id", flat=True)
                if sitting
                else []
            )
            votes = dict.fromkeys(there, Stance.FOR)
        else:
            votes = {int(name[1:]): value for name, value in names.items() if value}
        counts = voting.Counts(*(data.get(f"{name}_count") or 0 for name in ("for", "against", "abstain")))
        if votes and counts.total and counts != voting.counts_of(votes):
            self.add_error("for_count", _("These counts are not those of the names: leave them empty."))
        kept = {"summary": data.get("summary", ""), "president_side": data.get("president_side", "")}
        return kept | {
            "sitting": data.get("sitting"),
            "votes": votes or None,
            "counts": counts,
            "takes_up": data.get("takes_up"),
        }


class SecondVoteForm(VoteForm):
    """The vote of a second sitting, by the majority of the votes cast (113-14, art. 43)."""

    is_new = True

    def sittings(self, found: Deliberation | None):
        held = super().sittings(found)
        return held.filter(starts_at__gt=found.sitting.starts_at) if found else held.none()

    def majority(self, found: Deliberation | None) -> str:
        return Majority.SIMPLE


class DecisionForm(ActForm):
    number = forms.IntegerField(
        label=_("Number in the year"),
        min_value=1,
        max_value=deciding.NUMBER_MAX,
        required=False,
        help_text=_("Empty: the next one."),
        widget=forms.NumberInput(attrs={"dir": "ltr"}),
    )
    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=deciding.TITLE_MAX, widget=line(dir="rtl"))
    text_ar = forms.CharField(
        label=_("Text in Arabic"),
        max_length=deciding.TEXT_MAX,
        widget=forms.Textarea(attrs={"dir": "rtl", "rows": 8}),
    )
    title_fr = forms.CharField(
        label=_("Title in French"), max_length=deciding.TITLE_MAX, required=False, widget=line(dir="ltr")
    )
    text_fr = forms.CharField(
        label=_("Text in French"),
        max_length=deciding.TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"dir": "ltr", "rows": 8}),
    )

    def begin(self):
        row = Decision.objects.filter(deliberation__item=self.thing).first()
        source = row or self.thing
        for name in ("title_ar", "title_fr"):
            self.initial.setdefault(name, getattr(source, name))
        if row:
            self.initial |= {"number": row.number, "text_ar": row.text_ar, "text_fr": row.text_fr}


class PublishForm(ActForm):
    """Who signs beside whoever publishes: the secretary of the council, or another in her place, with the reason."""

    countersigned_by = Member(label=_("Who signs with you"), queryset=Mandate.objects.none())
    countersigned_role = forms.ChoiceField(
        label=_("In which capacity"),
        choices=Countersigner.choices,
        initial=Countersigner.SECRETARY,
        widget=forms.RadioSelect,
    )
    no_countersign_reason = forms.CharField(
        label=_("If the secretary does not sign: why"),
        max_length=countersigning.REASON_MAX,
        required=False,
        widget=area(2),
        help_text=_("It will be shown to everyone, and the minutes tell it."),
    )

    def begin(self):
        members = members_of(self.thing.council_id)
        self.fields["countersigned_by"].queryset = members
        secretary = members.filter(role=Role.SECRETARY).first()
        self.initial.setdefault("countersigned_by", secretary.pk if secretary else None)


class VisaForm(ActForm):
    on = day(_("Day"))

    def begin(self):
        self.initial.setdefault("on", localdate())


class OpposeForm(VisaForm):
    note = forms.CharField(
        label=_("The reason"),
        max_length=deciding.NOTE_MAX,
        widget=area(3),
        help_text=_("It will be shown to everyone."),
    )
