"""What was answered. A response names nobody: it stands under a keyed fingerprint of the person (`core.secrets`)."""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from accounts.models import User
from consultations.enums import Stance, Way
from consultations.models.asked import Candidate, Question, Statement
from consultations.models.consultation import Consultation
from consultations.queries import ResponseQuerySet
from spaces.enums import ConsentWay
from territories.models import Territory


class Response(models.Model):
    """One person's answers to one consultation: one row, whatever way they came.

    `person_key` is the fingerprint of her account, of her phone at a desk, or of the sheet; `phone_key` that of her
    confirmed phone, or of the one she gave at a desk: both are hers alone (`consultations.persons`). `sealed` holds,
    enciphered, whom to tell what became of it. `user` is kept only
    where the consultation is not anonymous. `gender`, `age_band` and `place` (a commune part) are copied when it is
    sent from what she chose to say about herself, and serve counts alone. `sent_at` empty: begun, saved, not counted. A
    desk writes down who agreed how, and which agent wrote.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="responses")
    person_key = models.BinaryField(max_length=32)
    phone_key = models.BinaryField(max_length=32, null=True, blank=True)
    sealed = models.BinaryField(default=bytes, blank=True, editable=False)
    way = models.CharField(max_length=6, choices=Way, default=Way.ONLINE)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    gender = models.CharField(max_length=8, choices=Gender, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    place = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    agent = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    consent_way = models.CharField(max_length=6, choices=ConsentWay, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "person_key"], name="one_person_one_response"),
            models.UniqueConstraint(fields=["consultation", "phone_key"], name="one_phone_one_response"),
            models.CheckConstraint(
                condition=~Q(way="desk") | Q(agent__isnull=False) & ~Q(consent_way=""), name="desk_response_has_consent"
            ),
        ]
        indexes = [models.Index(fields=["consultation", "sent_at"], name="response_sent")]

    def __str__(self):
        return f"{self.way} {self.pk}"


class Answer(models.Model):
    """What a response says to one question; only the columns of the question's kind are filled.

    `options` are keys of options, in her order for a ranking. `number` holds a scale's or a number's value.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    options = ArrayField(models.BigIntegerField(), default=list, blank=True)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    day = models.DateField(null=True, blank=True)
    point = PointField(geography=False, null=True, blank=True)
    photo = models.ImageField(upload_to="consultations/photos/", blank=True)
    theme = models.ForeignKey("TextTheme", models.SET_NULL, null=True, blank=True, related_name="answers")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="one_answer_a_question")]
        indexes = [models.Index(fields=["question", "theme"], name="answer_of_question")]

    def __str__(self):
        return f"{self.question_id} {self.pk}"


class Vote(models.Model):
    """What a response thinks of one statement."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="votes")
    stance = models.SmallIntegerField(choices=Stance)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["response", "statement"], name="one_vote_a_statement")]

    def __str__(self):
        return self.get_stance_display()


class Preference(models.Model):
    """What a response gives one candidate: 1 when chosen, its place (1 is first) when ranked, its points when given."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="preferences")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="preferences")
    value = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(fields=["response", "candidate"], name="one_preference_a_candidate"),
            models.CheckConstraint(condition=Q(value__gt=0), name="preference_says_something"),
        ]

    def __str__(self):
        return str(self.value)
