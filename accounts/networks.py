"""The network a request comes from, for counting: an address would be too narrow, and more than we need to know."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

PREFIXES = {4: 24, 6: 48}


def of(request: HttpRequest) -> str:
    """Return the /24 (IPv4) or /48 (IPv6) that holds the client's address; proxies are trusted as the settings say."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    return str(ipaddress.ip_network((address, PREFIXES[address.version]), strict=False))
