"""Opinion groups, as Polis finds them: who votes alike. Imported by the worker's job alone: it needs scikit-learn.

C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw and C. Megill, Polis: Scaling Deliberation by Mapping High Dimensional
Opinion Spaces (Recerca 26, 2021). People are rows, statements columns, 1 agree, -1 disagree, 0 pass. What a person did
not vote on is filled with the mean of its column; two principal components are kept, each person's place is stretched
by the square root of (statements / her votes), so that those who voted little do not all stand in the middle; k-means
with two to five groups, the number by the mean silhouette.

A statement is representative of a group when its people agree (or disagree) with it more than the others do, and more
than by chance (two tests of proportions, at 90 %). Nothing here tells of fewer than five people: smaller groups go to
the nearest one, shares are told in five steps, places on the map are coarse and hold five people at least.

Ours in place of theirs: k-means on all people, not on a hundred bases; 20,000 by 200 take 16 MB in single precision.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score

from core.hiding import SMALL

LEAST_PEOPLE = 7  # participants, below which no groups are made
LEAST_VOTES = 7  # of a person, or all statements where there are fewer
MOST_GROUPS = 5
SURE = 1.2816  # standard deviations: 90 % on one side
SHARED = 0.6  # of each group's votes
APART = 0.4  # between the groups that agree most and least
MOST_TOLD = 5  # statements of each kind
MANY = 5_000  # people, from which batches are used
SAMPLE = 2_000  # people, on whom the silhouette is measured
GRID = 12  # places of the map, each way


@dataclass
class Groups:
    """What was found. `why_not`: "few" people, all "alike", or groups would be too "small". Statements by column."""

    seed: int
    voters: int = 0
    enough: bool = False
    why_not: str = ""
    groups: list[dict[str, Any]] = field(default_factory=list)
    shared: list[dict[str, Any]] = field(default_factory=list)
    apart: list[dict[str, Any]] = field(default_factory=list)
    map: list[list[int]] = field(default_factory=list)
    labels: Any = None  # the group of each person counted, for tests; never kept
    people: Any = None  # which rows were counted


def find_groups(people: np.ndarray, columns: np.ndarray, votes: np.ndarray, *, seed: int) -> Groups:
    """Return the opinion groups of votes, each given by its person (any number), its column and its value.

    The same votes and seed give the same groups. Memory: people x statements x 4 bytes, a few times.
    """
    found = Groups(seed)
    if not len(votes):
        found.why_not = "few"
        return found
    statements = int(columns.max()) + 1
    _names, rows = np.unique(people, return_inverse=True)
    given = np.bincount(rows)
    enough = given >= min(LEAST_VOTES, statements)
    found.voters, found.people = int(enough.sum()), np.flatnonzero(enough)
    if found.voters < LEAST_PEOPLE:
        found.why_not = "few"
        return found
    kept = enough[rows]
    rows = (np.cumsum(enough) - 1)[rows[kept]]
    columns, votes, given = columns[kept], votes[kept], given[enough]
    places = _places(rows, columns, votes, given, (found.voters, statements))
    if places is None:
        found.why_not = "alike"
        return found
    labels = _merged(_labels(places, seed), places)
    if labels.max() < 1:
        found.why_not = "small"
        return found
    found.enough, found.labels = True, labels
    _describe(found, labels, _votes_of_groups(labels[rows], columns, votes, statements))
    found.map = _map(places, labels)
    return found


def _places(rows, columns, votes, given, shape) -> np.ndarray | None:
    """Return each person's place, or None when all voted alike."""
    count = np.bincount(columns, minlength=shape[1])
    mean = np.bincount(columns, weights=votes, minlength=shape[1]) / np.maximum(count, 1)
    matrix = np.empty(shape, dtype=np.float32)
    matrix[:] = mean.astype(np.float32)
    matrix[rows, columns] = votes
    if float(np.ptp(matrix, axis=0).max()) < 1e-6 or shape[1] < 2:
        return None
    model = PCA(n_components=2, svd_solver="covariance_eigh")
    places = model.fit_transform(matrix)
    return places * np.sqrt(shape[1] / given)[:, None].astype(np.float32)


def _labels(places: np.ndarray, seed: int) -> np.ndarray:
    distinct = len(np.unique(places.round(4), axis=0))
    best, best_score = np.zeros(len(places), dtype=int), -1.0
    for number in range(2, min(MOST_GROUPS, distinct, len(places) - 1) + 1):
        kind, also = (MiniBatchKMeans, {"batch_size": 4096}) if len(places) > MANY else (KMeans, {})
        labels = kind(number, n_init=10, random_state=seed, **also).fit_predict(places)
        if len(np.unique(labels)) < 2:
            continue
        size = SAMPLE if len(places) > SAMPLE else None
        score = silhouette_score(places, labels, sample_size=size, random_state=seed)
        if score > best_score + 1e-6:
            best, best_score = labels, score
    return best


