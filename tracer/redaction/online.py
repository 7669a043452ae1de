"""E-mails, handles and pages of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracer.redaction.hits import SPACE, Hit

# Possessive, so that a run of a million characters is gone through once. «tod@s.Los» is no e-mail.
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'’-]++@(?!s\.)"
    r"(?:(?:[\w-]{1,63}+\.){1,8}[^\W\d_]{2,24}(?![\w-])|(?i:gmail|hotmail|outlook|yahoo|icloud)(?!\w))"
    r"(?:@[\w.-]++)*+"
)
_SPELT = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}+{SPACE}?[(\[<]?{SPACE}?(?:arroba|@){SPACE}?[)\]>]?{SPACE}?"
    rf"[\w-]{{1,63}}+(?:{SPACE}?[(\[]?(?:punto|\.)[)\]]?{SPACE}?"
    r"(?:com|net|org|mx|cl|es|edu|gob|info))++(?!\w)",
    re.IGNORECASE,
)
_SITES = (
    r"(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|threads|youtube|pinterest|flickr|twitch"
    r"|telegram|snapchat|onlyfans|patreon|medium|github)\.(?:com|net|me|tv)"
    r"|(?:t|wa|fb|m)\.me|youtu\.be/@|bsky\.app/profile"
)
_PUBLIC = (
    r"(?:groups?|events?|watch|hashtag|search|explore|reels?|p|share|sharer|home|intent|login"
    r"|status|playlist|results|embed|policies|help|photo|company|school|jobs|pages)(?![\w-])"
)
_PAGE = re.compile(
    rf"(?<![\w@])(?:https?://)?(?:(?:www|m|mx|es|cl|web|mobile|es-la|es-es)\.)?(?:{_SITES})/"
    rf"(?!{_PUBLIC})[^\s<>\"'(){{}}\[\],;]*[\w/]",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<![\w@])(?:https?://|www\.)[\w.:-]{1,200}+/"
    r"(?:~|@|(?:u|users?|usuarios?|profiles?|perfil(?:es)?|people|author|autor|in)/)"
    r"[^\s<>\"'(){}\[\],;]*[\w/]",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_]{3,30}(?:\.[A-Za-z0-9_]{2,30})*(?:@[\w.-]+)*")


def emails(text: str) -> Iterator[Hit]:
    """Find e-mails, also those whose at-sign and dots are spelt out."""
    if "@" in text:
        for found in _EMAIL.finditer(text):
            yield Hit("correo", found.start(), found.end())
    if "rroba" in text or "RROBA" in text or " @" in text or "@ " in text:
        for found in _SPELT.finditer(text):
            yield Hit("correo", found.start(), found.end())


def profiles(text: str) -> Iterator[Hit]:
    """Find pages of persons on networks, and handles."""
    if "/" in text:
        for pattern in (_PAGE, _PERSON):
            for found in pattern.finditer(text):
                yield Hit("perfil", found.start(), found.end())
    if "@" in text:
        for found in _HANDLE.finditer(text):
            yield Hit("perfil", found.start(), found.end())
