"""Constitutions read to their last inciso: containers give lines, one grammar reads them."""

from tracer.constitution.akoma import akoma_xml
from tracer.constitution.grammar.style_file import read_style
from tracer.constitution.hashes import text_hashes
from tracer.constitution.read import read_constitution
from tracer.constitution.reforms import reform_notes
from tracer.constitution.rows import provision_rows, summary
from tracer.constitution.units import LEVELS, units

__all__ = [
    "LEVELS",
    "akoma_xml",
    "provision_rows",
    "read_constitution",
    "read_style",
    "reform_notes",
    "summary",
    "text_hashes",
    "units",
]
