"""What may be asked of a list of the API: its filters, and nothing else."""

from rest_framework.exceptions import ValidationError

ALSO_ALLOWED = {"cursor", "format"}  # by pagination and content negotiation


class KnownFilters:
    """Of a viewset with a `filterset_class`: answer 400 to a list asked for by what is no filter of it, so that nobody
    filters or sorts by a guess, and nobody takes an unfiltered list for a filtered one.
    """

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        unknown = self.request.query_params.keys() - self.filterset_class.base_filters.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(queryset)
