"""The commands that the page for programmers shows are run as they stand, by what `curl` would send."""

import re
import shlex
from html import unescape
from urllib.parse import quote, urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts import actions as people
from accounts.enums import Scope
from councils.models import Council
from needs.models import Need
from opendata import actions
from opendata.examples import GROUPS
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r"<pre[^>]*><code>(curl .*?)</code></pre>", re.DOTALL)
TAKING = {
    "-H": "headers",
    "-d": "data",
    "--data-urlencode": "encoded",
    "-o": "",
    "--etag-save": "",
    "--etag-compare": "",
}


def send(client, command: str):
    """Send what a command of `curl` would, and return the answer."""
    program, *words = shlex.split(command)
    assert program == "curl"
    given: dict[str, list] = {"headers": [], "data": [], "encoded": [], "": []}
    address = ""
    while words:
        word = words.pop(0)
        if word in TAKING:
            given[TAKING[word]].append(words.pop(0))
        elif word != "-O":
            assert not address, f"two addresses: {address} {word}"
            address = word
    headers = dict(one.split(": ", 1) for one in given["headers"])
    told = urlsplit(address)
    path = f"{told.path}?{told.query}" if told.query else told.path
    body = given["data"] + [
        f"{name}={quote(value)}" for name, _is, value in (one.partition("=") for one in given["encoded"])
    ]
    if not body:
        return client.get(path, headers=headers)
    kind = headers.pop("Content-Type", "application/x-www-form-urlencoded")
    return client.post(path, "&".join(body), content_type=kind, headers=headers)


def test_every_command_of_the_page_does_what_it_says(client):
    cache.clear()
    space = SpaceFactory()
    CouncilFactory(territory=space.commune) if not Council.objects.filter(territory=space.commune).exists() else None
    actions.make("needs")
    owner = UserFactory()
    key = people.make_token(owner, name="p", scopes=[Scope.READ, Scope.NEEDS], by=owner)[1]
    page = client.get(reverse("opendata:programs")).content.decode()
    commands = [unescape(one) for one in SHOWN.findall(page)]
    assert len(commands) == sum(len(examples) for _title, examples in GROUPS)
    # Between single quotes a shell would send the name of the key, not the key.
    assert not [one for one in commands if re.search(r"'[^']*[$]AGRAW_KEY[^']*'", one.replace('"', ""))]
    answers = {command: send(client, command.replace("$AGRAW_KEY", key)) for command in commands}
    wrong = {
        command: answer.status_code for command, answer in answers.items()
        if answer.status_code not in ({404} if "999999999" in command else {200, 201})
    }  # fmt: skip
    assert wrong == {}
    assert Need.objects.filter(space=space, theme="lighting").count() == 2
    (missing,) = [answer for command, answer in answers.items() if "999999999" in command]
    assert missing.headers["Content-Language"] == "fr"
