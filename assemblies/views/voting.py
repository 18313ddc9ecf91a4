"""Votes: prepared, opened, said, counted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.middleware import for_everyone
from assemblies import actions
from assemblies.enums import Choice, VoteKind, VoteState, VoteWay
from assemblies.forms import BallotForm, ElectionForm, HandsForm, NoteForm, VoteForm
from assemblies.models import Assembly, Vote
from assemblies.rules import may_cast
from assemblies.tallies import denominator
from assemblies.views.fetch import assembly_for, led_vote, visible_vote
from core.pages import posted
from core.workflow import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk, item):
    """Prepare a vote on a point of the agenda."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    row = get_object_or_404(assembly.items, pk=item)

    def act(**said):
        return actions.prepare_vote(row, by=request.user, **said)

    form = VoteForm(posted(request), initial={"majority": assembly.majority, "question": row.title})
    return _asked(request, assembly, row, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    vote = led_vote(request, pk)
    names = ("kind", "question", "way", "majority", "seats")
    initial = {name: getattr(vote, name) for name in names}
    initial["candidates"] = "\n".join(one.name for one in vote.candidates.all())

    def act(**said):
        return actions.change_vote(vote, by=request.user, **said)

    return _asked(request, vote.item.assembly, vote.item, VoteForm(posted(request), initial=initial), act, vote=vote)


def _asked(request, assembly: Assembly, item, form: VoteForm, act, vote: Vote | None = None):
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.said())
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            return redirect("assemblies:agenda" if assembly.state == "draft" else "assemblies:desk", assembly.pk)
    context = {"assembly": assembly, "body": assembly.body, "item": item, "form": form, "vote": vote}
    return render(request, "assemblies/vote_form.html", context, status=422 if form.errors else 200)


@require_POST
def discard(request, pk):
    vote = led_vote(request, pk)
    assembly = vote.item.assembly
    actions.discard_vote(vote, by=request.user)
    return redirect("assemblies:agenda" if assembly.state == "draft" else "assemblies:desk", assembly.pk)


@login_not_required
@require_safe
def detail(request, pk):
    """One vote: its words, who votes and how, its result; the ballot of who may still give hers."""
    return _page(request, visible_vote(request, pk))


def _page(request, vote: Vote, *, form=None):
    assembly, user = vote.item.assembly, request.user
    leads = user.has_perm("assemblies.lead_vote", vote)
    context = {
        "vote": vote,
        "assembly": assembly,
        "body": assembly.body,
        "leads": leads,
        "standing": assembly.standing() if leads and vote.state != VoteState.CLOSED else None,
        "candidates": sorted(vote.candidates.all(), key=lambda one: (-one.votes, one.position)),
        "of": denominator(vote.majority, vote.votes_for, vote.against, vote.voices),
        "rights": [],
        "choices": Choice.choices,
        "is_demo": assembly.body.is_demo,
    }
    sees_roll = vote.state != VoteState.PREPARED and user.has_perm("assemblies.view_roll", assembly)
    if vote.way == VoteWay.NAMED and sees_roll:
        context["rights"] = vote.rights.select_related("voter__speaker")
    if may_cast(vote, user):
        own = vote.rights.filter(voter__speaker=user, has_cast=False).select_related("voter__speaker")
        context["right"] = own.first()
        is_election = vote.kind == VoteKind.ELECTION
        context["form"] = form or (ElectionForm(vote=vote) if is_election else BallotForm())
    elif leads and vote.state == VoteState.OPEN and vote.way == VoteWay.HANDS:
        context["hands"] = form or HandsForm()
    elif form:
        context["form"] = form
    return render(request, "assemblies/vote.html", context, status=422 if form and form.errors else 200)


@require_POST
def open_vote(request, pk):
    """Open a vote, when there is a quorum."""
    vote = led_vote(request, pk)
    try:
        actions.open_vote(vote, by=request.user)
    except Refused as refusal:
        return _refused(request, vote, refusal)
    return redirect(vote)


@require_POST
def count(request, pk):
    """Take the result: the counts of a show of hands are typed, others are in the urn or on the list."""
    vote = led_vote(request, pk)
    form = HandsForm(request.POST)
    is_by_hands = vote.way == VoteWay.HANDS
    if is_by_hands and not form.is_valid():
        return _page(request, vote, form=form)
    try:
        actions.count(vote, by=request.user, **(form.cleaned_data if is_by_hands else {}))
    except Refused as refusal:
        if not is_by_hands:
            return _refused(request, vote, refusal)
        form.add_error(getattr(refusal, "field", None), str(refusal))
        return _page(request, vote, form=form)
    messages.success(request, _("The result is written down."))
    return redirect(vote)


def _refused(request, vote: Vote, refusal: Refused):
    """Draw the page again, with why not."""
    context = {
        "vote": vote,
        "assembly": vote.item.assembly,
        "body": vote.item.assembly.body,
        "words": str(refusal),
        "standing": vote.item.assembly.standing(),
    }
    return render(request, "assemblies/vote_refused.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request, pk):
    """Annul a vote, with the reason."""
    vote = led_vote(request, pk)
    form = NoteForm(posted(request), needs_note=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.annul(vote, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note", str(refusal))
        else:
            return redirect("assemblies:desk", vote.item.assembly_id)
    context = {"vote": vote, "assembly": vote.item.assembly, "body": vote.item.assembly.body, "form": form}
    return render(request, "assemblies/vote_annul.html", context, status=422 if form.errors else 200)


@require_POST
def say(request, pk):
    """Write down what voters say at a roll call: one field a right, `r12`."""
    vote = led_vote(request, pk)
    rights = {f"r{right.pk}": right for right in vote.rights.all()}
    for name, choice in request.POST.items():
        if name not in rights:
            continue
        if choice not in Choice.values:
            raise Http404
        if rights[name].choice != choice:
            actions.say_by_name(vote, rights[name], choice, by=request.user)
    return redirect(vote)


@for_everyone
@require_POST
def cast(request, pk):
    """Put one's ballot into the urn."""
    vote = visible_vote(request, pk)
    key = request.POST.get("right", "")
    rights = vote.rights.filter(voter__speaker=request.user)
    right = get_object_or_404(rights, pk=int(key) if key.isdecimal() and key.isascii() and len(key) < 16 else 0)
    is_election = vote.kind == VoteKind.ELECTION
    form = ElectionForm(request.POST, vote=vote) if is_election else BallotForm(request.POST)
    if not form.is_valid():
        return _page(request, vote, form=form)
    said = form.cleaned_data
    chosen = {"chosen": [int(one) for one in said["chosen"]]} if is_election else {"choice": said["choice"]}
    try:
        actions.cast(vote, right, by=request.user, **chosen)
    except Refused as refusal:
        if refusal.code != "too_many":
            raise
        form.add_error("chosen", str(refusal))
        return _page(request, vote, form=form)
    messages.success(request, _("Your ballot is in the urn."))
    return redirect(vote)
