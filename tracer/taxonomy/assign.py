"""Texts to concepts: three opinions, as far as there is ground for each, joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tracer.encode.geometry import centred, drawn_mean, mean_vector
from tracer.errors import EmptyInputError
from tracer.records import Assignment, Concept, Contribution
from tracer.taxonomy.opinions import Opinion, by_meaning, by_name, by_words
from tracer.text import nfc, says_something

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]

NAME, MEANING, WORDS = 0.15, 0.85, 0.2
"""Exponents of the three opinions where there are examples. Chosen on answers of 2016 (3,000 to
learn from, 1,000 to look at, of meetings on which nothing is reported): from .1 to .4 and from .2
to .5, top-5 accuracy moves by less than .01; these leave the probabilities about right."""
FEW_TEXTS = 5.0
"""The centre of the texts is drawn towards that of the concepts as if it held this many of them: a
file of one text would otherwise be its own centre."""
CHUNK = 20_000
"""Texts judged at a time: memory, not results."""


def assign_concepts(
    contributions: Sequence[Contribution],
    concepts: Sequence[Concept],
    *,
    encode: Encode,
    top: int = 3,
) -> tuple[Assignment, ...]:
    """Name the concepts of a list that each contribution is likeliest about.

    Without any example, concepts are known by name and description alone. With some, a linear
    classifier of vectors and one of words learn from them; names count as one more example each,
    so that a concept without examples can be chosen too.

    Parameters
    ----------
    contributions : sequence of Contribution
    concepts : sequence of Concept
        At least two.
    encode : callable
        Sequence of n texts to an array of shape (n, d), float32, rows of length 1.
    top : int, default=3
        Concepts named for each contribution.

    Returns
    -------
    tuple of Assignment
        By contribution in the order given, then by rank. Confidences are probabilities over the
        whole list, which is taken to be complete: a text about something else gets low ones.

    Raises
    ------
    EmptyInputError
        If there are fewer than two concepts.

    Examples
    --------
    >>> from tracer import assign_concepts, encode_texts
    >>> from tracer.records import Concept, Contribution
    >>> asked = [Contribution("a", "que no falte el agua potable en las casas")]
    >>> concepts = [Concept("Agua potable"), Concept("Transporte público")]
    >>> [found.concept for found in assign_concepts(asked, concepts, encode=encode_texts, top=1)]
    ['Agua potable']
    """
    if len(concepts) < 2:
        raise EmptyInputError("se esperaban al menos dos conceptos entre los que elegir")
    found: list[Assignment] = []
    names = [concept.name for concept in concepts]
    worded = [c for c in contributions if says_something(c.text)]
    judged = _probabilities(worded, concepts, encode)
    for contribution in contributions:
        if says_something(contribution.text):
            found += _best(contribution.id, names, next(judged), top)
        else:
            found.append(Assignment(contribution.id, 0, "", 0.0))
    return tuple(found)


def _best(
    contribution_id: str, names: Sequence[str], probabilities: np.ndarray, top: int
) -> list[Assignment]:
    import numpy as np

    order = np.argsort(-probabilities, kind="stable")[:top]
    return [
        Assignment(contribution_id, rank, names[at], float(probabilities[at]))
        for rank, at in enumerate(order, start=1)
    ]


def _probabilities(
    contributions: Sequence[Contribution], concepts: Sequence[Concept], encode: Encode
) -> Iterator[np.ndarray]:
    """Probability of each concept, contribution by contribution: shape (n_concepts,).

    In steps of 10^-6: solvers of linear models may differ in later digits with the threads.
    """
    import numpy as np

    if not contributions:
        return
    texts = [nfc(c.text) for c in contributions]
    known_as = [nfc(_known_as(concept)) for concept in concepts]
    vectors, names = encode(texts), encode(known_as)
    centre = drawn_mean(vectors, towards=mean_vector(names), weight=FEW_TEXTS)
    names = centred(names, mean_vector(names))
    opinions: list[tuple[float, Opinion]] = [(1.0, by_name(names))]
    examples = [nfc(text) for concept in concepts for text in concept.examples]
    if examples:
        of = np.repeat(np.arange(len(concepts)), [len(concept.examples) for concept in concepts])
        labels = np.concatenate([of, np.arange(len(concepts))])
        learnt = np.concatenate([centred(encode(examples), centre), names])
        opinions = [
            (NAME, by_name(names)),
            (MEANING, by_meaning(learnt, labels)),
            (WORDS, by_words([*examples, *known_as], labels)),
        ]
    for at in range(0, len(texts), CHUNK):
        chunk = centred(vectors[at : at + CHUNK], centre)
        yield from np.round(_joined(opinions, texts[at : at + CHUNK], chunk), 6)


def _joined(
    opinions: Sequence[tuple[float, Opinion]], texts: Sequence[str], vectors: np.ndarray
) -> np.ndarray:
    """Weighted product of the opinions, scaled to sum 1."""
    import numpy as np
    from scipy.special import softmax

    total = np.zeros(1)
    for weight, opinion in opinions:
        total = total + weight * opinion(texts, vectors)
    return np.asarray(softmax(total, axis=1))


def _known_as(concept: Concept) -> str:
    """What the encoder reads for a concept: codes such as ``a_la_salud`` are words too."""
    name = concept.name.replace("_", " ").strip()
    return f"{name}. {concept.description}" if concept.description else name
