"""What is wrong with a source, told row by row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where it is, what it is, what the operator can do."""

    where: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.cure}"


class ImportRefused(Exception):  # noqa: N818 -- as core.workflow.Refused
    """A source that cannot be loaded; nothing was written."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
