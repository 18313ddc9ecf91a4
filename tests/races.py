"""Several acts at the same moment, each on a connection of its own."""

from threading import Barrier, Semaphore, Thread

from django.core.exceptions import PermissionDenied
from django.db import connection

from core.workflow import Refused

CONNECTIONS = Semaphore(40)  # of the hundred that the tests' database takes; a server's pool makes people wait as well


def together(*acts):
    """Run the acts at the same moment and return what each gave: a result, a refusal or a denial."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        barrier.wait()
        with CONNECTIONS:
            try:
                results[place] = act()
            except (Refused, PermissionDenied) as refusal:
                results[place] = refusal
            finally:
                connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert None not in results, "an act failed, or returned nothing"
    return results


def refusals(results):
    """Return those of the results that are refusals."""
    return [result for result in results if isinstance(result, Refused | PermissionDenied)]
