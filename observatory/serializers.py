"""Figures as other programs read them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from observatory import reading
from observatory.figures import lines_of
from observatory.models import Benchmark, Edition, Snapshot


class EditionSerializer(serializers.ModelSerializer):
    """All figures of a month; `month` as 2026-11, `first_day` and `last_day` of the twelve months it looks back on."""

    month = serializers.CharField(source="key", read_only=True)
    first_day = serializers.DateField(read_only=True)
    last_day = serializers.DateField(read_only=True)

    class Meta:
        model = Edition
        fields = ["month", "first_day", "last_day", "counted_at", "public_on", "councils"]


class ScoreLineSerializer(serializers.Serializer):
    """One figure: `count` of `of`, `share` in whole per cent; each null where nothing was counted."""

    key = serializers.CharField(source="figure.key")
    count = serializers.IntegerField(allow_null=True)
    of_key = serializers.CharField(source="figure.of")
    of = serializers.IntegerField(allow_null=True)
    share = serializers.IntegerField(allow_null=True)


class Figured(serializers.ModelSerializer):
    month = serializers.CharField(source="edition.key", read_only=True)
    figures = serializers.SerializerMethodField()

    @extend_schema_field(ScoreLineSerializer(many=True))
    def get_figures(self, row):
        found = [line for _words, lines in lines_of(row.numbers, row.median_days) for line in lines]
        return ScoreLineSerializer(found, many=True).data


class ScoreSerializer(Figured):
    """A council's figures; `oldest_days` is the longest delay of what is late; `standings` the word for each figure by
    scope, only where five councils can be compared."""

    council = serializers.CharField(source="council.territory.slug", read_only=True)
    code = serializers.CharField(source="council.territory.code", read_only=True)
    size = serializers.CharField(source="band", read_only=True)
    standings = serializers.DictField(child=serializers.DictField(child=serializers.CharField()), read_only=True)
    is_demo = serializers.BooleanField(source="council.is_demo", read_only=True)

    class Meta:
        model = Snapshot
        fields = ["month", "council", "code", "level", "size", "figures", "oldest_days", "standings", "is_demo"]


class CouncilWordSerializer(serializers.Serializer):
    """What the council says of its figures, as signed last."""

    version = serializers.IntegerField()
    text = serializers.CharField()
    signed_role = serializers.CharField()
    at = serializers.DateTimeField()


class PublishedThingSerializer(serializers.Serializer):
    """One of the seventeen things; `path` of what was found, null when nothing was."""

    key = serializers.CharField()
    article = serializers.CharField()
    path = serializers.CharField(allow_null=True)


class ScoreDetailSerializer(ScoreSerializer):
    """With the council's comment and the seventeen things."""

    comment = serializers.SerializerMethodField()
    publication = serializers.SerializerMethodField()

    class Meta(ScoreSerializer.Meta):
        fields = [*ScoreSerializer.Meta.fields, "comment", "publication"]

    @extend_schema_field(CouncilWordSerializer(allow_null=True))
    def get_comment(self, row):
        newest = next(iter(row.comments.all()), None)
        return CouncilWordSerializer(newest).data if newest else None

    @extend_schema_field(PublishedThingSerializer(many=True))
    def get_publication(self, row):
        return [
            {"key": item.key, "article": item.article, "path": path or None}
            for item, path in reading.published_of(row)
        ]  # fmt: skip


class CouncilGroupSerializer(Figured):
    """Councils of one level added up; `code` of the region, or the size; `spreads` how each figure lies among them,
    only where five can be compared."""

    spreads = serializers.DictField(child=serializers.DictField(child=serializers.FloatField()), read_only=True)

    class Meta:
        model = Benchmark
        fields = ["month", "scope", "code", "level", "councils", "figures", "spreads"]
