"""Advocacy campaigns of a network: prepared, started, followed step by step, ended with their outcome."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.workflow import Refused, perform
from networks import workflow
from networks.actions import words
from networks.actions.locking import lock_steered
from networks.enums import CampaignState
from networks.models import Campaign, Network, Step

CAMPAIGNS_MAX, STEPS_MAX = 50, 60


def _clean(*, title: str, target: str, asks: str, allies: str = "") -> dict[str, str]:
    return {
        "title": words.line(title, "title"),
        "target": words.line(target, "target", words.LINE_MAX),
        "asks": words.text(asks, "asks"),
        "allies": words.text(allies, "allies", needed=False),
    }


@transaction.atomic
def prepare_campaign(network: Network, *, by: User, **said: str) -> Campaign:
    """Prepare a campaign and return it. Locks the network. Raises `PermissionDenied`, `Unfit`, `Refused`."""
    fields = _clean(**said)
    row = lock_steered(network.pk, by)
    if row.campaigns.count() >= CAMPAIGNS_MAX:
        raise Refused(_("A network keeps at most fifty campaigns here."), "full")
    campaign = Campaign.objects.create(network=row, author=by, **fields)
    journal.record(campaign, "prepare", by=by)
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, *, by: User, **said: str) -> Campaign:
    """Write a campaign anew until it ends. Locks the campaign."""
    fields = _clean(**said)
    row = _led(campaign, by)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    journal.record(row, "change", by=by)
    return row


@transaction.atomic
def add_step(campaign: Campaign, *, by: User, on: datetime.date, text: str) -> Step:
    """Plan a step for a day, or say one that was done. Locks the campaign."""
    text = words.line(text, "text", words.LINE_MAX)
    row = _led(campaign, by)
    if row.steps.count() >= STEPS_MAX:
        raise Refused(_("A campaign has at most sixty steps."), "full")
    step = row.steps.create(on=on, text=text)
    journal.record(row, "add_step", by=by, data={"step": step.pk})
    return step


@transaction.atomic
def tick_step(step: Step, *, by: User) -> Step:
    """Say that a step is done; a second time changes nothing. Locks the campaign."""
    row = _led(step.campaign, by)
    if row.steps.filter(pk=step.pk, done_at=None).update(done_at=now()):
        journal.record(row, "tick_step", by=by, data={"step": step.pk})
    step.refresh_from_db()
    return step


def move_campaign(campaign: Campaign, action: str, *, by: User, note: str = "") -> Campaign:
    """Start a campaign, or end it: the note is its outcome."""
    also = {"outcome": words.text(note, "note", needed=False)} if action == workflow.END else None
    return perform(campaign, action, by=by, note=note, also=also)


def _led(campaign: Campaign, by: User) -> Campaign:
    rows = Campaign.objects.select_related("network").select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=campaign.pk)
    if not by.has_perm("networks.lead_campaign", row):
        raise PermissionDenied
    if row.state == CampaignState.ENDED:
        raise Refused(_("This campaign has ended: it stays as it is."), "ended")
    return row
