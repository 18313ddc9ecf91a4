"""On which grounds a petition may be rejected: the conditions of the law that hold for its bearer and its level."""

from petitions.conditions import article
from petitions.enums import Bearer, Ground
from petitions.models import Petition
from petitions.requirements import level_of
from territories.enums import Level

# Where the law says each condition (petitions.conditions.ARTICLES): common ones first.
COMMON = {
    Ground.COMPETENCE: "object",
    Ground.CONSTANTS: "object",
    Ground.MANDATARY: "mandatary",
    Ground.FORM: "deposit",
}
OF_CITIZENS = {
    Ground.INTEREST: "citizens",
    Ground.ELIGIBILITY: "citizens",
    Ground.SIGNATURES: "citizens",
    Ground.SPREAD: "citizens",
}
OF_ASSOCIATION = {
    Ground.ASSOCIATION_AGE: "association",
    Ground.ASSOCIATION_STANDING: "association",
    Ground.ASSOCIATION_SEAT: "association",
    Ground.ASSOCIATION_OBJECT: "association",
    Ground.ASSOCIATION_SIZE: "association",
}
ONLY_AT = {Ground.SPREAD: Level.REGION, Ground.ASSOCIATION_SIZE: Level.PROVINCE}


def grounds_for(petition: Petition) -> dict[str, str]:
    """Return each ground that applies to a petition, with its article: "113-14, art. 123"."""
    level = level_of(petition.council.territory)
    applying = COMMON | (OF_ASSOCIATION if petition.bearer == Bearer.ASSOCIATION else OF_CITIZENS)
    return {ground: article(level, what) for ground, what in applying.items() if ONLY_AT.get(ground, level) == level}


def words_of(grounds: list[str], articles: dict[str, str]) -> list[str]:
    """Return grounds in words, each with its article: "the association has too few members (112-14, art. 115)"."""
    return [f"{Ground(ground).label} ({articles[ground]})" if ground in articles else Ground(ground).label
            for ground in grounds]  # fmt: skip
