"""How the answers of the open standards are described in the API's schema; nothing is written through these."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from councils.enums import Theme
from needs.enums import Beneficiary


@extend_schema_serializer(component_name="Open311Endpoint")
class EndpointSerializer(serializers.Serializer):
    specification = serializers.URLField()
    url = serializers.URLField()
    changeset = serializers.DateTimeField()
    type = serializers.CharField()
    formats = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="Open311Discovery")
class DiscoverySerializer(serializers.Serializer):
    changeset = serializers.DateTimeField()
    contact = serializers.CharField()
    key_service = serializers.CharField()
    endpoints = EndpointSerializer(many=True)


@extend_schema_serializer(component_name="Open311Service")
class ServiceSerializer(serializers.Serializer):
    """A theme of needs."""

    service_code = serializers.CharField()
    service_name = serializers.CharField()
    description = serializers.CharField()
    metadata = serializers.BooleanField()
    type = serializers.CharField()
    keywords = serializers.CharField()
    group = serializers.CharField()


@extend_schema_serializer(component_name="Open311Value")
class ValueSerializer(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="Open311Attribute")
class AttributeSerializer(serializers.Serializer):
    variable = serializers.BooleanField()
    code = serializers.CharField()
    datatype = serializers.CharField()
    required = serializers.BooleanField()
    datatype_description = serializers.CharField()
    order = serializers.IntegerField()
    description = serializers.CharField()
    values = ValueSerializer(many=True)


@extend_schema_serializer(component_name="Open311Definition")
class DefinitionSerializer(serializers.Serializer):
    service_code = serializers.CharField()
    attributes = AttributeSerializer(many=True)


@extend_schema_serializer(component_name="Open311Request")
class RequestSerializer(serializers.Serializer):
    """A need. `closed` once the people who asked confirmed that it is done, or the council declined it."""

    service_request_id = serializers.CharField()
    status = serializers.CharField(help_text="open or closed")
    status_notes = serializers.CharField()
    service_name = serializers.CharField()
    service_code = serializers.CharField()
    description = serializers.CharField()
    agency_responsible = serializers.CharField()
    service_notice = serializers.CharField(help_text="the page of the need")
    requested_datetime = serializers.DateTimeField()
    updated_datetime = serializers.DateTimeField()
    expected_datetime = serializers.DateTimeField(allow_null=True, help_text="what the council promised")
    address = serializers.CharField()
    address_id = serializers.CharField(help_text="code of the commune (HCP)")
    zipcode = serializers.CharField(allow_null=True)
    lat = serializers.FloatField(allow_null=True)
    long = serializers.FloatField(allow_null=True)
    media_url = serializers.CharField(help_text="its first photo")


@extend_schema_serializer(component_name="Open311Posted")
class PostedSerializer(serializers.Serializer):
    service_request_id = serializers.CharField()
    service_notice = serializers.CharField()
    account_id = serializers.CharField(allow_null=True)


@extend_schema_serializer(component_name="Open311Token")
class TokenSerializer(serializers.Serializer):
    service_request_id = serializers.CharField()
    token = serializers.CharField()


@extend_schema_serializer(component_name="Open311NewRequest")
class NewRequestSerializer(serializers.Serializer):
    """A request to post. Who asks is the owner of the key: name, e-mail and phone are neither read nor kept."""

    api_key = serializers.CharField(help_text="a key with which a program may post needs")
    jurisdiction_id = serializers.CharField(
        required=False, help_text="the commune, as in addresses; without it, the one of the point"
    )
    service_code = serializers.CharField(help_text=f"one of {', '.join(Theme.values)}")
    lat = serializers.FloatField(required=False)
    long = serializers.FloatField(required=False)
    address_string = serializers.CharField(required=False, help_text="douar or neighbourhood")
    description = serializers.CharField(max_length=4_000)
    media = serializers.FileField(required=False, help_text="a photo; `media_url` is not fetched")

    def get_fields(self):
        """The standard's names of attributes are no names of Python."""
        return super().get_fields() | {
            "attribute[title]": serializers.CharField(required=False, max_length=120),
            "attribute[beneficiary]": serializers.CharField(
                required=False, help_text=f"one of {', '.join(Beneficiary.values)}"
            ),
        }
