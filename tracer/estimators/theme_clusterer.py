"""Themes as a clusterer of scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sklearn.base import BaseEstimator, ClusterMixin

from tracer.errors import ShapeError
from tracer.estimators.vectors import USER, EncodesTexts, texts_of, vectors_of
from tracer.records import Contribution, Member, Theme
from tracer.stages import centred_texts, with_wordless
from tracer.themes import find_themes
from tracer.themes.find import RESOLUTION
from tracer.themes.layout import placed_themes

if TYPE_CHECKING:
    import numpy as np

NO_THEME = -1


class ThemeClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc, unused-ignore]
    """Groups of texts that ask for the same thing, as ``tracer themes`` finds them.

    Parameters
    ----------
    encoder, backend, cache
        As in `TextEncoder`.
    resolution : float, default=2
        Above 0. Higher gives more and smaller themes.
    min_size : int, optional
        In different texts. By default a quarter of the square root of their number, at least 3.
    n_broad : int, optional
        Broad themes wanted, at most; 0 for none.
    random_state : int, default=1

    Attributes
    ----------
    labels_ : ndarray of shape (n_texts,), int64
        Place of each text's strongest theme in `themes_`; -1 for a text in none.
    themes_ : tuple of Theme
        The largest first.
    broad_themes_ : tuple of Theme
        What they are gathered in, see `Theme.parent_id`.
    members_ : tuple of Member
        Every text with all its themes; its id is its row, from 1, with leading zeros.

    Examples
    --------
    >>> from tracer import ThemeClusterer, read_contributions, sample_path
    >>> read = read_contributions(sample_path("encuesta.csv"), text_columns=["que_te_falta"])
    >>> clusterer = ThemeClusterer().fit([c.text for c in read.contributions])
    >>> len(clusterer.labels_) == len(read.contributions)
    True
    >>> int(clusterer.labels_.max()) < len(clusterer.themes_)
    True
    """

    def __init__(
        self,
        *,
        encoder: str | EncodesTexts = "",
        backend: str = "",
        cache: str | Path | None = USER,
        resolution: float = RESOLUTION,
        min_size: int | None = None,
        n_broad: int | None = None,
        random_state: int = 1,
    ) -> None:
        self.encoder = encoder
        self.backend = backend
        self.cache = cache
        self.resolution = resolution
        self.min_size = min_size
        self.n_broad = n_broad
        self.random_state = random_state

    def fit(self, X: object, y: object = None, sample_weight: object = None) -> Self:
        """Find the themes of the texts of `X`.

        Parameters
        ----------
        X : iterable of str
        y : ignored
        sample_weight : sequence of float, optional
            Signatures or supports: they count in `Theme.weight`, not in what a theme is.

        Raises
        ------
        ShapeError
            If `X` is no list of texts, or `sample_weight` hasn't one number for each.
        EncoderError
            If the encoder can't be loaded.
        """
        asked = _contributions(texts_of(X), sample_weight)
        placed = centred_texts(asked, encode=self._encoded)
        found, members = find_themes(
            placed.worded, placed.vectors, seed=self.random_state, resolution=self.resolution,
            min_size=self.min_size, n_broad=self.n_broad,
        )  # fmt: skip
        themes = placed_themes(found, members, placed.worded, placed.vectors)
        parents = {theme.parent_id for theme in themes}
        self.themes_ = tuple(theme for theme in themes if theme.id not in parents)
        self.broad_themes_ = tuple(theme for theme in themes if theme.id in parents)
        self.members_ = with_wordless(members, asked)
        self.labels_ = _labels(asked, self.members_, self.themes_)
        return self

    def _encoded(self, texts: Sequence[str]) -> np.ndarray:
        return vectors_of(texts, encoder=self.encoder, backend=self.backend, cache=self.cache)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _contributions(texts: Sequence[str], weights: Any) -> tuple[Contribution, ...]:
    given = [1.0] * len(texts) if weights is None else [float(weight) for weight in weights]
    if len(given) != len(texts):
        raise ShapeError(f"expected a weight for each of {len(texts)} texts, got {len(given)}")
    digits = len(str(len(texts)))
    return tuple(
        Contribution(str(row).zfill(digits), text, weight=weight)
        for row, (text, weight) in enumerate(zip(texts, given, strict=True), start=1)
    )


def _labels(
    asked: Sequence[Contribution], members: Sequence[Member], themes: Sequence[Theme]
) -> np.ndarray:
    """Place of the strongest theme of each; members come strongest first."""
    import numpy as np

    place = {theme.id: at for at, theme in enumerate(themes)}
    strongest: dict[str, int] = {}
    for member in members:
        strongest.setdefault(member.contribution_id, place.get(member.theme_id, NO_THEME))
    return np.array([strongest.get(c.id, NO_THEME) for c in asked], np.int64)
