"""How people are made."""

from django.contrib.auth.models import BaseUserManager

SYSTEM_NAME = "Agraw"


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
