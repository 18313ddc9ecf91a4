"""A person's own answer, for programs that she gave a token with the scope `consultations:write`."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from consultations.actions import answering
from consultations.asked import Asked
from consultations.enums import QuestionKind
from consultations.forms.answering import given_by
from consultations.given import Given
from consultations.models import Consultation
from consultations.said import Faults, read_said
from core.fitness import Unfit

NAMES = {"q": "answers", "s": "votes", "c": "preferences", "p": "preferences"}


class AnsweringThrottle(UserRateThrottle):
    """Answering is one person's act: no program needs to do it often."""

    scope = "answering"
    rate = "30/min"


class MyAnswerSerializer(serializers.Serializer):
    """Answers by question, stances by statement (1 agree, 0 pass, -1 disagree), values by proposal; keys as text.

    An answer is a key of an option, a list of keys, a number, a text, a day, or `{"lat", "lon"}`, by the kind of the
    question. A photo is sent on the page of its question; here it is only told that there is one.
    """

    answers = serializers.DictField(child=serializers.JSONField(allow_null=True), default=dict)
    votes = serializers.DictField(child=serializers.IntegerField(allow_null=True), default=dict)
    preferences = serializers.DictField(child=serializers.IntegerField(min_value=0), default=dict)
    begun_at = serializers.DateTimeField(read_only=True)
    changed_at = serializers.DateTimeField(read_only=True)
    sent_at = serializers.DateTimeField(read_only=True, allow_null=True)


class MyAnswerMixin:
    """`my-answer` of a consultation: read, give whole, take back. Nobody reads another person's."""

    def get_throttles(self):
        throttles = super().get_throttles()
        is_given = self.action == "give_answer"
        return [*throttles, AnsweringThrottle()] if is_given else throttles

    @extend_schema(responses=MyAnswerSerializer, filters=False)
    @action(detail=True, methods=["get"], url_path="my-answer", url_name="my-answer", pagination_class=None)
    def my_answer(self, request, pk=None):
        """What you answered so far; 404 when you have not begun."""
        consultation = self._answered()
        return Response(_shown(consultation, self._own(consultation)))

    @extend_schema(request=MyAnswerSerializer, responses=MyAnswerSerializer)
    @my_answer.mapping.put
    def give_answer(self, request, pk=None):
        """Answer everything at once, and have it counted: what is left out goes. Again changes it; the last counts."""
        consultation = self._answered()
        data = MyAnswerSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        asked = Asked(consultation)
        try:
            said = read_said(consultation, _without_photos(data.validated_data, asked), asked=asked)
            response = answering.answer_whole(consultation, said, by=request.user, asked=asked)
        except Faults as faults:
            raise ValidationError(_by_section(faults)) from None
        except Unfit as unfit:
            raise ValidationError({unfit.field: [str(unfit)]}) from None
        return Response(_shown(consultation, response))

    @extend_schema(request=None, responses={204: None})
    @my_answer.mapping.delete
    def take_answer_back(self, request, pk=None):
        """Take your answer back; again changes nothing. After closing it stays in the count, and is nobody's."""
        answering.withdraw(self._answered(), by=request.user)
        return Response(status=204)

    def _answered(self) -> Consultation:
        """Return the consultation of the address to a person who is signed in, with what rules and acts ask for."""
        if not self.request.user.is_authenticated:
            raise NotAuthenticated
        return get_object_or_404(Consultation.objects.visible_to(self.request.user).for_detail(), pk=self.kwargs["pk"])

    def _own(self, consultation: Consultation):
        response = answering.own(consultation, self.request.user)
        if response is None:
            raise NotFound
        return response


def _without_photos(given: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """Return what was given without what reading says of a photo ("there is one"): it stays as it is."""
    photos = {str(key) for key, question in asked.questions.items() if question.kind == QuestionKind.PHOTO}
    answers = {key: value for key, value in given["answers"].items() if not (key in photos and value is True)}
    return given | {"answers": answers}


def _by_section(faults: Faults) -> dict[str, Any]:
    """Return the words of faults under the names that a program sent."""
    found: dict[str, Any] = {}
    for name, words in faults.faults.items():
        section = NAMES.get(name[0]) if name[1:].isdecimal() else None
        if section:
            found.setdefault(section, {})[name[1:]] = [str(words)]
        else:
            found[name] = [str(words)]
    return found


def _shown(consultation: Consultation, response) -> dict[str, Any]:
    given, asked = Given(response), Asked(consultation)
    answers = {
        str(key): _plain(given_by(given.answers[key], question), question)
        for key, question in asked.questions.items()
        if key in given.answers
    }
    return {
        "answers": answers,
        "votes": {str(key): stance for key, stance in given.votes.items()},
        "preferences": {str(key): value for key, value in given.preferences.items()},
        "begun_at": response.begun_at,
        "changed_at": response.changed_at,
        "sent_at": response.sent_at,
    }


def _plain(value: Any, question) -> Any:
    """Return an answer as it is sent, so that what was read may be given again."""
    if question.kind == "ranking":
        return list(value)
    return value[0] if question.kind == "single" and value else value
