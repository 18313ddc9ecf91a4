"""People: one User, what she chose to declare about herself, and the tokens of her programs."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import suspension
from accounts.enums import Dossier, Gender, Purpose, Trust
from accounts.managers import UserManager
from territories.models import Territory


class User(AbstractBaseUser, PermissionsMixin):
    """A person, or a named system account (`is_system`) for what time does.

    Signs in with `phone` (E.164) or `email`; the public sees `display_name` only, which may be a pseudonym.
    An erased person keeps the row, emptied, so that public acts stay under a neutral name.
    """

    phone = models.CharField(_("phone number"), max_length=16, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    display_name = models.CharField(_("name shown to everyone"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES, default="ar")
    commune = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, verbose_name=_("commune of residence")
    )
    trust = models.PositiveSmallIntegerField(choices=Trust, default=Trust.DECLARED)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_system = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # When she said that she had read what is kept about her (law 09-08, art. 5).
    privacy_read_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    # Until then she reads, and does not act; why stands in her latest `Suspension`.
    suspended_until = models.DateTimeField(null=True, blank=True)
    # When she was told that nobody uses her account, and that it will be erased in a month.
    unused_told_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    # allauth and createsuperuser ask for these names.
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(phone__isnull=True, email__isnull=True, display_name=""),
                name="erased_person_has_no_contact",
            ),
            # Several workers ask for it in the first minute of a house: two of them would stop time for good.
            models.UniqueConstraint(fields=["is_system"], condition=Q(is_system=True), name="one_system_account"),
        ]

    def __str__(self):
        return self.public_name

    @property
    def public_name(self) -> str:
        """The name shown to everyone; a neutral one when there is none or when the person has left."""
        if self.erased_at:
            return str(_("A person who has left"))
        return self.display_name or str(_("An inhabitant"))

    @property
    def is_suspended(self) -> bool:
        """Whether she may not act now: a suspension ends by itself."""
        return self.suspended_until is not None and self.suspended_until > now()

    @property
    def no_act(self) -> str:
        """Why she may not act now, with the end, in words; empty when she may."""
        if not self.is_suspended:
            return ""
        may_appeal = self.has_perm("accounts.appeal_suspension", self)
        return suspension.words(self.suspended_until, may_appeal=may_appeal)

    def has_perm(self, perm, obj=None):
        """Ask the rules; a suspended person may do nothing that acts, whatever her rules (`accounts.suspension`)."""
        if self.is_suspended and suspension.acts(perm):
            return False
        return super().has_perm(perm, obj)


class Declaration(models.Model):
    """What a person chose to say about herself, stored apart and read only to make counts."""

    user = models.OneToOneField(User, models.CASCADE, related_name="declaration")
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    has_disability = models.BooleanField(_("in a situation of disability"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")

    def __str__(self):
        return f"declaration {self.pk}"


class Voucher(models.Model):
    """Who raised a person's trust level, and how: an association's or a desk's agent."""

    user = models.ForeignKey(User, models.CASCADE, related_name="vouchers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Trust)
    on_behalf_of = models.CharField(_("association or desk"), max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")

    def __str__(self):
        return f"voucher {self.pk}"


class Suspension(models.Model):
    """A time in which a person may read, take her data and appeal, but not act; it ends by itself at `until`.

    `reason` is told to her. One that was lifted, or replaced by a later one, is closed by `lifted_at`.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="suspensions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    reason = models.TextField(max_length=1000)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-pk"]

    def __str__(self):
        return f"suspension {self.pk}"


class Barring(models.Model):
    """That a contact is a suspended person's, until the end of her suspension: it goes on when she begins anew with it.

    `key` is the contact's fingerprint under a key kept outside the database (`core.secrets`): nothing leads back to it,
    and it stays when its person erases her account.
    """

    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.BinaryField(max_length=32, unique=True, editable=False)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("barred contact")
        verbose_name_plural = _("barred contacts")

    def __str__(self):
        return f"barring {self.pk}"


class Reading(models.Model):
    """That somebody read a file of personal data as part of an office: who, which file, when, on which page.

    Never what stood there. `owner` is whose file it is, where it is of one person; a file of several is found by its
    `thing` (`accounts.signals.concerning`).
    """

    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="readings")
    kind = models.CharField(max_length=16, choices=Dossier)
    thing = models.CharField(max_length=80, help_text="as petitions.petition:12")
    page = models.CharField(max_length=80, help_text="the name of its address")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["thing", "at"], name="reading_thing")]

    def __str__(self):
        return f"reading {self.pk}"

    @property
    def number(self) -> str:
        """The number of the file among its kind, as its address has it."""
        return self.thing.rpartition(":")[2]


class Token(models.Model):
    """A program's key, made and revoked by its owner. Only the SHA-256 of the key is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return self.name

    def allows(self, scope: str) -> bool:
        """Tell whether the key may be used for `scope` ("read", "needs:write")."""
        return self.revoked_at is None and scope in self.scopes

    @property
    def may_write(self) -> bool:
        return any(scope.endswith(":write") for scope in self.scopes)


class OneTimeCode(models.Model):
    """A code sent to a contact: opens one thing once, for ten minutes, after five tries at the most.

    Neither the contact nor the code is kept, only keyed fingerprints (HMAC-SHA-256): enough to check and to count the
    sends to one contact and from one network. Rows live a day.
    """

    purpose = models.CharField(max_length=8, choices=Purpose)
    contact = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        indexes = [
            models.Index(fields=["contact", "sent_at"], name="code_contact"),
            models.Index(fields=["network", "sent_at"], name="code_network"),
        ]

    def __str__(self):
        return f"code {self.pk}"
