"""Form letters as campaigns send them: one text in many hands, planted among real ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

NAMES = (
    "María López", "José Hernández", "Guadalupe Martínez", "Juan Carlos Pérez", "Ana Torres",
    "Luis Ramírez", "Rosa Elena Cruz", "Miguel Ángel Soto", "Carmen Vargas", "Pedro Muñoz",
    "Fernanda Rojas", "Diego Castillo", "Lucía Fuentes", "Ramón Ortiz", "Sofía Navarro",
)  # fmt: skip
PLACES = ("Coyoacán", "Iztapalapa", "Tlalpan", "Maipú", "Valparaíso", "Concepción", "Temuco")
SIGNED = (
    "Yo, {name}, de {place}, pido: {letter}", "{letter} Atentamente, {name}",
    "{letter} {name}, {place}", "Soy {name}. {letter}", "{letter}", "{letter} ¡Gracias!",
)  # fmt: skip
MOST_CHANGED = 0.12
"""Of the words of a letter, replaced, dropped or added by one hand; the share differs by hand."""
MOST_TYPOS = 0.05


def variants(letter: str, n: int, pool: Sequence[str], *, seed: int) -> list[str]:
    """Write `letter` as `n` people would send it.

    Parameters
    ----------
    letter : str
    n : int
    pool : sequence of str
        Words that replace or join those of the letter.
    seed : int

    Returns
    -------
    list of str
        The first is the letter itself. The others have words changed (none to `MOST_CHANGED` of
        them), typing errors (none to `MOST_TYPOS` of the words), a name and a place, or other
        capitals, in every mixture.
    """
    rng = random.Random(f"{seed}\0{letter}")
    return [letter, *(_variant(letter, pool, rng) for _ in range(n - 1))]


def _variant(letter: str, pool: Sequence[str], rng: random.Random) -> str:
    words = letter.split()
    changed = rng.uniform(0, MOST_CHANGED)
    words = [new for word in words for new in _changed(word, pool, changed, rng)]
    mistaken = rng.uniform(0, MOST_TYPOS)
    words = [_mistyped(word, rng) if rng.random() < mistaken else word for word in words]
    text = rng.choice(SIGNED).format(
        name=rng.choice(NAMES), place=rng.choice(PLACES), letter=" ".join(words)
    )
    return rng.choice((str, str, str, str.upper, str.lower))(text)


def _changed(word: str, pool: Sequence[str], share: float, rng: random.Random) -> list[str]:
    if rng.random() >= share:
        return [word]
    return rng.choice(([rng.choice(pool)], [], [word, rng.choice(pool)]))


def _mistyped(word: str, rng: random.Random) -> str:
    if len(word) < 3:
        return word
    at = rng.randrange(len(word) - 1)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda: word[:at] + rng.choice("aeiosnrl") + word[at + 1 :],
    )
    return rng.choice(kinds)()


def letters_of(texts: Sequence[str], sizes: Sequence[int], *, seed: int) -> list[str]:
    """Draw as many of `texts` as there are `sizes`, each of another length: short to long."""
    by_length = sorted(texts, key=lambda text: (len(text), text))
    rng = random.Random(seed)
    step = len(by_length) // len(sizes)
    return [by_length[k * step + rng.randrange(step)] for k in range(len(sizes))]
