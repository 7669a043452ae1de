"""An encoder as a transformer of scikit-learn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from tracer.encode.geometry import centred, mean_vector
from tracer.errors import ShapeError
from tracer.estimators.vectors import USER, EncodesTexts, texts_of, vectors_of

if TYPE_CHECKING:
    import numpy as np

CENTRES = ("mean", "none")


class TextEncoder(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc, unused-ignore]
    """Texts to vectors, with what `fit` saw as their centre.

    Parameters
    ----------
    encoder : str or callable, default=""
        Empty for the one that ships with tracer, another name that `load_encoder` knows, or a
        function from a list of n texts to an array of shape (n, d).
    backend : {"", "f32", "bf16"}, default=""
        Arithmetic of the encoder that ships.
    centre : {"mean", "none"}, default="mean"
        What is taken from every vector before it is scaled to length 1 again. Sentence encoders
        put all texts into a narrow cone; without its axis, cosines say something.
    cache : str, Path or None, default="user"
        Where vectors are kept between calls: the file that the command line uses, a SQLite file of
        yours, or nowhere.

    Attributes
    ----------
    centre_ : ndarray of shape (d,), float64
        Mean of the vectors that `fit` saw; zeros with ``centre="none"``.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> from tracer import TextEncoder
    >>> texts = ["falta agua", "no hay agua", "más camiones", "el metro de noche"]
    >>> model = make_pipeline(TextEncoder(), LogisticRegression())
    >>> model.fit(texts, ["agua", "agua", "transporte", "transporte"]).predict(["agua potable"])
    array(['agua'], dtype='<U10')
    """

    def __init__(
        self,
        *,
        encoder: str | EncodesTexts = "",
        backend: str = "",
        centre: str = "mean",
        cache: str | Path | None = USER,
    ) -> None:
        self.encoder = encoder
        self.backend = backend
        self.centre = centre
        self.cache = cache

    def fit(self, X: object, y: object = None) -> Self:
        """Learn the centre of the texts of `X`.

        Parameters
        ----------
        X : iterable of str
        y : ignored

        Raises
        ------
        ShapeError
            If `X` holds no texts, or `centre` is none of its values.
        EncoderError
            If the encoder can't be loaded.
        """
        self._learn(X)
        return self

    def transform(self, X: object) -> np.ndarray:
        """Encode the texts of `X` and take the centre from them.

        Returns
        -------
        ndarray of shape (n_texts, d), float32
            Rows of length 1; a row equal to the centre stays zero.
        """
        check_is_fitted(self, "centre_")
        return centred(self._encoded(X), self.centre_)

    def fit_transform(self, X: object, y: object = None, **params: object) -> np.ndarray:
        """Encode `X` once, for `fit` and `transform`."""
        return centred(self._learn(X), self.centre_)

    def _learn(self, X: object) -> np.ndarray:
        import numpy as np

        if self.centre not in CENTRES:
            raise ShapeError(f"expected centre to be one of {CENTRES}, got {self.centre!r}")
        vectors = self._encoded(X)
        if not len(vectors):
            raise ShapeError("expected at least one text to learn the centre from, got none")
        mean = mean_vector(vectors)
        self.centre_ = mean if self.centre == "mean" else np.zeros_like(mean)
        self._n_features_out = len(mean)
        return vectors

    def _encoded(self, X: object) -> np.ndarray:
        return vectors_of(texts_of(X), encoder=self.encoder, backend=self.backend, cache=self.cache)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags
