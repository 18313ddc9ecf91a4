"""Is this installation well? Everything that an operator can have forgotten or lost, told in words with what to do.

`manage.py check_installation` asks it. Each look is a function that yields findings; one that fails is a finding too.
"""

from collections.abc import Callable, Iterator

from config.installation import contents, database, machine, services
from config.installation.findings import Finding, Level, well

type Look = Callable[[], Iterator[Finding]]

# In this order: what the later ones need comes first. Those that ask the database are left out while it is away.
WITHOUT_DATABASE: list[Look] = [
    machine.secrets,
    machine.address,
    machine.zone,
    machine.media,
    machine.room,
    machine.files,
    machine.printing,
    services.mail,
    services.text_messages,
    services.push,
    services.backup,
]
WITH_DATABASE: list[Look] = [
    database.version,
    database.extensions,
    database.migrations,
    database.journal,
    database.journal_size,
    database.clock,
    database.replica,
    services.log_kept,
    services.live,
    services.worker,
    services.messages,
    services.jobs,
    contents.law,
    contents.territories,
]

__all__ = ["Finding", "Level", "look_at_everything"]


def look_at_everything() -> list[Finding]:
    """Return what was found, whatever it is: each look adds at least one finding."""
    found = [one for look in WITHOUT_DATABASE for one in look()]
    away = list(database.reachable())
    found += away or [well("database")]
    if not away:
        found += [one for look in WITH_DATABASE for one in look()]
    return found
