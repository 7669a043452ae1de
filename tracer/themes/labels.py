"""What a theme is called: its telling terms, in the words its members wrote."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from sys import intern

from tracer.text import soften_capitals
from tracer.themes.fillers import is_filler
from tracer.themes.vocabulary import WORD, Word, content_words
from tracer.themes.wording import is_verb, names_something

MAX_GAP = 12
"""Code points between the words of a pair: ``igualdad ante la ley``, but no leap over a clause."""
PAIR_BONUS = 3.0
"""A pair of words says more than either alone at a third of the share."""
MIN_WORD_SHARE, MIN_PAIR_SHARE = 0.07, 0.05
"""Of the members that must use a term, but two at least."""
FIXED_SHARE = 0.5
"""Share of a word's occurrences from which the word before it is part of it: ``medio ambiente``,
``bien común``, where the first is a stop word by itself."""
MIN_FIXED_LENGTH = 4
"""In letters: articles and most prepositions are shorter."""
NEVER_FIXED = frozenset({"cada", "como", "desde", "entre", "hacia", "hasta", "para", "sobre"})
ACRONYM_SHARE, MAX_ACRONYM = 0.8, 6
"""Share of the occurrences in capitals from which a word is an acronym, and its letters at most."""
MAX_TERMS = 10
LABEL_TERMS = 3
OPENING_WORDS = 6
NOTHING_OWN = "Sin asunto propio"
GAP_CHARACTERS = frozenset("\t\n ")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many documents hold each term (a lemma or a pair of lemmas), and how it is written."""

    texts: tuple[str, ...]
    lemmas: tuple[tuple[str, ...], ...]
    """Lemmas of each document, in order."""
    documents: tuple[tuple[str, ...], ...]
    """Terms of each document, each once, that another holds too: of many texts, most pairs of words
    stand in one alone."""
    counts: Counter[str]
    forms: Mapping[str, str | Counter[str]]
    """How each term of two documents or more is written."""
    before: Mapping[str, Counter[str]]
    """Words right before each lemma."""

    def surface(self, term: str) -> str:
        """The commonest way of writing a term."""
        held = self.forms[term]
        written = Counter([held]) if isinstance(held, str) else held
        before = self.before.get(term, Counter[str]())
        return _with_fixed(_commonest(written), written.total(), before)


def read_terms(texts: Sequence[str]) -> Vocabulary:
    """Collect lemmas and pairs of neighbouring lemmas with the words that stand for them."""
    counts: Counter[str] = Counter()
    forms: dict[str, str | Counter[str]] = {}
    before: dict[str, Counter[str]] = {}
    lemmas, documents = [], []
    for text in texts:
        words = content_words(text)
        lemmas.append(tuple(intern(word.lemma) for word in words))
        terms = set()
        for term, surface in _terms(text, words):
            terms.add(intern(term))
            _note(forms, term, surface)
        for lemma, word in _preceding(text, words):
            before.setdefault(lemma, Counter())[word] += 1
        counts.update(terms)
        documents.append(tuple(sorted(terms)))
    repeated = Counter({term: count for term, count in counts.items() if count > 1})
    return Vocabulary(
        tuple(texts),
        tuple(lemmas),
        tuple(tuple(term for term in terms if term in repeated) for terms in documents),
        repeated,
        {term: written for term, written in forms.items() if term in repeated},
        before,
    )


def _note(forms: dict[str, str | Counter[str]], term: str, surface: str) -> None:
    held = forms.get(term)
    if held is None:
        forms[intern(term)] = surface
    elif isinstance(held, str):
        forms[term] = Counter([held, surface])
    else:
        held[surface] += 1


def _terms(text: str, words: Sequence[Word]) -> Iterable[tuple[str, str]]:
    for word in words:
        yield word.lemma, text[word.start : word.end]
    for one, two in pairwise(words):
        if one.lemma != two.lemma and _together(text, one, two):
            yield f"{one.lemma} {two.lemma}", " ".join(text[one.start : two.end].split())


def _preceding(text: str, words: Sequence[Word]) -> Iterable[tuple[str, str]]:
    """Lemma of each content word, with the word right before it in the same clause."""
    end = 0
    previous = ""
    lemma_at = {word.start: word.lemma for word in words}
    for found in WORD.finditer(text):
        if found.start() in lemma_at and previous and text[end : found.start()] == " ":
            yield lemma_at[found.start()], previous
        end, previous = found.end(), found.group().lower()


def _with_fixed(surface: str, occurrences: int, before: Counter[str]) -> str:
    """Put the word before `surface` to it where they nearly always stand together."""
    long = {w: n for w, n in before.items() if len(w) >= MIN_FIXED_LENGTH}
    best = min(long, key=lambda w: (-long[w], w), default="")
    fixed = best and occurrences > 1 and long[best] >= FIXED_SHARE * occurrences
    belongs = fixed and best not in NEVER_FIXED and not is_verb(best)
    return f"{best} {surface}" if belongs else surface


