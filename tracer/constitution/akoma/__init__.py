"""Akoma Ntoso XML, in and out: the OASIS standard for legislation, version 3.0.

Any Akoma Ntoso file is read by its structure, whoever wrote it; what is written is valid against
the schema of the standard and reads back as the same provisions.
"""

from tracer.constitution.akoma.read import read_akoma
from tracer.constitution.akoma.write import akoma_xml

__all__ = ["akoma_xml", "read_akoma"]
