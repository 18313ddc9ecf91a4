"""Named values of the core, and the rooms that share them."""

import importlib
import inspect

from django.apps import apps
from django.db import models

from core.enums import Visibility


def enums_of_rooms():
    """Each enum that a room's own `enums.py` makes."""
    for app in apps.get_app_configs():
        try:
            module = importlib.import_module(f"{app.name}.enums")
        except ModuleNotFoundError:
            continue
        for _name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, models.TextChoices) and one.__module__ == module.__name__:
                yield one


def test_no_room_says_again_what_visible_held_and_hidden_are():
    again = [one for one in enums_of_rooms() if set(one.values) == set(Visibility.values) and one is not Visibility]
    assert again == []
