"""News about people that higher floors listen to."""

from django.dispatch import Signal

# Sent with `user` when she takes her data with her. A receiver returns {"section": value}, value being a dict, a list
# of dicts or a text: what its app holds about her, and nothing of anyone else.
exporting = Signal()

# Sent with `user` with it. A receiver returns (label of the model, key, file) of each file that she sent and that no
# column of its own row says to be hers.
exporting_files = Signal()

# Sent with `user` when she asks who read files in which she stands. A receiver returns {subject: since}: the journal's
# name of each file of several people in which she stands (`core.journal.subject_of`), and since when.
concerning = Signal()

# Sent with `user` and `by`, inside the transaction that erases her, before her row is emptied. A receiver deletes
# what is hers alone, and leaves the public acts, which stay under a neutral name.
erasing = Signal()

# Sent with `user`, an account that a desk made for a person without a phone, and `into`, her own: inside the
# transaction in which she takes over what was entered for her. A receiver makes what is `user`'s `into`'s, each once.
absorbing = Signal()
