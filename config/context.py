"""What every page is given."""


def page(request):
    return {}
