"""What holds for the whole house, whatever room is built next."""

import ast
from pathlib import Path

import pytest
import rules
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from core import drawing

ROOT = Path(settings.BASE_DIR)
APPS = [
    "core", "territories", "accounts", "notices", "councils", "spaces", "moderation", "debates", "needs",
    "consultations", "petitions", "networks", "events", "calls", "training", "resources", "plain", "plans",
    "assemblies", "deliberations", "presidency", "equality", "programmes", "mediation", "observatory", "search",
    "opendata", "config",
]  # fmt: skip
MOST_LINES, MOST_OF_A_TEST = 300, 400
LONG = {"config/settings.py"}  # one list, read from top to bottom

REGISTER = "acts dictionary feed feed_of_space register table year year_of_space year_pdf year_pdf_of_space"
# Pages open to everyone, by the name of their view. A new one is a decision: write it here.
PUBLIC = {
    "consultations.views.results.data",
    "consultations.views.results.results",
    "consultations.views.results.table",
    "accounts.views.door.PasswordDoor",
    "accounts.views.door.code",
    "accounts.views.door.enter",
    "accounts.views.door.resend",
    "accounts.views.door.to_the_door",
    "accounts.views.language.language",
    "accounts.views.welcome.welcome",
    "allauth.account.views.AccountInactiveView",
    "allauth.account.views.LogoutView",
    "allauth.mfa.base.views.AuthenticateView",
    "allauth.mfa.webauthn.views.LoginWebAuthnView",
    "config.certificates.check",
    "assemblies.views.reading.calendar",
    "assemblies.views.reading.detail",
    "assemblies.views.reading.file",
    "assemblies.views.reading.in_space",
    "assemblies.views.reading.live",
    "assemblies.views.reading.minutes",
    "assemblies.views.reading.of_body",
    "assemblies.views.voting.detail",
    "calls.views.funding.detail",
    "calls.views.funding.evidence",
    "calls.views.reading.detail",
    "calls.views.reading.in_space",
    "calls.views.reading.listing",
    "calls.views.reading.results",
    "calls.views.register.calls",
    "calls.views.register.dictionary",
    "calls.views.register.feed",
    "calls.views.register.projects",
    "config.health.health",
    "config.offline.data",
    "config.offline.key",
    "config.offline.manifest",
    "config.offline.offline",
    "config.offline.worker",
    "config.reference.reference",
    "config.status.status",
    "config.views.home",
    "config.views.house",
    "config.views.letters",
    "config.views.root",
    "config.views.text",
    "config.views.theme",
    "consultations.views.building.preview",
    "consultations.views.reading.detail",
    "consultations.views.reading.document",
    "consultations.views.reading.in_space",
    "consultations.views.reading.listing",
    "consultations.views.reading.of_council",
    "consultations.views.replying.report",
    "councils.views.council.detail",
    "councils.views.council.latest_answers",
    "councils.views.council.overdue",
    "councils.views.referral.detail",
    "debates.views.conclusion.conclusion",
    "equality.views.bodies.body",
    "equality.views.opinions.as_pdf",
    "equality.views.opinions.atom",
    "equality.views.opinions.detail",
    "equality.views.opinions.of_session",
    "presidency.views.open_data.dictionary",
    "presidency.views.open_data.orders_feed",
    "presidency.views.open_data.questions_feed",
    "presidency.views.open_data.table",
    "presidency.views.orders.cited",
    "presidency.views.orders.detail",
    "presidency.views.orders.file",
    "presidency.views.orders.listing",
    "presidency.views.questions.detail",
    "presidency.views.questions.listing",
    "presidency.views.questions.of_session",
    "presidency.views.reports.detail",
    "presidency.views.reports.listing",
    "debates.views.debate.detail",
    "debates.views.debate.document",
    "debates.views.debate.in_space",
    "debates.views.debate.listing",
    "debates.views.feeds.atom",
    "debates.views.feeds.calendar",
    "debates.views.feeds.calendar_in_space",
    "debates.views.minutes.detail",
    "debates.views.minutes.file",
    "debates.views.minutes.latest",
    "debates.views.projector.projector",
    "debates.views.sitting.counts",
    "debates.views.sitting.room_page",
    "debates.views.talking.contribution",
    "debates.views.talking.thread",
    "debates.views.thread.frames",
    "debates.views.voicing.voice",
    "deliberations.views.reading.atom",
    "deliberations.views.reading.calendar",
    "deliberations.views.reading.decision",
    "deliberations.views.reading.decisions",
    "deliberations.views.reading.document",
    "deliberations.views.reading.of_council",
    "deliberations.views.reading.of_referral",
    "deliberations.views.reading.report",
    "deliberations.views.reading.session",
    "deliberations.views.reading.sitting",
    "deliberations.views.minutes.detail",
    "deliberations.views.minutes.file",
    "events.views.feeds.atom",
    "events.views.feeds.calendar",
    "events.views.feeds.calendar_in_space",
    "events.views.feeds.dictionary",
    "events.views.feeds.table",
    "events.views.reading.detail",
    "events.views.reading.in_space",
    "events.views.reading.listing",
    "events.views.reading.minutes",
    "events.views.reading.notes",
    "events.views.reading.programme",
    "events.views.reading.stand",
    "events.views.reading.stands",
    "mediation.views.claiming.receipt",
    "mediation.views.desks.in_space",
    "mediation.views.doors.sms",
    "mediation.views.doors.whatsapp",
    *(f"moderation.views.register.{name}" for name in REGISTER.split()),
    "moderation.views.reporting.report",
    "moderation.views.reporting.thanks",
    "needs.views.reading.detail",
    "needs.views.reading.latest",
    "needs.views.reading.latest_in_space",
    "needs.views.reading.listing",
    "needs.views.reading.on_map",
    "needs.views.reading.photo",
    "needs.views.reading.points",
    "needs.views.reading.voice",
    "needs.views.writing.blank",
    "networks.views.campaigns.detail",
    "networks.views.charter.charter",
    "networks.views.membership.member",
    "networks.views.offers.detail",
    "networks.views.offers.listing",
    "networks.views.partners.detail",
    "networks.views.partners.listing",
    "networks.views.reading.detail",
    "networks.views.reading.document",
    "networks.views.reading.listing",
    "networks.views.reading.members",
    "networks.views.reading.publication",
    "networks.views.reading.publications",
    "networks.views.steering.group",
    "plain.views.listening.audio",
    "plain.views.listening.listen",
    "plain.views.listening.tongue",
    "plain.views.reading.index",
    "plain.views.reading.process",
    "plain.views.reading.words",
    "notices.views.following.atom",
    "notices.views.following.topic",
    "notices.views.inbox.count",
    "notices.views.stopping.stop",
    "opendata.views.files.all_datasets",
    "opendata.views.files.checksums",
    "opendata.views.files.file",
    "opendata.views.files.words",
    "opendata.views.pages.detail",
    "opendata.views.pages.listing",
    "opendata.views.pages.programs",
    "opendata.views.popolo.every",
    "opendata.views.popolo.one",
    "petitions.views.annexes.annex",
    "petitions.views.papers.receipt",
    "petitions.views.procedure.before_council",
    "petitions.views.reading.detail",
    "petitions.views.reading.in_space",
    "petitions.views.reading.listing",
    "petitions.views.register.dictionary",
    "petitions.views.register.of_space",
    "petitions.views.register.table",
    "petitions.views.register.to_council",
    "resources.views.letters.fill",
    "resources.views.lists.reading",
    "resources.views.lists.reading_for",
    "resources.views.reading.bank",
    "resources.views.reading.detail",
    "resources.views.reading.file",
    "resources.views.reading.in_space",
    "resources.views.reading.latest",
    "resources.views.reading.of_association",
    "resources.views.reading.version",
    "resources.views.reading.version_file",
    "resources.views.reading.versions",
    "resources.views.register.dictionary",
    "resources.views.register.feed",
    "resources.views.register.feed_of_space",
    "resources.views.register.table",
    "observatory.views.data.methods",
    "observatory.views.data.table",
    "observatory.views.inclusion.space",
    "observatory.views.reading.comparison",
    "observatory.views.reading.council",
    "observatory.views.reading.country",
    "observatory.views.reading.publication",
    "observatory.views.reading.region",
    "programmes.views.files.data",
    "programmes.views.files.days",
    "programmes.views.files.dictionary",
    "programmes.views.files.evaluation",
    "programmes.views.files.geojson",
    "programmes.views.files.paper",
    "programmes.views.files.table",
    "programmes.views.project.evidence",
    "programmes.views.project.measure_evidence",
    "programmes.views.project.project",
    "programmes.views.project.step_evidence",
    "programmes.views.reading.budget",
    "programmes.views.reading.came_from",
    "programmes.views.reading.of_council",
    "programmes.views.reading.on_map",
    "programmes.views.reading.points",
    "programmes.views.reading.programme",
    "programmes.views.reading.steps",
    "search.views.description",
    "search.views.found",
    "plans.views.plan.action",
    "plans.views.plan.data",
    "plans.views.plan.days",
    "plans.views.plan.dictionary",
    "plans.views.plan.evidence",
    "plans.views.plan.measure_evidence",
    "plans.views.plan.paper",
    "plans.views.plan.plan",
    "plans.views.plan.table",
    "plans.views.reading.came_from",
    "plans.views.reading.difference",
    "plans.views.reading.document",
    "plans.views.reading.listing",
    "plans.views.reading.paragraph",
    "spaces.views.association.detail",
    "spaces.views.charter.charter",
    "spaces.views.directory.atom",
    "spaces.views.directory.dictionary",
    "spaces.views.directory.directory",
    "spaces.views.directory.in_space",
    "spaces.views.directory.table",
    "spaces.views.halls.halls",
    "spaces.views.home.detail",
    "spaces.views.home.index",
    "territories.views.detail",
    "territories.views.here",
    "territories.views.options",
    "territories.views.outline",
    "territories.views.search",
    "training.views.reading.catalogue",
    "training.views.reading.course",
    "training.views.reading.for_role",
    "training.views.reading.in_space",
    "training.views.reading.lesson",
    "training.views.reading.media",
    "training.views.registering.cohort",
}
# Views that are not ours, or that close themselves: Django's administration, Django REST framework's permissions.
ELSEWHERE = ("django.contrib.admin.", "rest_framework.", "drf_spectacular.")


