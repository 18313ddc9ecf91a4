"""The pages: who sees what, the one thing to do now, refusals that keep what was typed; lists at one cost."""

import datetime

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from assemblies import actions
from assemblies.models import Assembly, Proxy, Vote
from tests.assemblies.hall import Hall, association, drafted, network
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
COSTS = {"of-network": 8, "roll": 9, "desk": 15, "detail": 11}


def page(name: str, *keys) -> str:
    return reverse(f"assemblies:{name}", args=keys)


def as_(client, user):
    client.force_login(user)
    return client


def test_a_secretary_writes_the_rules_the_agenda_and_convenes(client):
    body, secretary = association(2)
    as_(client, secretary)
    body.bylaws.all().delete()
    answer = client.get(page("new-association", body.pk))
    assert answer.url == page("bylaws-association", body.pk, "ordinary")
    rules = {
        "notice_days": 15, "quorum_first": "majority", "quorum_second": "any", "second_notice_days": 7,
        "counts_proxies": "on", "proxies_max": 1, "majority": "simple",
    }  # fmt: skip
    assert client.post(answer.url, rules | {"notice_days": 500}).status_code == 422
    assert client.post(answer.url, rules).status_code == 302
    said = {
        "kind": "ordinary", "title": "الجمع العام", "starts_at": "2020-01-01T10:00", "place": "دار الشباب",
        "openness": "members",
    }  # fmt: skip
    answer = client.post(page("new-association", body.pk), said)
    assert answer.status_code == 422
    assert "دار الشباب" in answer.content.decode()
    soon = localtime() + datetime.timedelta(days=5)
    client.post(page("new-association", body.pk), said | {"starts_at": soon.strftime("%Y-%m-%dT%H:%M")})
    assembly = Assembly.objects.get()
    answer = client.post(page("agenda", assembly.pk), {"title": "التقرير المالي"}, follow=True)
    assert "notice of 15 days" in client.get(f"/en{page('agenda', assembly.pk)[3:]}").content.decode()
    answer = client.post(page("move", assembly.pk, "convene"))
    assert answer.status_code == 422
    later = (soon + datetime.timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")
    client.post(page("edit", assembly.pk), said | {"starts_at": later})
    assert client.post(page("move", assembly.pk, "convene")).status_code == 302
    assembly.refresh_from_db()
    assert (assembly.state, assembly.voters.count()) == ("convened", 4)


def test_a_voter_gives_a_proxy_and_one_of_a_proxy_is_refused_with_her_choice_kept(client):
    hall = Hall(4)
    hall.gives(3, 2)
    voter = hall.voter(1)
    as_(client, voter.speaker)
    assert page("proxy", hall.assembly.pk, 1) in client.get(hall.assembly.get_absolute_url()).content.decode()
    represented = hall.voter(3).pk
    answer = client.post(page("proxy", hall.assembly.pk, 1), {"holder": represented})
    assert answer.status_code == 422
    assert f'value="{represented}" selected' in answer.content.decode()
    assert client.post(page("proxy", hall.assembly.pk, 1), {"holder": hall.voter(4).pk}).status_code == 302
    assert Proxy.objects.current().filter(giver=voter).get().holder == hall.voter(4)
    assert client.get(page("proxy", hall.assembly.pk, 2)).status_code == 404  # another's line
    proxy = Proxy.objects.get(giver=hall.voter(3))
    assert client.post(page("withdraw-proxy", hall.assembly.pk, proxy.pk)).status_code == 404


def test_the_day_at_the_desk_a_vote_refused_and_one_counted(client):
    with Hall(5) as hall:
        as_(client, hall.by)
        pk = hall.assembly.pk
        for number in (1, 2, 3):
            client.post(page("mark", pk, number), {"presence": "present"})
        assert client.post(page("mark", pk, 4), {"presence": "asleep"}).status_code == 404
        client.post(page("move", pk, "open"))
        item = hall.assembly.items.first()
        said = {"kind": "resolution", "question": "المصادقة", "way": "hands", "majority": "absolute"}
        client.post(page("vote-new", pk, item.pk), said)
        vote = Vote.objects.get()
        client.post(page("mark", pk, 3), {"presence": "left"})
        answer = client.post(page("vote-open", vote.pk))
        assert answer.status_code == 409
        client.post(page("mark", pk, 3), {"presence": "present"})
        assert client.post(page("vote-open", vote.pk)).status_code == 302
        counts = {"votes_for": 3, "against": 1, "abstained": 0}
        answer = client.post(page("vote-count", vote.pk), counts)
        assert answer.status_code == 422
        assert 'value="3"' in answer.content.decode()
        assert client.post(page("vote-count", vote.pk), counts | {"against": 0}).status_code == 302
        vote.refresh_from_db()
        assert (vote.is_adopted, vote.number) == (True, 1)
        client.post(page("move", pk, "close"))
        client.post(page("minutes-write", pk), {"text": "دار نقاش."})
        assert client.get(page("minutes", pk)).status_code == 200
        as_(client, hall.voter(1).speaker)
        assert client.get(page("minutes", pk)).status_code == 404  # not published yet


def test_a_secret_ballot_is_offered_to_who_votes_and_says_what_it_weighs(client):
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        vote = hall.vote(way="secret")
        as_(client, hall.voter(1).speaker)
        live = client.get(page("now", hall.assembly.pk)).content.decode()
        assert vote.get_absolute_url() in live
        right = vote.rights.get(voter=hall.voter(1))
        assert f'value="{right.pk}"' in client.get(vote.get_absolute_url()).content.decode()
        assert client.post(page("vote-cast", vote.pk), {"right": right.pk}).status_code == 422
        others = vote.rights.get(voter=hall.voter(2))
        assert client.post(page("vote-cast", vote.pk), {"right": others.pk, "choice": "for"}).status_code == 404
        assert client.post(page("vote-cast", vote.pk), {"right": right.pk, "choice": "for"}).status_code == 302
        assert client.post(page("vote-cast", vote.pk), {"right": right.pk, "choice": "for"}).status_code == 409
        assert "vote-cast" not in client.get(vote.get_absolute_url()).content.decode()
        named = hall.assembly.items.last()
        actions.count(vote, by=hall.by)
        roll_call = actions.prepare_vote(named, by=hall.by, question="نداء", way="named")
        actions.open_vote(roll_call, by=hall.by)
        as_(client, hall.by)
        said = {f"r{one.pk}": "for" for one in roll_call.rights.all()}
        client.post(page("vote-say", roll_call.pk), said)
        client.post(page("vote-count", roll_call.pk))
        roll_call.refresh_from_db()
        assert roll_call.votes_for == 4


@pytest.mark.parametrize("openness", ["members", "public"])
def test_a_stranger_reads_of_a_public_one_its_agenda_and_never_the_roll(client, openness):
    body, by = network(2)
    assembly = drafted(body, by, openness=openness)
    strangers = [page("detail", assembly.pk), page("now", assembly.pk), page("calendar", assembly.pk)]
    assert [client.get(url).status_code for url in strangers] == [404] * 3
    actions.convene(assembly, by=by)
    assert [client.get(url).status_code for url in strangers] == [200 if openness == "public" else 404] * 3
    as_(client, UserFactory())
    closed = 403 if openness == "public" else 404
    for name in ("roll", "desk", "agenda"):
        assert client.get(page(name, assembly.pk)).status_code == closed
    voter = as_(client, assembly.voters.first().speaker)
    assert voter.get(page("roll", assembly.pk)).status_code == 200
    assert voter.get(page("desk", assembly.pk)).status_code == 403
    assert b"BEGIN:VEVENT" in voter.get(page("calendar", assembly.pk)).content


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_the_roll_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    body, by = network(count)
    for _number in range(count):
        assembly = actions.convene(drafted(body, by), by=by)
    as_(client, by)
    for url, queries in COSTS.items():
        with django_assert_num_queries(queries):
            assert client.get(page(url, body.pk if url == "of-network" else assembly.pk)).status_code == 200


def test_programs_read_what_is_public_and_nothing_else(client):
    with Hall(5) as hall:
        Assembly.objects.filter(pk=hall.assembly.pk).update(openness="public")
        inner = Hall(2)
        hall.opens(1, 2, 3)
        actions.count(hall.vote(), by=hall.by, votes_for=3, against=0, abstained=0)
        rows = client.get("/api/v1/assemblies/").json()["results"]
        assert [row["id"] for row in rows] == [hall.assembly.pk]
        one = client.get(f"/api/v1/assemblies/{hall.assembly.pk}/").json()
        (vote,) = one["agenda"][0]["votes"]
        assert (vote["votes_for"], vote["voices"], vote["is_adopted"], vote["number"]) == (3, 3, True, 1)
        as_(client, inner.by)
        assert client.get(f"/api/v1/assemblies/{inner.assembly.pk}/").status_code == 404
        assert client.get("/api/v1/assemblies/?chair=1").status_code == 400
