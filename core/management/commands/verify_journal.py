"""Read the whole journal and say whether anything was changed behind the application's back."""

from django.core.management.base import BaseCommand, CommandError

from core.journal import Check, Head


def parse_head(text: str) -> Head:
    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise CommandError("Give the noted head as NUMBER:DIGEST, as this command prints it.")
    return Head(int(number), digest.lower())


class Command(BaseCommand):
    help = "Recompute the journal's hash chain; name each row that was changed, deleted, moved or left unsealed."

    def add_arguments(self, parser):
        parser.add_argument("--expect", metavar="NUMBER:DIGEST", help="a head noted earlier that the chain must hold")

    def handle(self, *args, expect=None, **options):
        check = Check(expected=parse_head(expect) if expect else None)
        faults = 0
        for fault in check:
            faults += 1
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"The journal does not hold: {faults} faults.", returncode=1)
        self.stdout.write(
            f"The journal holds: {check.head.number} entries. Head {check.head.number}:{check.head.digest}"
        )
