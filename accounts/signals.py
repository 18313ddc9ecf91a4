"""News about people that higher floors listen to."""

from django.dispatch import Signal

# Sent with `user` when she takes her data with her. A receiver returns {"section": value}, value being a dict, a list
# of dicts or a text: what its app holds about her, and nothing of anyone else.
exporting = Signal()

# Sent with `user` and `by`, inside the transaction that erases her, before her row is emptied. A receiver deletes
# what is hers alone, and leaves the public acts, which stay under a neutral name.
erasing = Signal()
