"""What time does about the sessions of councils."""

from procrastinate.contrib.django import app

from deliberations import actions


# Once a night; run again, it writes nothing twice.
@app.periodic(cron="20 3 * * *")
@app.task(name="deliberations.plan", queueing_lock="deliberations.plan")
def plan(timestamp: int) -> None:
    """Write the ordinary sessions of this year and the next for every council."""
    actions.plan_due()


@app.periodic(cron="50 5 * * *")
@app.task(name="deliberations.settle_visas", queueing_lock="deliberations.settle_visas")
def settle_visas(timestamp: int) -> None:
    """Let the governor's silence hold for a visa once its delay went by."""
    actions.settle_visas()
