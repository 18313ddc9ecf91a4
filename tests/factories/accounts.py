"""People."""

import factory

from accounts.enums import Trust
from accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A citizen whose phone number is confirmed, signing in with codes."""

    class Meta:
        model = User

    phone = factory.Sequence(lambda n: f"+2126{n:08}")
    phone_verified = True
    display_name = factory.Sequence(lambda n: f"ساكنة {n}")
    trust = Trust.CONTACT
    password = "!"
