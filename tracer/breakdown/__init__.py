"""Who asked for what, and where: themes by borough, age, gender, channel and week."""

from __future__ import annotations

from tracer.breakdown.attributes import ATTRIBUTES, age_band
from tracer.breakdown.count import break_down
from tracer.breakdown.suppress import MIN_COUNT, suppressed
from tracer.breakdown.waves import compare_waves

__all__ = ["compare_waves", "ATTRIBUTES", "MIN_COUNT", "age_band", "break_down", "suppressed"]
