"""What works beside the pages: mail, text messages, notifications, the bus, the worker, the outbox, the backup."""

import smtplib
import time
from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from django.utils.translation import gettext as _

from config.installation.findings import Finding, doubtful, failing, well
from config.watching import gauges
from core.enums import Delivery
from core.live import bus

PATIENCE = 5  # seconds for another machine to answer
LATE = 600  # seconds that a message or a job may wait
ALIVE = 60  # seconds since a worker last spoke
BACKUP = 26 * 3600  # seconds
KEPT = 180  # seconds since a piece of the database's log was kept; one is due each 50 (docker-compose.yml)


def mail() -> Iterator[Finding]:
    """The server must answer, agree to TLS, and know us. Nothing is sent."""
    options = settings.MAILERS["default"].get("OPTIONS", {})
    if "host" not in options:
        yield doubtful("mail", _("Mail is written to files here and reaches nobody."))
        return
    try:
        with smtplib.SMTP(options["host"], options["port"], timeout=PATIENCE) as server:
            if options["use_tls"]:
                server.starttls()
            if options["username"]:
                server.login(options["username"], options["password"])
    except (OSError, smtplib.SMTPException) as error:
        yield failing(
            "mail",
            _(
                "The mail server %(host)s does not take our mail (%(reason)s): nobody receives a code. "
                "Check MAIL_HOST and what follows it."
            )
            % {"host": f"{options['host']}:{options['port']}", "reason": type(error).__name__},
        )
    else:
        yield well("mail")


def text_messages() -> Iterator[Finding]:
    if settings.SMS_BACKEND != "http":
        yield doubtful(
            "text messages",
            _("SMS_BACKEND is %(name)s: no text message leaves, and people without e-mail cannot sign in.")
            % {"name": settings.SMS_BACKEND},
        )
    elif not settings.SMS_HTTP_URL.startswith("https://") or not settings.SMS_HTTP_TOKEN:
        yield failing("text messages", _("SMS_HTTP_URL must begin with https://, and SMS_HTTP_TOKEN must be set."))
    else:
        yield well("text messages")


def push() -> Iterator[Finding]:
    if settings.VAPID_PRIVATE_KEY:
        yield well("notifications")
    else:
        yield doubtful("notifications", _("No notification is offered: make a key once with manage.py make_push_keys."))


def backup() -> Iterator[Finding]:
    last = gauges.last_backup()
    if not settings.BACKUP_STAMP:
        yield doubtful("backup", _("Nobody knows when the last backup was made: set BACKUP_STAMP."))
    elif last is None or time.time() - last > BACKUP:
        yield failing("backup", _("No backup has ended well for more than 26 hours. Look at the service agraw-backup."))
    else:
        yield well("backup")


def log_kept() -> Iterator[Finding]:
    """At most a minute may be lost with the machine, so the database's log must leave it all the time."""
    age, is_failing = gauges.archive_age(), gauges.archive_failing()
    if not age:
        yield doubtful(
            "log of changes",
            _(
                "The database's log is not kept (archive_mode is off): with the machine all is lost since the last "
                "backup. Run agraw-backup setup and do what it says."
            ),
        )
    elif is_failing[""] or age[""] > KEPT:
        yield failing(
            "log of changes",
            _(
                "The database's log is not kept: what is written now would be lost with the machine. Run agraw-backup "
                "check and read PostgreSQL's log."
            ),
        )
    else:
        yield well("log of changes")


def live() -> Iterator[Finding]:
    try:
        heard = bus.is_heard()
    except Error:
        heard = None
    if heard is None:
        yield failing("live", _("The live bus does not answer: check REDIS_URL."))
    elif not heard:
        yield doubtful(
            "live", _("No process of the sockets listens: pages ask by themselves what is new, more slowly.")
        )
    else:
        yield well("live")


def worker() -> Iterator[Finding]:
    if gauges.worker_age()[""] > ALIVE:
        yield failing("worker", _("No worker runs: no code, no message and no deadline leaves. Start agraw-worker."))
    else:
        yield well("worker")


def messages() -> Iterator[Finding]:
    waited, counts = gauges.message_age()[""], gauges.messages()
    if waited > LATE:
        yield failing(
            "messages",
            _("A message has waited for %(minutes)d minutes: look at the worker and at its log.")
            % {"minutes": waited // 60},
        )
    elif counts[str(Delivery.UNCERTAIN)]:
        yield doubtful("messages", _("Messages may or may not have left: run manage.py outbox."))
    else:
        yield well("messages")


def jobs() -> Iterator[Finding]:
    late, failed = gauges.job_age().get("", 0), gauges.jobs().get("failed", 0)
    if late > LATE:
        yield failing(
            "jobs",
            _("A job that is due has waited for %(minutes)d minutes: start another worker.") % {"minutes": late // 60},
        )
    elif failed:
        yield doubtful("jobs", _("Some jobs have failed for good: their errors are in the worker's log."))
    else:
        yield well("jobs")
