"""The people of the demonstration: made up, and saying so."""

from dataclasses import dataclass

from accounts import actions
from accounts.enums import Trust
from accounts.models import User

# Known to everyone, therefore only for a demonstration: the second factor of its staff (base32).
SECOND_FACTOR = "AGRAWDEMONSTRATIONAGRAWDEMONSTRA"
PASSWORD = "assembly-demo"  # noqa: S105


@dataclass(frozen=True)
class Account:
    """One printed account: who she is, how she signs in, and what to look at with her."""

    key: str
    name: str
    language: str
    first_page: str
    is_staff: bool

    @property
    def email(self) -> str:
        return f"{self.key}@demo.invalid"


ACCOUNTS = [
    Account("citizen", "ريم، ساكنة (تجربة)", "ar", "/ar/spaces/tiznit/", is_staff=False),
    Account("facilitator", "يونس، ميسر النقاش (تجربة)", "ar", "/ar/spaces/tiznit/needs/desk/", is_staff=True),
    Account("association", "خديجة، كاتبة جمعية (تجربة)", "ar", "/ar/associations/mine/", is_staff=False),
    Account("officer", "Lahcen, fonctionnaire (démonstration)", "fr", "/fr/workbench/", is_staff=True),
    Account("president", "Najat, présidente (démonstration)", "fr", "/fr/workbench/", is_staff=True),
    Account("coordinator", "سلمى، منسقة جهوية (تجربة)", "ar", "/ar/coordination/", is_staff=True),
]


def make_accounts() -> dict[str, User]:
    """Make the printed accounts and return them by key."""
    people = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(
            account.email,
            PASSWORD,
            display_name=account.name,
            language=account.language,
            trust=Trust.SEEN if account.is_staff else Trust.CONTACT,  # the staff vouch for others
        )
        confirm_email(user)
        if account.is_staff:
            actions.give_totp(user, SECOND_FACTOR)
        people[account.key] = user
    return people


def confirm_email(user: User) -> None:
    """Mark the address as confirmed, as if the code sent to it had been typed."""
    user.emailaddress_set.update_or_create(email=user.email, defaults={"verified": True, "primary": True})


def make_inhabitants(names: list[str]) -> list[User]:
    """Make people without an address: nobody can sign in as them and nothing is sent to them."""
    return [User.objects.create_user(display_name=f"{name} (تجربة)", trust=Trust.CONTACT) for name in names]


def fresh(user: User) -> User:
    """Return the person anew: the roles and mandates that an object remembers may have changed since."""
    return User.objects.get(pk=user.pk)
