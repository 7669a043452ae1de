"""What people decided at the review desk."""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = ("adopta", "parcial", "menciona", "no", "otro", "duda")
"""What a person can say of a link: it adopts what is asked, answers it in part, only mentions it,
doesn't answer it; another provision does (``otro``: this one doesn't); not sure."""
UNDONE = "deshecho"
"""Verdict of an entry that takes an earlier one back."""
ANSWERING = frozenset(("adopta", "parcial"))
"""Verdicts that say that the provision answers in substance."""
REFUSING = frozenset(("no", "otro"))
"""Verdicts after which a link must not appear again."""
STANDINGS = ("accepted", "mentioned", "rejected", "contested", "unsure", "suspect")
"""``contested``: people say different things and nobody has settled it; ``suspect``: the words on
one of the two sides have changed, or are gone, since it was decided."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log: never changed, only followed by another."""

    id: str
    """Given by the page that was shown, so that sending it twice enters it once."""
    at: str
    """ISO 8601, UTC."""
    coder: str
    contribution_id: str
    version: str
    """Name of the version of the text."""
    citation: str
    """Of the provision, in canonical form."""
    verdict: str
    """One of `VERDICTS`, or `UNDONE`."""
    other: str = ""
    """Citation of the provision that answers, where the verdict is ``otro``."""
    note: str = ""
    contribution_hash: str = ""
    """Fingerprints of the words that the coder saw, `tracer.text.fingerprint`."""
    provision_hash: str = ""
    undoes: str = ""
    """Id of the entry that is taken back, where the verdict is `UNDONE`."""
    settles: bool = False
    """Whether it ends a dispute: it goes before what the others said."""
    confidence: float | None = None
    """Of the link as the shipped calibration has it, 0 to 1; None where the engine hadn't proposed
    it. Calibration is refitted to it: a rejected link isn't there to ask any more."""
    blind: bool = False
    """Whether the coder saw neither the engine's view nor others'."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one link after everything that was decided of it."""

    contribution_id: str
    version: str
    citation: str
    standing: str
    """One of `STANDINGS`."""
    verdict: str
    """That of the decision that holds; empty where it is contested."""
    coders: tuple[str, ...]
    """By name."""
    at: str
    """Of the last decision, ISO 8601, UTC."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change to the themes: an entry of the log like a `Decision`."""

    id: str
    at: str
    coder: str
    kind: str
    """``rename``, ``merge``, ``split`` or `UNDONE`."""
    theme: str
    """A contribution in it: its medoid, which holds when ids of themes change."""
    values: tuple[str, ...] = ()
    """Of ``rename``, the name; of ``merge``, a contribution of the other theme and the name, which
    may be empty; of ``split``, the words of each part."""
    undoes: str = ""
