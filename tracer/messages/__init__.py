"""Every word that people see, in Spanish and English, in gettext's PO format for translators.

Report, workbook, memo and review desk: ``es.po`` and ``en.po``, one under the same keys as the
other. The command line: what the code says stands in the code, in Spanish, and is the key of its
English in ``cli_en.po``; ``cli_es.po`` has the Spanish of argparse's own words.
"""

from tracer.messages.catalogues import LANGUAGES, catalogue, command_line_words
from tracer.messages.translating import translated

__all__ = ["LANGUAGES", "catalogue", "command_line_words", "translated"]
