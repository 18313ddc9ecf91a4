"""Several at the same moment: one right, one set of ballots; one holder, as many proxies as the rules allow."""

import pytest

from assemblies import actions
from assemblies.models import Ballot, Proxy
from tests.assemblies.hall import Hall
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_voter_at_twenty_urns_at_once_casts_once():
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        vote, voter = hall.vote(way="secret"), hall.voter(1)
        right = vote.rights.get(voter=voter)
        results = together(*[lambda: actions.cast(vote, right, by=voter.speaker, choice="for")] * 20)
        assert len(refusals(results)) == 19
        vote.refresh_from_db()
        assert (Ballot.objects.count(), vote.cast) == (2, 2)


def test_all_at_once_every_voice_is_counted():
    with Hall(12) as hall:
        hall.opens(*range(1, 13))
        vote = hall.vote(way="secret")
        pairs = [(vote.rights.get(voter=hall.voter(number)), hall.voter(number).speaker) for number in range(1, 13)]
        results = together(*[lambda pair=pair: actions.cast(vote, pair[0], by=pair[1], choice="for") for pair in pairs])
        assert refusals(results) == []
        vote.refresh_from_db()
        assert vote.cast == 12
        assert actions.count(vote, by=hall.by).votes_for == 12


def test_ten_give_one_holder_their_proxies_at_once_and_two_are_taken():
    hall = Hall(11, proxies_max=2)
    holder, givers = hall.voter(11), [hall.voter(number) for number in range(1, 11)]
    results = together(*[lambda one=one: actions.give_proxy(one, holder, by=one.speaker) for one in givers])
    assert len(refusals(results)) == 8
    assert Proxy.objects.current().filter(holder=holder).count() == 2


def test_two_who_give_each_other_their_proxy_at_once_make_no_circle():
    hall = Hall(3)
    one, other = hall.voter(1), hall.voter(2)
    results = together(
        lambda: actions.give_proxy(one, other, by=one.speaker), lambda: actions.give_proxy(other, one, by=other.speaker)
    )
    assert len(refusals(results)) == 1
    assert Proxy.objects.current().count() == 1


def test_counting_and_casting_at_once_lose_no_ballot():
    with Hall(5) as hall:
        hall.opens(1, 2, 3)
        vote = hall.vote(way="secret")
        pairs = [(vote.rights.get(voter=hall.voter(number)), hall.voter(number).speaker) for number in (1, 2, 3)]
        results = together(
            lambda: actions.count(vote, by=hall.by),
            *[lambda pair=pair: actions.cast(vote, pair[0], by=pair[1], choice="for") for pair in pairs],
        )
        vote.refresh_from_db()
        taken = 3 - len(refusals(results))
        assert (vote.state, vote.votes_for, vote.cast) == ("closed", taken, taken)
        assert vote.ballots.count() == vote.rights.filter(has_cast=True).count() == taken
