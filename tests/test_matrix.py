"""Every door is in the tables of `tests/matrix`: pages and API by the resolver, the API's methods, sockets, the
administration. Whether people get in as the tables say is tried by `tests.test_doors`.
"""

from django.contrib import admin
from django.urls import URLResolver, get_resolver

from config.asgi import SOCKETS
from tests import matrix
from tests.doors import ELSEWHERE


def doors(resolver=None, space=""):
    """Yield (name, methods) of each address: the methods that a view of the API names, those of a page are unknown."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace not in ELSEWHERE:
                yield from doors(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", {method.upper() for method in getattr(pattern.callback, "actions", {})}


def administered():
    for model in admin.site._registry:
        yield f"admin:{model._meta.app_label}_{model._meta.model_name}"


def test_each_door_is_in_one_table_and_each_row_is_a_door():
    there = {name for name, _methods in doors()} | set(administered()) | {str(one.pattern) for one in SOCKETS}
    assert sorted(there - set(matrix.addresses())) == [], "say in tests/matrix/ROOM.csv who gets in"
    assert sorted(set(matrix.addresses()) - there) == [], "no such door any more"


def test_each_method_of_the_api_has_a_row():
    wanted = {(name, method) for name, methods in doors() for method in methods - {"HEAD", "OPTIONS"}}
    assert sorted(wanted - {(row.address, row.method) for row in matrix.rows().values()}) == []


def test_each_cell_names_roles_and_each_row_stands_in_the_table_of_its_room():
    """What is hidden may open to people whom what is shown does not: a draft to its author, a space's course that is
    being written to its facilitator, where the Lab's is the coordination's."""
    for row in matrix.rows().values():
        shown, hidden = matrix.roles_of(row.shown), matrix.roles_of(row.hidden)
        assert row.shown == matrix.expression(shown), f"write {matrix.expression(shown)!r}: {row}"
        assert row.hidden in {"", matrix.expression(hidden)}, f"write {matrix.expression(hidden)!r}: {row}"


def test_no_stranger_may_act_on_what_is_hidden():
    """Whatever the tables say: a visitor acts at her own door alone, and on nothing that is hidden."""
    acting = [row for row in matrix.rows().values() if row.method in {"POST", "PUT", "PATCH", "DELETE"}]
    by_visitors = {row.address for row in acting if "visitor" in matrix.roles_of(row.shown)}
    assert sorted(by_visitors) == sorted(VISITORS_MAY_SEND)
    hidden = [row for row in acting if {"visitor", "citizen"} & matrix.roles_of(row.hidden)]
    assert hidden == []


# What a visitor may send: who she is; the blanks of a model letter, of which nothing is kept; a report.
VISITORS_MAY_SEND = {
    "account_login", "account_login_password", "account_logout", "resources:fill", "moderation:report", "report",
}  # fmt: skip
