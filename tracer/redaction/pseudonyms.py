"""Ids that are personal data themselves: another in their place, always the same for the same.

A row number would change when the file is sorted, and would know nobody again in the next delivery
or the second wave. A plain hash of a telephone can be found out by trying them all. So it is a hash
with a key that stays on this machine, or that several machines are given.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from tracer.errors import OutputError
from tracer.files import reason

VARIABLE = "TRACER_REDACT_KEY"
NAME = "redaction.key"
DIGITS = 12
"""Hexadecimal digits: among a million ids two share one with a chance of 1 in 560."""


def pseudonym(id: str) -> str:
    """Give what stands for an id: ``id-`` and `DIGITS` digits of HMAC-SHA-256 under the key.

    Raises
    ------
    OutputError
        If there is no key yet and none can be kept.
    """
    return _under(_key(), id)


def key_check() -> str:
    """Tell keys apart without telling them: the pseudonym of no id; empty where none was needed."""
    given = os.environ.get(VARIABLE, "")
    return _under(_key(), "") if given or key_path().is_file() else ""


def _under(key: bytes, id: str) -> str:
    signed = hmac.new(key, id.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return "id-" + signed.hexdigest()[:DIGITS]


def key_path() -> Path:
    """Where the key of this machine lies."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("tracer", appauthor=False)) / NAME


def _key() -> bytes:
    given = os.environ.get(VARIABLE, "")
    return given.encode() if given else _kept(key_path())


@lru_cache(maxsize=4)
def _kept(path: Path) -> bytes:
    """Read the key, or make one; of two that are made at once the first stays."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        if not path.exists():
            whole.touch(mode=0o600)
            whole.write_text(secrets.token_hex(32), encoding="ascii")
            try:
                os.link(whole, path)
            except FileExistsError:
                pass
            finally:
                whole.unlink()
        return path.read_bytes()
    except OSError as error:
        raise OutputError(
            "no se puede guardar la clave con que se cambian los identificadores en {path}: "
            "{reason}; da una en la variable {variable}",
            path=path, reason=reason(error), variable=VARIABLE,
        ) from None  # fmt: skip