def python_files(*folders: str) -> list[Path]:
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
    )


def views(patterns=None):
    """Yield every view that an address leads to."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def name_of(view) -> str:
    view = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    return f"{view.__module__}.{view.__qualname__}"


def is_open(view) -> bool:
    return not getattr(view, "login_required", True)


def test_every_page_open_to_everyone_is_named():
    found = {name_of(view) for view in views() if is_open(view) and not name_of(view).startswith(ELSEWHERE)}
    found -= {name_of(view) for view in views() if hasattr(view, "cls")}  # the API: core.permissions closes it
    assert sorted(found) == sorted(PUBLIC)


def test_every_view_of_the_api_says_who_may_enter():
    said = {
        view.cls.__qualname__: view.cls.permission_classes
        for view in views()
        if hasattr(view, "cls") and not name_of(view).startswith(ELSEWHERE)
    }
    assert said
    for name, classes in said.items():
        assert classes, name
        assert "Denied" not in str(classes), name


def test_only_the_engine_writes_a_state():
    """`perform` alone changes an axis of a model that has a life; other places may give a new row its first value."""
    axes = {move.field for model in drawing.models_with_a_life() for move in model.MOVES.values()}
    allowed = {"core/workflow.py", "core/outbox.py", "core/clock.py"}
    guilty = []
    for path in python_files(*APPS):
        name = str(path.relative_to(ROOT))
        if name in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(target, ast.Attribute) and target.attr in axes for target in targets):
                guilty.append(f"{name}:{node.lineno}")
            is_update = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"update", "update_or_create"}
            if is_update and axes & {keyword.arg for keyword in node.keywords}:
                guilty.append(f"{name}:{node.lineno}")
    assert guilty == []


def test_each_permission_of_a_move_exists():
    asked = {move.permission for model in drawing.models_with_a_life() for move in model.MOVES.values()}
    assert [name for name in sorted(asked) if not rules.perm_exists(name)] == []


def test_each_rule_of_a_permission_is_told_in_one_line():
    words = drawing.rules_in_words()
    assert [name for name, said in sorted(words.items()) if not said.endswith(".")] == []
    assert {("needs", "is_public"), ("spaces", "is_public"), ("councils", "mandate_drafts")} <= set(words)


def test_each_move_leads_from_and_to_known_values():
    for model in drawing.models_with_a_life():
        for name, move in model.MOVES.items():
            known = {value for value, _ in model._meta.get_field(move.field).choices}
            assert {str(move.target), *map(str, move.sources)} <= known, f"{model._meta.label} {name}"
            if move.stamp:
                assert model._meta.get_field(move.stamp).get_internal_type() == "DateTimeField"


@pytest.mark.parametrize("page", sorted(drawing.pages()))
def test_the_drawings_in_docs_are_up_to_date(page):
    assert (drawing.folder() / page).read_text(encoding="utf-8") == drawing.pages()[page], "run manage.py draw_docs"


def test_draw_docs_writes_the_pages(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("core.management.commands.draw_docs.folder", lambda: tmp_path)
    call_command("draw_docs")
    assert {path.name for path in tmp_path.iterdir()} == set(drawing.pages())


def test_no_file_is_longer_than_a_few_screens():
    long = {
        name: count
        for path in python_files(*APPS, "tests")
        if (name := str(path.relative_to(ROOT))) not in LONG
        and (count := len(path.read_text(encoding="utf-8").splitlines()))
        > (MOST_OF_A_TEST if name.startswith("tests/") else MOST_LINES)
    }
    assert long == {}
