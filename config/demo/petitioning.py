"""The petitions of the demonstration, told by the real actions at real dates: one at each turn of the law's way."""

import datetime
import io
import json
from pathlib import Path

import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from pypdf import PdfWriter

from accounts.models import User
from config.demo import people
from core import pdf
from councils.models import Committee, Council
from petitions import actions as petitions
from petitions.actions import counting, deciding, depositing, hearing, ruling, signing, time
from petitions.enums import Bearer, PetitionState
from petitions.models import Petition
from petitions.typed import TypedRow
from spaces import actions as spaces
from spaces.enums import PaperKind
from spaces.models import Association, Space

CONTENT = json.loads((Path(__file__).parent / "petitions.json").read_text(encoding="utf-8"))
ROWS = 12  # of a sheet
PAPERS = (PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY, PaperKind.HEADCOUNT)
# Days after the deposit: referred to the bureau, rejected; accepted by default.
CHECKED, REJECTED, ACCEPTED = 2, 30, 40
DECIDED = {"followed_up"}


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def blank_page() -> ContentFile:
    """Return a PDF of one empty page: what stands for every document of the demonstration."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return ContentFile(file.getvalue(), name="document.pdf")


class Way:
    """Leads one petition up to its `end`."""

    def __init__(self, item: dict, space: Space, staff: dict[str, User], author: User, inhabitants: list[User]):
        self.item, self.space, self.staff, self.author, self.inhabitants = item, space, staff, author, inhabitants
        self.end = item["end"]
        self.deposited = item.get("deposited_days_ago", 0)

    def by(self, key: str) -> User:
        return people.fresh(self.staff[key])

    def lead(self, association: Association | None = None) -> None:
        petition = self._begin(association)
        if association is None:
            self._collect(petition)
        if self.end == "collecting":
            return
        with days_ago(self.deposited):
            petition = self._deposit(petition)
        with days_ago(self.deposited - CHECKED):
            petition = ruling.check(petition, by=self.by("president"))
        if self.end == "rejected":
            with days_ago(self.deposited - REJECTED):
                ruling.reject(
                    petition, by=self.by("president"), grounds=[self.item["ground"]], reasons=self.item["note"]
                )
        elif self.end == "lapsed":
            with days_ago((timezone.localdate() - petition.notify_by).days - 1):
                time.lapse_due()
        elif self.end != "bureau_check":
            self._before_the_council(petition)

    def _begin(self, association: Association | None) -> Petition:
        item, by = self.item, people.fresh(self.author)
        with days_ago(item["days_ago"]):
            petition = petitions.begin(
                self.space,
                by=by,
                council=Council.objects.get(territory=self.space.commune),
                bearer=Bearer.ASSOCIATION if association else Bearer.CITIZENS,
                association=association,
            )
            words = {name: item[name] for name in ("title", "theme", "reasons", "aims")}
            said = dict.fromkeys(("within_powers", "respects_constants", "common_interest"), True)
            petition = petitions.write(petition, by=by, **words, **said)
            petition = petitions.name_mandatary(
                petition,
                by=by,
                name=by.display_name,
                address="عنوان من نسج الخيال",
                born_on=datetime.date(1984, 3, 1),
                appointed=True,
            )
            return petitions.start(petition, by=by)

    def _collect(self, petition: Petition) -> None:
        """Support online, and sheets typed by the mandatary and checked at the desk of the space."""
        ago = self.item["days_ago"]
        for number, person in enumerate(self.inhabitants[: self.item["supports"]]):
            with days_ago(ago - 0.5 - number / 5):
                signing.sign(petition, by=people.fresh(person), attests=True)
        author, desk = people.fresh(self.author), self.by("facilitator")
        with days_ago(ago - 1):
            sheets = petitions.print_sheets(petition, by=author, count=self.item["sheets"])
        for sheet in sheets:
            with days_ago(ago - 4 - sheet.number):
                rows = [self._row(sheet.number, number) for number in range(1, ROWS + 1)]
                sheet = petitions.enter_sheet(sheet, by=author, row_total=ROWS, rows=rows).sheet
                petitions.check_sheet(sheet, by=desk, row_total=ROWS, agreed=range(1, ROWS + 1))
                counting.refresh(petition)
        if self.end == "collecting":
            counting.refresh(petition)

    def _deposit(self, petition: Petition) -> Petition:
        """Hand the file in through Agraw where this machine makes PDFs, once; else enter a receipt given on paper."""
        author = people.fresh(self.author)
        if self.item.get("hands_in") and pdf.is_here():
            petitions.make_file(petition, by=author, language="ar")
            petition = depositing.hand_in(petition, by=author)
            return depositing.deposit(petition, by=self.by("officer"))
        return depositing.deposit(petition, by=author, number=f"{petition.pk}/و.ت", scan=blank_page())

    def _row(self, sheet: int, number: int) -> TypedRow:
        return TypedRow(
            number=number,
            name=f"شخص تجريبي {sheet}-{number}",
            born_on=datetime.date(1960 + sheet * 3, number, 10),
            address="عنوان من نسج الخيال",
            territory=self.space.commune,
        )

    def _before_the_council(self, petition: Petition) -> None:
        accepted = self.item.get("accepted_days_ago", self.deposited - ACCEPTED)
        with days_ago(accepted):
            petition = ruling.accept(petition, by=self.by("president"))
        with days_ago(accepted - 1):
            petition = hearing.schedule(petition, by=self.by("president"))
        if self.end not in DECIDED:
            return
        committee = Committee.objects.filter(council=petition.council).order_by("pk").first()
        with days_ago(accepted - 6):
            petition = hearing.to_committee(petition, by=self.by("president"), committee=committee)
        sat_on = Petition.objects.select_related("hearing").get(pk=petition.pk).hearing.session_on
        ago = (timezone.localdate() - sat_on).days - 3
        if ago < 0:
            return  # its session is still to come
        with days_ago(ago):
            petition = hearing.deliberate(petition, by=self.by("president"), on=sat_on)
            deciding.decide(
                petition, by=self.by("president"), outcome=self.item["outcome"], text=self.item["decision"], on=sat_on,
                votes_for=19, votes_against=4, abstentions=2,
            )  # fmt: skip
        if ago > 60 and petition.state == PetitionState.DELIBERATED:
            with days_ago(ago - 60):
                deciding.follow_up(petition, by=self.by("president"), text=self.item["report"])


def associate(representative: User, spaces_by_key: dict[str, Space], checker: User) -> Association:
    """Register the association of the demonstration with a dossier that is whole, and return it."""
    said, today = CONTENT["association"], timezone.localdate()
    seat = spaces_by_key["tiznit"]
    with days_ago(310):
        association = spaces.register_association(
            by=people.fresh(representative),
            name_ar=said["name_ar"],
            name_fr=said["name_fr"],
            purpose=said["purpose"],
            themes=said["themes"],
            seat=seat.commune,
            founded_on=today.replace(day=1, year=today.year - said["founded_years_ago"]),
            member_count=said["member_count"],
            counted_on=timezone.localdate() - datetime.timedelta(days=20),
        )
        others = [space.commune for key, space in spaces_by_key.items() if key == "ouarzazate"]
        for commune in others:
            spaces.add_branch(association, commune, by=people.fresh(representative))
        for kind in (*PAPERS, *[PaperKind.BRANCH] * bool(others)):
            paper = spaces.add_paper(
                association, by=people.fresh(representative), kind=kind, file=blank_page(),
                issued_on=timezone.localdate() - datetime.timedelta(days=30),
            )  # fmt: skip
            spaces.check_paper(paper, by=people.fresh(checker))
    return association


def tell(
    accounts: dict[str, User], opened: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list
) -> None:
    """Tell every petition of the demonstration in the communes that were opened, the oldest first."""
    association = associate(accounts["association"], opened, staff["tiznit"]["facilitator"])
    told = [item for item in CONTENT["petitions"] if item["commune"] in opened]
    for item in sorted(told, key=lambda one: -one["days_ago"]):
        of_citizens = item["bearer"] == Bearer.CITIZENS
        author = accounts["citizen"] if item["commune"] == "tiznit" else inhabitants[len(item["title"]) % 7]
        way = Way(
            item,
            opened[item["commune"]],
            staff[item["commune"]],
            author if of_citizens else accounts["association"],
            [person for person in inhabitants if person != author],
        )
        way.lead(None if of_citizens else association)
