"""Personal data in what citizens wrote: found, and replaced before anything is kept.

=================  ==============================================================
`online`           e-mails, handles, pages of persons
`identifiers`      CURP, RFC, clave de elector, RUT, DNI, NIE, IBAN
`numbers`          telephones, bank cards, CLABE: digits in groups
`addresses`        streets with a number, postal codes, lots and flats
`names`            persons, where a spaCy pipeline is asked for
`replace`          all of them in one text, each under its placeholder
`pseudonyms`       ids that are personal data themselves
`redactor`         what the readers are handed: it replaces and counts
=================  ==============================================================
"""

from tracer.redaction.hits import KINDS, Hit, placeholder
from tracer.redaction.names import pipeline_identity
from tracer.redaction.pseudonyms import key_check
from tracer.redaction.redactor import UNTOUCHED, Redactor, redactor
from tracer.redaction.replace import find_personal, redact

__all__ = [
    "KINDS", "Hit", "Redactor", "UNTOUCHED", "find_personal", "key_check",
    "pipeline_identity", "placeholder", "redact", "redactor",
]  # fmt: skip
