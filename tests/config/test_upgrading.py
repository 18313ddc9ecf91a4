"""Migrations that would hurt a house in use are named; those that do not are left alone."""

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from config.upgrading import LARGE, faults
from core.operations import AllowNull

BEFORE = ProjectState()
for name in ("need", "photo"):
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=100)),
        ("place", models.CharField(max_length=20, null=True)),
        ("by", models.ForeignKey("accounts.User", models.CASCADE)),
    ]
    BEFORE.add_model(ModelState("needs", name.capitalize(), fields))
BEFORE.add_model(ModelState("core", "Entry", [("id", models.BigAutoField(primary_key=True))]))
INDEX, CHECK = models.Index(fields=["title"], name="i"), models.CheckConstraint(condition=~models.Q(title=""), name="c")


def found(*operations, app: str = "needs", **more) -> list[str]:
    migration = type("Migration", (migrations.Migration,), {"operations": list(operations), **more})("0002_x", app)
    return list(faults(migration, BEFORE))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("need", "place"),
        migrations.DeleteModel("Photo"),
        migrations.RenameField("need", "place", "where"),
        migrations.RenameModel("Photo", "Picture"),
        migrations.RunSQL("UPDATE needs_need SET title = ''"),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.AddField("photo", "size", models.IntegerField(default=0)),
        migrations.AddField("need", "code", models.CharField(max_length=9, null=True, unique=True)),
        migrations.AlterField("photo", "title", models.TextField()),
        migrations.AlterField("photo", "title", models.CharField(max_length=50)),
        migrations.AlterField("photo", "place", models.CharField(max_length=20)),
        migrations.AlterField("need", "title", models.CharField(max_length=100, db_index=True)),
        migrations.AlterField("photo", "by", models.ForeignKey("accounts.User", models.CASCADE, null=True)),
        migrations.AddIndex("need", INDEX),
        AddIndexConcurrently("need", INDEX),  # in a transaction
        migrations.AddConstraint("need", CHECK),
    ],
    ids=lambda operation: operation.describe()[:40],
)
def test_what_would_hurt_is_named_once(operation):
    assert len(found(operation)) == 1
    assert found(operation, safe_because="Nobody has used it since 1.4.") == []


def test_what_hurts_nobody_is_left_alone():
    new = migrations.CreateModel("Vote", [("id", models.BigAutoField(primary_key=True))])
    assert found(
        AllowNull("photo", "by", models.ForeignKey("accounts.User", models.CASCADE, null=True)),
        new,
        migrations.AddField("vote", "value", models.IntegerField(default=0)),
        migrations.AddField("photo", "words", models.TextField(null=True)),
        migrations.AlterField("photo", "title", models.CharField(max_length=200)),
        migrations.AddIndex("photo", INDEX),
        AddConstraintNotValid("need", CHECK),
    ) == []  # fmt: skip
    assert found(migrations.AddField("need", "size", models.IntegerField(db_default=0))) == []
    assert found(AddIndexConcurrently("need", INDEX), atomic=False) == []


def test_an_index_of_a_journal_that_may_lie_in_parts_is_named():
    assert [one for one in found(AddIndexConcurrently("entry", INDEX), atomic=False, app="core") if "in parts" in one]


SIZE = migrations.AddField("need", "size", models.IntegerField(db_default=0))
OF_NEED = migrations.AddField("photo", "of", models.ForeignKey("needs.Need", models.CASCADE, null=True))
WORDS = migrations.AddField("photo", "words", models.TextField(null=True))


@pytest.mark.parametrize("first", [SIZE, OF_NEED, migrations.RemoveConstraint("need", "c")])
def test_a_lock_on_a_large_table_that_outlives_its_step_is_named(first):
    assert [fault for fault in found(first, WORDS) if "lock on a large table lasts" in fault]
    assert not [fault for fault in found(WORDS, first) if "lasts" in fault]
    assert not [fault for fault in found(first, WORDS, atomic=False) if "lasts" in fault]


def test_the_migrations_of_this_house_can_run_while_it_is_used():
    call_command("lint_migrations")
    for app, name in LARGE:
        assert apps.get_model(app, name)