def _together(text: str, one: Word, two: Word) -> bool:
    between = text[one.end : two.start]
    return len(between) <= MAX_GAP and all(c.isalpha() or c in GAP_CHARACTERS for c in between)


def _commonest(forms: Counter[str]) -> str:
    """The commonest spelling, in lower case unless it is nearly always written otherwise."""
    spellings: Counter[str] = Counter()
    for form, count in forms.items():
        spellings[form.lower()] += count
    best = min(spellings, key=lambda s: (-spellings[s], s))
    if " " not in best and forms[best.title()] > 4 * forms[best] + 4:
        return best.title()
    return _with_acronyms(best, forms)


def _with_acronyms(best: str, forms: Counter[str]) -> str:
    """Put the words in capitals that nearly everybody writes so: ``zona SER``.

    Somebody who writes all in capitals says nothing of any word.
    """
    ways = [(form.split(), count) for form, count in forms.items() if form.lower() == best]
    mixed = [(words, count) for words, count in ways if not all(map(str.isupper, words))]
    telling = mixed if " " in best else ways
    total = sum(count for _, count in telling)
    shown = []
    for place, word in enumerate(best.split()):
        capitals = sum(count for words, count in telling if words[place].isupper())
        acronym = 1 < len(word) <= MAX_ACRONYM and total > 1 and capitals > ACRONYM_SHARE * total
        shown.append(word.upper() if acronym else word)
    return " ".join(shown)


def distinctive_terms(
    members: Sequence[int], vocabulary: Vocabulary, *, limit: int = MAX_TERMS
) -> tuple[str, ...]:
    """Terms that many members use and other texts don't, most telling first.

    Class-based TF-IDF in its information form: share of the members that use the term, times the
    logarithm of how much larger that share is than among all texts. Verbs and what says nothing by
    itself are passed over (see `tracer.themes.wording`).

    Parameters
    ----------
    members : sequence of int
        Indices of the theme's documents.
    vocabulary : Vocabulary
        Of all texts.
    limit : int, default=10

    Returns
    -------
    tuple of str
        As the members write them; a word that stands in a chosen pair isn't repeated.
    """
    if len(members) == 1:
        vocabulary = _with_own_terms(vocabulary, members[0])
    inside = Counter(term for i in members for term in vocabulary.documents[i])
    total, size = len(vocabulary.documents), max(len(members), 1)
    scores = {}
    for term, count in inside.items():
        if count < max(min(2, size), (MIN_PAIR_SHARE if " " in term else MIN_WORD_SHARE) * size):
            continue
        # Half a document more everywhere keeps rare terms from looking certain.
        ratio = (count / size) / ((vocabulary.counts[term] + 0.5) / (total + 0.5))
        bonus = PAIR_BONUS if " " in term else 1.0
        scores[term] = bonus * count / size * (math.log(max(ratio, 1.0)) + 0.01)
    ranked = sorted(scores, key=lambda t: (-scores[t], t))
    return tuple(_without_repeats(ranked, vocabulary, limit=limit))


def _with_own_terms(vocabulary: Vocabulary, document: int) -> Vocabulary:
    """The vocabulary with the terms that a document alone has: one text is described by these."""
    text = vocabulary.texts[document]
    forms: dict[str, str | Counter[str]] = {}
    for term, surface in _terms(text, content_words(text)):
        if term not in vocabulary.forms:
            _note(forms, term, surface)
    own = tuple(sorted({*vocabulary.documents[document], *forms}))
    documents = (*vocabulary.documents[:document], own, *vocabulary.documents[document + 1 :])
    counts = vocabulary.counts + Counter(dict.fromkeys(forms, 1))
    return replace(
        vocabulary, documents=documents, counts=counts, forms={**vocabulary.forms, **forms}
    )


def _without_repeats(terms: Sequence[str], vocabulary: Vocabulary, *, limit: int) -> list[str]:
    chosen: list[str] = []
    used: set[str] = set()
    for term in terms:
        surface = vocabulary.surface(term)
        words = {*term.split(), *surface.split()}
        if not used & words and names_something(surface):
            chosen.append(surface)
            used |= words
        if len(chosen) == limit:
            break
    return chosen


def opening(text: str, *, n_words: int = OPENING_WORDS) -> str:
    """Name a theme without telling terms by the first words of `text`, its medoid."""
    words = soften_capitals(text).split()
    name = " ".join(words[:n_words]).rstrip(".,;:")
    return name[:1].upper() + name[1:] + ("…" if len(words) > n_words else "")


def label(terms: Sequence[str], *, n_terms: int = LABEL_TERMS) -> str:
    """A short name from a theme's most telling terms: ``Salud pública, hospitales, atención``.

    Words of the process itself are passed over (see `tracer.themes.fillers`). Where the most
    telling terms are all such words, the name says that the theme asks for nothing of its own.
    """
    telling = [term for term in terms if not is_filler(term)]
    first = terms[:n_terms]
    if not set(first) & set(telling):
        return f"{NOTHING_OWN} ({', '.join(first)})" if first else NOTHING_OWN
    name = ", ".join(telling[:n_terms])
    return name[:1].upper() + name[1:]
