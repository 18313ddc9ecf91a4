"""The public counts of a consultation made by hand, in the form that `consultations.counting` describes, for tests."""

from django.utils.timezone import now

from consultations.models import Tally


def tallied(place) -> None:
    """Give each part of `papers.asked` a count, as of now."""
    single, multiple, ranking, short = (place.questions[name] for name in ("single", "multiple", "ranking", "short"))
    parts = list(place.consultation.parts.order_by("position"))

    def rows(options, counts):
        return [
            {"key": option.pk, "count": count, "share": count and round(100 * count / 40)}
            for option, count in zip(options, counts, strict=True)
        ]

    theme = short.themes.create(name="الماء والتطهير")
    questions = [
        {"key": single.pk, "kind": "single", "asked": 40, "answered": 40}
        | {"options": rows(place.options["single"], [22, 18, None])},
        {"key": multiple.pk, "kind": "multiple", "asked": 40, "answered": 38}
        | {"options": rows(place.options["multiple"], [30, 12, 9])},
        {"key": ranking.pk, "kind": "ranking", "asked": 40, "answered": 31}
        | {
            "ranking": [
                {"key": option.pk, "points": points}
                for option, points in zip(place.options["ranking"], [51, 30, 12], strict=True)
            ]
        },
        {"key": short.pk, "kind": "short", "asked": 40, "answered": 21}
        | {"options": [{"key": theme.pk, "count": 14, "share": 67}], "others": True},
        {"key": place.questions["long"].pk, "kind": "long", "hidden": True},
        {"key": place.questions["number"].pk, "kind": "number", "asked": 40, "answered": 12, "mean": 4.5}
        | {"options": [{"key": 1, "count": 7, "share": 58}], "others": True},
        {"key": place.questions["date"].pk, "kind": "date", "asked": 40, "answered": 9}
        | {"options": [{"key": 202603, "count": 9, "share": 100}]},
    ]
    opinions = {
        "people": 40,
        "enough": True,
        "seed": 1,
        "statements": [
            {"key": place.statements[0].pk, "agree": 30, "disagree": 8, "share": 79},
            {"key": place.statements[1].pk, "agree": None, "disagree": None, "share": None},
        ],
        "groups": [{"label": "A", "size": 22, "statements": []}, {"label": "B", "size": 18, "statements": []}],
        "shared": [{"key": place.statements[0].pk, "side": "agree"}],
        "apart": [],
        "map": [[2, 8, 0, 12], [3, 10, 0, 10], [10, 3, 1, 18]],
    }
    priorities = {
        "method": "approval",
        "people": 40,
        "candidates": [
            {"key": place.candidates[1].pk, "count": 33, "rank": 1},
            {"key": place.candidates[0].pk, "count": 11, "rank": 2},
        ],
    }
    for part, data in zip(parts, ({"questions": questions}, opinions, priorities), strict=True):
        Tally.objects.create(part=part, data=data, responses=40, counted_at=now())
