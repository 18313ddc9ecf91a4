"""What changed between two versions."""

from spaces.difference import Change, compare


def test_clauses_are_compared_word_by_word():
    assert compare(["un deux", "trois", "quatre"], ["un deux", "trois et demi", "quatre", "cinq"]) == [
        Change(1, "same", (("same", "un deux"),)),
        Change(2, "changed", (("same", "trois"), ("added", "et demi"))),
        Change(3, "same", (("same", "quatre"),)),
        Change(4, "added", (("added", "cinq"),)),
    ]


def test_a_clause_taken_out_keeps_its_old_number():
    assert compare(["un", "deux", "trois"], ["un", "trois"])[1] == Change(2, "removed", (("removed", "deux"),))


def test_words_taken_out():
    assert compare(["قبل المجلس الجماعي"], ["قبل المجلس"])[0].parts == (("same", "قبل المجلس"), ("removed", "الجماعي"))
