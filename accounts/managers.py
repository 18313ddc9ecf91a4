"""How people are made."""

from django.contrib.auth.models import BaseUserManager

SYSTEM_NAME = "Agraw"
# What the name of a person does not need: where names alone are shown it is not read, and can slip out nowhere.
UNSHOWN = (
    "password", "last_login", "is_superuser", "phone", "phone_verified", "email", "language", "commune", "trust",
    "is_active", "is_staff", "joined_at", "privacy_read_at", "suspended_until", "unused_told_at",
)  # fmt: skip


def unshown(*paths: str) -> list[str]:
    """Return what to `defer` of the people at the end of these paths of a queryset: all but what their names need."""
    return [f"{path}__{column}" for path in paths for column in UNSHOWN]


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email=None, password=None, **fields):
        """Make a person; without a password she signs in with codes."""
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def by_contact(self, contact):
        """Return the person whom a `Contact` opens, or None. Erased people have no contact."""
        return self.filter(**{contact.field: contact.value}).first()

    def system(self):
        """Return the account in whose name time acts (deadlines, reminders)."""
        return self.get_or_create(is_system=True, defaults={"display_name": SYSTEM_NAME, "is_active": False})[0]
