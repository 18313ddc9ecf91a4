"""What happened in an assembly, read once for its minutes (محضر): roll, quorum, presence, proxies, votes, resolutions.

The facts are JSON in no language: words as they were typed, names of organisations in both languages, instants in ISO
8601, states by their value. Natural persons are counted, never named; but for the candidates of an election, whom law
wants declared by name (dahir 1-58-376, art. 5).
"""

import hashlib
import json
from typing import Any

from assemblies.enums import Presence, VoteKind, VoterKind, VoteState
from assemblies.models import Assembly, Vote
from assemblies.tallies import denominator

FORM = 1  # of the facts; a reader of older versions tells by it what to expect


def facts_of(assembly: Assembly) -> dict[str, Any]:
    """Return the facts of an assembly as it now stands, in a few queries."""
    voters = list(assembly.voters.order_by("number"))
    organisations = [voter for voter in voters if voter.kind != VoterKind.PERSON]
    persons = [voter for voter in voters if voter.kind == VoterKind.PERSON]
    proxies = {proxy.giver_id: proxy.holder_id for proxy in assembly.proxies.current()}
    came = {voter.pk for voter in voters if voter.arrived_at}
    items = assembly.items.prefetch_related("votes__candidates", "votes__ballots")
    body = assembly.body
    return {
        "form": FORM,
        "body": {"kind": "network" if assembly.network_id else "association", "ar": body.name_ar, "fr": body.name_fr},
        "is_demo": body.is_demo,
        "kind": assembly.kind,
        "title": assembly.title,
        "place": assembly.place,
        "link": assembly.link,
        "convened_at": _iso(assembly.convened_at),
        "notice_days": assembly.notice_days,
        "starts_at": _iso(assembly.starts_at),
        "call": assembly.call,
        "second_at": _iso(assembly.second_at),
        "first_call": assembly.first_call,
        "quorum": assembly.quorum,
        "counts_proxies": assembly.counts_proxies,
        "opened_at": _iso(assembly.opened_at),
        "closed_at": _iso(assembly.closed_at),
        "roll": len(voters),
        "present": len(came),
        "represented": len([key for key, holder in proxies.items() if key not in came and holder in came]),
        "left": sum(voter.presence == Presence.LEFT for voter in voters),
        "organisations": [_line(voter, came, proxies) for voter in organisations],
        "persons": {
            "roll": len(persons),
            "present": sum(voter.pk in came for voter in persons),
            "represented": sum(voter.pk not in came and proxies.get(voter.pk) in came for voter in persons),
        },
        "items": [
            {
                "number": item.position,
                "title": item.title,
                "text": item.text,
                "votes": [_vote(vote) for vote in item.votes.all() if vote.state == VoteState.CLOSED],
            }
            for item in items
        ],
    }


def digest_of(facts: dict[str, Any], text: str) -> str:
    """Return the SHA-256 of facts and of the rapporteur's words, in hexadecimal, whatever the order of keys."""
    return hashlib.sha256(json.dumps([facts, text], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _line(voter, came: set[int], proxies: dict[int, int]) -> dict[str, Any]:
    is_represented = proxies.get(voter.pk) in came
    how = "present" if voter.pk in came else ("represented" if is_represented else "absent")
    return {"number": voter.number, "ar": voter.name_ar, "fr": voter.name_fr, "kind": voter.kind, "how": how}


def _vote(vote: Vote) -> dict[str, Any]:
    facts = {
        "kind": vote.kind,
        "way": vote.way,
        "question": vote.question,
        "opened_at": _iso(vote.opened_at),
        "roll": vote.roll,
        "present": vote.present,
        "represented": vote.represented,
        "needed": vote.needed,
        "voices": vote.voices,
        "cast": vote.cast,
    }
    if vote.kind == VoteKind.ELECTION:
        ranked = sorted(vote.candidates.all(), key=lambda one: (-one.votes, one.position))
        return facts | {
            "seats": vote.seats,
            "blank": sum(set(ballot.said) == {"0"} for ballot in vote.ballots.all()),
            "candidates": [
                {"name": one.name, "votes": one.votes, "elected": one.is_elected, "level": one.is_level}
                for one in ranked
            ],
        }
    return facts | {
        "majority": vote.majority,
        "for": vote.votes_for,
        "against": vote.against,
        "abstained": vote.abstained,
        "of": denominator(vote.majority, vote.votes_for, vote.against, vote.voices),
        "adopted": vote.is_adopted,
        "resolution": vote.number,
    }


def _iso(at) -> str | None:
    return at and at.isoformat()
