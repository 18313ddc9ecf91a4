"""What the page of one petition shows of each part: one function for each, which gives its template's context.

`signing` is for `petitions/_sign.html`, `sheets` for `_sheets.html`, `procedure` for `_procedure.html`.
"""


def signing(petition, user) -> dict:
    return {}


def sheets(petition, user) -> dict:
    return {}


def procedure(petition, user) -> dict:
    return {}
