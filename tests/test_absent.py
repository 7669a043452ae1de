"""Packages that are kept from loading others: nothing else notices."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tracer.absent import absent


def test_a_package_is_missing_within_and_there_afterwards() -> None:
    sys.modules.pop("wave", None)
    with absent("wave"), pytest.raises(ImportError):
        import wave
    import wave

    assert wave.Error


def test_a_package_that_is_loaded_stays() -> None:
    import json

    with absent("json"):
        import json as again
    assert again is json


def test_a_failure_within_leaves_the_package_to_be_found() -> None:
    sys.modules.pop("wave", None)
    with pytest.raises(ZeroDivisionError), absent("wave"):
        raise ZeroDivisionError
    assert "wave" not in sys.modules


def test_words_and_sentences_need_no_torch_and_leave_it_to_others() -> None:
    told = (
        "import sys; from tracer.text import lemmas, sentences; "
        "sentences('Pedimos agua. Y luz.'); lemmas('Pedimos agua'); "
        "assert 'torch' not in sys.modules, 'loaded'; import torch; torch.zeros(1)"
    )
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
