"""What moderation is told of needs."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.journal import subject_of
from moderation.kinds import HIDE, SHOW, Kind, Picture, Sound, Thing, register
from moderation.stories import Story, tell
from needs.actions import move, move_photo, move_reply
from needs.models import DetailRequest, Need, Photo
from needs.workflow import CONTEST, REOPEN


def _say(row: Need) -> Thing:
    note = getattr(row, "voice", None)
    return Thing(
        text=row.text,
        title=row.title,
        url=row.get_absolute_url(),
        author=row.author,
        space=row.space,
        pictures=[_picture(one) for one in row.photos.all() if one.is_shown],
        sound=Sound(reverse("needs:voice", args=[note.pk]), note) if note else None,
    )


def _picture(row: Photo) -> Picture:
    full, small = (reverse(f"needs:{name}", args=[row.pk]) for name in ("photo", "thumbnail"))
    return Picture(full, small, row.description, row.width, row.height, kind="need_photo", key=row.pk)


def _photo(row: Photo) -> Thing:
    return Thing(
        text=row.description,
        url=row.get_absolute_url(),
        author=row.added_by,
        space=row.need.space,
        pictures=[_picture(row)],
    )


def _replied(row: DetailRequest) -> Thing:
    return Thing(text=row.reply, url=row.get_absolute_url(), author=row.replied_by, space=row.need.space)


register(
    Kind("need", _("a need"), Need, _say, move=move, joined=("space__commune", "author", "voice"), listed=("photos",))
)
register(
    Kind(
        "need_reply", _("a detail given about a need"), DetailRequest, _replied, move=move_reply,
        joined=("need__space__commune", "replied_by"),
    )
)  # fmt: skip
register(
    Kind(
        "need_photo", _("a photo of a need"), Photo, _photo, move=move_photo,
        joined=("need__space__commune", "added_by"), names={HIDE: HIDE, SHOW: SHOW}, is_picture=True,
    )
)  # fmt: skip


def _before_the_council(row: Need) -> list[str]:
    return [subject_of(row.referral)] if row.referral_id else []


tell(Story(Need, frozenset({CONTEST, f"voice_{CONTEST}", REOPEN}), _before_the_council))