def _merged(labels: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return labels with groups of fewer than five given to the nearest one, the largest group first."""
    while True:
        names, sizes = np.unique(labels, return_counts=True)
        if len(names) == 1 or sizes.min() >= SMALL:
            break
        centres = np.array([places[labels == name].mean(axis=0) for name in names])
        smallest = int(sizes.argmin())
        far = np.linalg.norm(centres - centres[smallest], axis=1)
        far[smallest] = np.inf
        labels = np.where(labels == names[smallest], names[int(far.argmin())], labels)
    order = sorted(names, key=lambda name: (-int((labels == name).sum()), float(places[labels == name][:, 0].mean())))
    renamed = np.zeros_like(labels)
    for place, name in enumerate(order):
        renamed[labels == name] = place
    return renamed


def _votes_of_groups(labels, columns, votes, statements) -> np.ndarray:
    """Return agree, disagree and all votes by group and statement."""
    groups = int(labels.max()) + 1
    spot = labels * statements + columns
    size = groups * statements
    return np.stack(
        [np.bincount(spot[mask], minlength=size) for mask in (votes > 0, votes < 0, np.ones(len(votes), dtype=bool))]
    ).reshape(3, groups, statements)


def level(count: int, votes: int) -> int | None:
    """Return a share as a step from 0 (below a fifth) to 4 (four fifths or more); None of fewer than five votes."""
    return None if votes < SMALL else min(4, int(5 * count / votes))


def _describe(found: Groups, labels: np.ndarray, votes: np.ndarray) -> None:
    total = votes[2]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(total >= SMALL, votes[:2] / np.maximum(total, 1), np.nan)
    for group in range(votes.shape[1]):
        told = [
            {"key": int(key), "side": side, "level": level(int(count), int(total[group, key]))}
            for key, side, count in _representative(votes, group)
        ]
        size = int((labels == group).sum())
        found.groups.append({"label": chr(ord("A") + group), "size": size, "statements": told})
    for side, name in enumerate(("agree", "disagree")):
        least = shares[side].min(axis=0)  # NaN where a group has too few votes
        found.shared += [
            {"key": int(key), "side": name, "least": float(least[key])} for key in np.flatnonzero(least >= SHARED)
        ]
    found.shared.sort(key=lambda row: (-row.pop("least"), row["key"]))
    found.shared = found.shared[: 2 * MOST_TOLD]
    spread = shares[0].max(axis=0) - shares[0].min(axis=0)
    widest = sorted(np.flatnonzero(spread >= APART), key=lambda key: (-spread[key], key))[:MOST_TOLD]
    found.apart = [
        {
            "key": int(key),
            "levels": [level(int(votes[0, group, key]), int(total[group, key])) for group in range(votes.shape[1])],
        }
        for key in widest
    ]


def _representative(votes: np.ndarray, group: int) -> list[tuple[int, str, int]]:
    """Return (column, side, people) of the statements that set a group apart, the strongest first."""
    total, scored = votes[2], []
    own = total[group].astype(float)
    others = total.sum(axis=0) - own
    for side, name in enumerate(("agree", "disagree")):
        mine = votes[side, group].astype(float)
        theirs = votes[side].sum(axis=0) - mine
        p_mine, p_theirs = (mine + 1) / (own + 2), (theirs + 1) / (others + 2)
        sure = 2 * np.sqrt(own + 1) * (p_mine - 0.5)
        pooled = (mine + theirs + 1) / (own + others + 2)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / (own + 1) + 1 / (others + 1)))
        apart = (p_mine - p_theirs) / np.maximum(spread, 1e-9)
        strength = sure * apart * p_mine / p_theirs
        scored += [
            (float(strength[key]), int(key), name, int(mine[key]))
            for key in np.flatnonzero((sure > SURE) & (apart > SURE) & (own >= SMALL))
        ]
    scored.sort(key=lambda row: (-row[0], row[1]))
    return [(key, name, count) for _score, key, name, count in scored[:MOST_TOLD]]


def _map(places: np.ndarray, labels: np.ndarray) -> list[list[int]]:
    """Return [across, up, group, people rounded down to five] of each place that holds five people of a group."""
    low, high = np.percentile(places, 1, axis=0), np.percentile(places, 99, axis=0)
    spots = np.clip((places - low) / np.maximum(high - low, 1e-9) * GRID, 0, GRID - 1).astype(int)
    cells, counts = np.unique(np.column_stack([spots, labels]), axis=0, return_counts=True)
    return [
        [int(across), int(up), int(group), int(people - people % SMALL)]
        for (across, up, group), people in zip(cells, counts, strict=True)
        if people >= SMALL
    ]
