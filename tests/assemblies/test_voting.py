"""Votes: only with a quorum, never more voices than voters; secret ballots counted and tied to nobody; elections."""

import pytest
from django.core.exceptions import PermissionDenied

from assemblies import actions
from assemblies.models import Ballot, VotingRight
from core.fitness import Unfit
from core.models import Entry
from core.workflow import Refused
from tests.assemblies.hall import Hall

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_a_show_of_hands_with_its_denominator_and_the_number_of_its_resolution():
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        vote = hall.vote(majority="absolute")
        assert (vote.roll, vote.present, vote.represented, vote.needed) == (5, 3, 1, 3)
        with pytest.raises(Unfit, match=r"5.*4"):
            actions.count(vote, by=hall.by, votes_for=3, against=1, abstained=1)
        assert refused(lambda: actions.count(vote, by=hall.by)) == "votes_for"
        lost = actions.count(vote, by=hall.by, votes_for=2, against=0, abstained=2)
        assert (lost.is_adopted, lost.number) == (False, None)
        first, second = (
            actions.count(hall.vote(2), by=hall.by, votes_for=3, against=1, abstained=0) for _one in range(2)
        )
        assert (first.number, second.number) == (1, 2)


def test_when_the_quorum_is_lost_nothing_is_voted_nor_counted():
    with Hall(5) as hall:
        hall.opens(1, 2, 3)
        vote = hall.vote()
        hall.leave(3)
        assert refused(lambda: actions.count(vote, by=hall.by, votes_for=2, against=0, abstained=0)) == "no_quorum"
        vote.refresh_from_db()
        assert (vote.state, vote.is_adopted) == ("open", None)
        actions.annul(vote, by=hall.by, note="ضاع النصاب")
        assert refused(hall.vote) == "no_quorum"
        hall.come(3)
        assert hall.vote().state == "open"


def test_one_vote_at_a_time_and_nothing_before_the_session():
    with Hall(3) as hall:
        hall.come(1, 2)
        assert refused(hall.vote) == "not_in_session"
        hall.opens()
        hall.vote()
        assert refused(hall.vote) == "vote_open"
        assert refused(lambda: actions.close(hall.assembly, by=hall.by)) == "vote_open"


def test_a_roll_call_is_weighed_by_proxies_and_may_be_put_right():
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        vote = hall.vote(way="named")
        rights = {right.voter.number: right for right in vote.rights.all()}
        assert {number: right.weight for number, right in rights.items()} == {1: 2, 2: 1, 3: 1}
        for number, choice in ((1, "against"), (1, "for"), (2, "against"), (3, "abstain")):
            actions.say_by_name(vote, rights[number], choice, by=hall.by)
        done = actions.count(vote, by=hall.by)
        assert (done.votes_for, done.against, done.abstained, done.cast, done.is_adopted) == (2, 1, 1, 4, True)


def test_a_secret_ballot_counts_each_voice_once_and_leads_to_nobody():
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        vote = hall.vote(way="secret")
        before = Entry.objects.count()
        hall.casts(vote, 1, choice="for")
        hall.casts(vote, 2, choice="against")
        assert Entry.objects.count() == before  # an entry would tell when
        assert refused(lambda: hall.casts(vote, 1, choice="against")) == "cast"
        with pytest.raises(PermissionDenied):
            actions.cast(vote, vote.rights.get(voter=hall.voter(3)), by=hall.voter(2).speaker, choice="for")
        sealed = list(Ballot.objects.all())
        assert len(sealed) == 3
        assert {len(bytes(one.sealed)) for one in sealed} == {len(bytes(sealed[0].sealed))}
        assert not any(one.said for one in sealed)
        done = actions.count(vote, by=hall.by)
        assert (done.votes_for, done.against, done.abstained, done.cast) == (2, 1, 0, 3)
        assert done.is_adopted
        assert list(Ballot.objects.values_list("said", flat=True)) == ["A", "F", "F"]
        assert not Ballot.objects.filter(pk__in=[one.pk for one in sealed]).exists()
        assert set(VotingRight.objects.filter(vote=vote).values_list("choice", flat=True)) == {""}
        assert refused(lambda: hall.casts(vote, 3, choice="for")) == "vote_closed"


def test_who_comes_after_a_vote_was_opened_has_no_voice_in_it_and_no_voice_counts_twice():
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        vote = hall.vote(way="secret")
        hall.casts(vote, 1, choice="for")  # with the voice of 4
        actions.check_in(hall.voter(4), by=hall.voter(4).speaker)
        assert not vote.rights.filter(voter=hall.voter(4)).exists()
        assert actions.count(vote, by=hall.by).cast == 2
        assert hall.vote(2, way="secret").rights.count() == 4


def test_the_board_is_elected_and_level_candidates_leave_a_seat_free():
    with Hall(5) as hall:
        hall.opens(1, 2, 3, 4)
        said = {"kind": "election", "seats": 2, "question": "انتخاب أعضاء المكتب"}
        names = ["أ. المثال", "ب. المثال", "ج. المثال", "أ. المثال"]
        vote = hall.vote(**said, candidates=names)
        assert vote.way == "secret"
        first, second, third = vote.candidates.all()
        assert refused(lambda: hall.casts(vote, 1, chosen=[first.pk, second.pk, third.pk])) == "too_many"
        assert refused(lambda: hall.casts(vote, 1, chosen=[0])) == "not_a_candidate"
        hall.casts(vote, 1, chosen=[first.pk, second.pk])
        hall.casts(vote, 2, chosen=[first.pk, third.pk])
        hall.casts(vote, 3, chosen=[])
        actions.count(vote, by=hall.by)
        found = {one.name: (one.votes, one.is_elected, one.is_level) for one in vote.candidates.all()}
        assert found == {"أ. المثال": (2, True, False), "ب. المثال": (1, False, True), "ج. المثال": (1, False, True)}


def test_fewer_candidates_than_seats_and_a_vote_that_asks_nothing_are_refused():
    with Hall(3) as hall:
        hall.opens(1, 2)
        assert refused(lambda: hall.vote(kind="election", seats=2, candidates=["أ. المثال"])) == "few_candidates"
        assert refused(lambda: hall.vote(question=" . ")) == "question"
        assert refused(lambda: hall.vote(kind="election", seats=0, candidates=["أ. المثال"])) == "seats"


def test_who_leads_opens_and_counts_and_nobody_else():
    with Hall(3) as hall:
        hall.opens(1, 2)
        voter = hall.voter(1).speaker
        with pytest.raises(PermissionDenied):
            actions.prepare_vote(hall.assembly.items.first(), by=voter, question="سؤال")
        vote = hall.vote(way="secret")
        hall.casts(vote, 1, choice="for")
        for act in (
            lambda: actions.count(vote, by=voter),
            lambda: actions.annul(vote, by=voter, note="لا"),
            lambda: actions.mark(hall.voter(2), "left", by=voter),
        ):
            with pytest.raises(PermissionDenied):
                act()
        vote.refresh_from_db()
        assert vote.state == "open"
        actions.annul(vote, by=hall.by, note="خطأ في الصياغة")
        assert Ballot.objects.count() == 0
