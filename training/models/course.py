"""A course (تكوين): modules, lessons with text, sound and film, the questions of its quiz."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import in_own_language
from spaces.models import Space
from training.enums import CourseState, ForRole, Language, Licence, MediaKind, Proof, QuestionKind
from training.queries import CourseQuerySet, LessonQuerySet, MediaQuerySet
from training.workflow import COURSE_MOVES


class Course(models.Model):
    """What a person can learn here, of the Lab (`space` is null) or of a space.

    `key` names a course that comes with Agraw (`training/data/`); `minutes` is how long it takes, sessions included;
    `version` counts the changes since it was first published; `pass_mark` and `attendance` are percents: of the
    questions answered rightly, of the sessions attended.
    """

    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="courses")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40, null=True, blank=True, unique=True)
    title_ar = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    about_ar = models.TextField(max_length=2000, help_text="what one learns")
    about_fr = models.TextField(max_length=2000)
    roles = ArrayField(models.CharField(max_length=16, choices=ForRole), default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    licence = models.CharField(max_length=16, choices=Licence, default=Licence.CC_BY)
    review_on = models.DateField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    proof = models.CharField(max_length=8, choices=Proof, default=Proof.QUIZ)
    pass_mark = models.PositiveSmallIntegerField(default=70)
    attendance = models.PositiveSmallIntegerField(default=75)
    state = models.CharField(max_length=10, choices=CourseState, default=CourseState.DRAFT)
    folded = models.TextField(editable=False, default="", help_text="titles and what one learns, folded, for search")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CourseQuerySet.as_manager()
    MOVES = COURSE_MOVES

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["-id"]
        indexes = [GinIndex(fields=["roles"], name="course_roles")]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") & ~Q(title_fr=""), name="course_has_its_titles"),
            models.CheckConstraint(condition=Q(pass_mark__range=(1, 100)), name="course_pass_mark_percent"),
            models.CheckConstraint(condition=Q(attendance__range=(1, 100)), name="course_attendance_percent"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_course_has_its_date"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:course", args=[self.pk])

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)

    @property
    def about(self) -> str:
        return in_own_language(self.about_ar, self.about_fr)

    @property
    def asks_quiz(self) -> bool:
        """Its certificate asks for the quiz."""
        return self.proof != Proof.SESSIONS

    @property
    def asks_sessions(self) -> bool:
        """Its certificate asks for sessions attended."""
        return self.proof != Proof.QUIZ


class Module(models.Model):
    """A part of a course, with a title of its own."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField()
    title_ar = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["number", "id"]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)


class Lesson(models.Model):
    """A lesson: paragraphs, headings (`## `), lists (`- `) and words that stand out (`**`) in both languages."""

    module = models.ForeignKey(Module, models.CASCADE, related_name="lessons")
    number = models.PositiveSmallIntegerField()
    title_ar = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    text_ar = models.TextField(max_length=20_000, blank=True)
    text_fr = models.TextField(max_length=20_000, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["number", "id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:lesson", args=[self.pk])

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)

    @property
    def text(self) -> str:
        return in_own_language(self.text_ar, self.text_fr)


class Media(models.Model):
    """A lesson heard or seen, with every word of it: who does not hear reads, and who has little network too."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="media")
    kind = models.CharField(max_length=5, choices=MediaKind)
    language = models.CharField(max_length=3, choices=Language)
    file = models.FileField(upload_to="training/media/")
    media_type = models.CharField(max_length=20)
    seconds = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="bytes")
    transcript = models.TextField(max_length=20_000)

    objects = MediaQuerySet.as_manager()

    class Meta:
        verbose_name = _("sound or film")
        verbose_name_plural = _("sounds and films")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "kind", "language"], name="one_media_a_language"),
            models.CheckConstraint(condition=~Q(transcript=""), name="media_has_its_transcript"),
        ]

    def __str__(self):
        return f"{self.kind} {self.language} {self.pk}"


class Question(models.Model):
    """A question of a course's quiz, and why the right answer is right: shown after an attempt."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.SINGLE)
    text_ar = models.CharField(max_length=400)
    text_fr = models.CharField(max_length=400)
    why_ar = models.TextField(max_length=1000)
    why_fr = models.TextField(max_length=1000)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["number", "id"]

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        return in_own_language(self.text_ar, self.text_fr)

    @property
    def why(self) -> str:
        return in_own_language(self.why_ar, self.why_fr)


class Option(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    text_ar = models.CharField(max_length=300)
    text_fr = models.CharField(max_length=300)
    is_right = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["number", "id"]

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        return in_own_language(self.text_ar, self.text_fr)
