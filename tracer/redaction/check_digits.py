"""Check digits: what tells an identifier from any other number of its length."""

from __future__ import annotations

from typing import Final

_CLABE: Final = (3, 7, 1)
_DNI: Final = "TRWAGMYFPDXBNJZSQVHLCKE"


def is_luhn(digits: str) -> bool:
    """Tell whether the last of the digits is the check digit of a bank card (ISO/IEC 7812)."""
    total = 0
    for k, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + k % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_clabe(digits: str) -> bool:
    """Tell whether eighteen digits are a Mexican CLABE."""
    weighed = sum(int(digit) * _CLABE[k % 3] % 10 for k, digit in enumerate(digits[:17]))
    return len(digits) == 18 and (-weighed) % 10 == int(digits[17])


def rut_digit(number: str) -> str:
    """Give the check digit of a Chilean RUT or RUN, ``0`` to ``9`` or ``K``."""
    weighed = sum(int(digit) * (2 + k % 6) for k, digit in enumerate(reversed(number)))
    return "0123456789K0"[11 - weighed % 11]


def dni_letter(number: str) -> str:
    """Give the letter of a Spanish DNI; of a NIE, whose X, Y or Z stands for 0, 1 or 2."""
    first = {"X": "0", "Y": "1", "Z": "2"}.get(number[0].upper(), number[0])
    return _DNI[int(first + number[1:]) % 23]


def is_iban(text: str) -> bool:
    """Tell whether letters and digits without spaces are an IBAN (ISO 13616)."""
    turned = text[4:] + text[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
