"""Suite ``campaigns``: whether planted form letters are found again among real answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from tracer.encode.protocol import Progress
from tracer.errors import EmptyInputError
from tracer.evaluate.answers import read_answers
from tracer.evaluate.encoding import Encode
from tracer.evaluate.measures import Measure, share_measure
from tracer.evaluate.planting import letters_of, variants
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import draw
from tracer.text import fold
from tracer.themes import group_copies

LETTER_WORDS = 20
"""Answers with fewer words aren't sent as letters."""
POOL = 2_000
"""Background texts whose words replace those of a letter."""


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure; vectors are not needed."""
    suite.only("answers", "n", "sizes", "seeds")
    answers = read_answers(suite.file("answers"))
    size = suite.keys.integer("n", 20_000, least=1)
    sizes = [int(written) for written in suite.keys.texts("sizes")]
    rows: dict[str, Measure] = {}
    for seed in (int(written) for written in suite.keys.texts("seeds")):
        drawn = draw(answers, 2 * size, key=lambda a: a.id, seed=seed)
        background = [a.text for a in drawn[:size]]
        letters = [a.text for a in drawn[size:] if len(a.text.split()) >= LETTER_WORDS]
        if len(letters) < len(sizes):
            raise EmptyInputError(
                "{name}: se esperaban {expected} respuestas, y entre ellas {letters} largas para "
                "hacer de cartas; hay {answers_found} y {letters_found}",
                name=suite.keys.path.name, expected=2 * size, letters=len(sizes),
                answers_found=len(answers), letters_found=len(letters),
            )  # fmt: skip
        found = measure(background, letters_of(letters, sizes, seed=seed), sizes, seed=seed)
        rows |= {f"{name} · seed {seed}": value for name, value in found.items()}
    return Findings(rows)


def measure(
    background: Sequence[str], letters: Sequence[str], sizes: Sequence[int], *, seed: int
) -> dict[str, Measure]:
    """Plant `sizes` variants of each letter among `background` texts and look for them.

    Returns
    -------
    dict
        ``recall``: of the planted texts, those in the group that holds most of their letter.
        ``precision``: of the texts in those groups, those planted there. A background text that
        says the same as the letter before anything was planted is left out of account.
    """
    pool = [word for text in background[:POOL] for word in text.split()]
    planted = [
        (k, text)
        for k, (letter, size) in enumerate(zip(letters, sizes, strict=True))
        for text in variants(letter, size, pool, seed=seed)
    ]
    own = {fold(letter) for letter in letters}
    texts = [(-1, text) for text in background if fold(text) not in own] + planted
    order = np.random.default_rng(seed).permutation(len(texts))
    letter_of = np.array([texts[i][0] for i in order])
    group = group_copies([texts[i][1] for i in order])
    main = {
        k: Counter(group[letter_of == k].tolist()).most_common(1)[0][0] for k in range(len(letters))
    }
    of_main = np.full(len(texts), -1)
    for k, leader in main.items():
        of_main[group == leader] = k
    return {
        "recall": share_measure((of_main == letter_of)[letter_of >= 0]),
        "precision": share_measure((of_main == letter_of)[of_main >= 0]),
    }
