"""The words by which norms in Spanish bind: verbs, clauses that hedge and words that harden.

All are patterns over folded text (`tracer.text.fold`). The lists hold the usual verbs and clauses
of constitutions in Spanish, corrected after reading what they found between the Chilean drafts and
final texts of 2022 and 2023; they are short on purpose, each entry can be checked by reading.
"""

from __future__ import annotations

GUARANTEE, DUTY, PROMOTION, PERMISSION = 3, 2, 1, 0

_ENDING = r"(?:r|r(?:l[aeo]s?|se)|ra|ran|n|ndo|se|do)?"
_PROMOTE = (
    rf"(?:promove{_ENDING}|promueven?|promoviendo|fomenta{_ENDING}|procura{_ENDING}"
    rf"|impulsa{_ENDING}|propende{_ENDING}|propicia{_ENDING}|facilita{_ENDING}"
    rf"|estimula{_ENDING}|incentiva{_ENDING}|favorece{_ENDING}|tende(?:r|ra|ran))"
)
_GUARANTEE = rf"(?:garantiza{_ENDING}|garanticen?|asegura{_ENDING}|aseguren?)"
_CAN = r"(?:podran?|puede|pueden)"

COMMITMENTS: tuple[tuple[int, str], ...] = (
    # The first pattern that fits at a place wins, so the longer ones come first.
    (DUTY, rf"(?:no|nunca|tampoco) {_CAN}"),
    (DUTY, rf"(?:solo|solamente|unicamente) (?:\w+ ){{0,3}}{_CAN}"),
    (DUTY, rf"{_CAN} (?:ser |hacerse )?(?:solo|solamente|unicamente)"),
    (PERMISSION, rf"{_CAN} (?:{_GUARANTEE}|{_PROMOTE})"),
    (PROMOTION, rf"(?:deberan?|deben?|debe de) {_PROMOTE}"),
    (GUARANTEE, rf"(?:deberan?|deben?|debe de) {_GUARANTEE}"),
    (GUARANTEE, _GUARANTEE),
    (GUARANTEE, r"(?:tiene|tienen|tendra|tendran) derecho"),
    (DUTY, r"deberan?|deben?|(?:tiene|tienen|tendra|tendran) (?:que|el deber|la obligacion)"),
    (DUTY, r"(?:es|sera|son|seran) (?:un |el )?(?:deber|obligacion|obligatori[oa]s?)"),
    (DUTY, r"(?:esta|estan|estara|estaran) obligad[oa]s?"),
    (DUTY, r"obligatoriamente|de (?:manera|forma) obligatoria"),
    (PROMOTION, _PROMOTE),
    (PERMISSION, _CAN),
)

_ARTICLE = r"(?:(?:la|las|una|esta|dicha|su|el|los) )?"
_LAW = rf"{_ARTICLE}(?:constitucion y (?:en )?{_ARTICLE})?(?:ley(?:es)?|reglamentos?|legislacion)"
_SAYS = (
    r"(?:fij|establezc|determin|dispong|senal|defin|regul|indic|prescrib|prev|contempl)"
    r"(?:e|en|a|an|ea|ean)"
)
_AND = r"(?:y (?:\w+ ){1,2})?"
HEDGES: tuple[str, ...] = (
    rf"en los terminos {_AND}que {_SAYS} {_LAW}",
    rf"en los terminos de {_LAW}",
    rf"en la forma {_AND}que {_SAYS} {_LAW}",
    rf"en los casos {_AND}que {_SAYS} {_LAW}",
    rf"(?:conforme|(?:de|en) conformidad|de acuerdo|con arreglo) (?:a|al|con) "
    rf"(?:lo que {_SAYS} )?{_LAW}",
    rf"(?:segun|como) (?:lo )?(?:que )?{_SAYS} {_LAW}",
    r"progresivamente|de (?:manera|forma|modo) progresiv[oa]",
    r"gradualmente|de (?:manera|forma|modo) gradual",
    r"en la medida de (?:lo posible|sus posibilidades|las posibilidades)",
    r"(?:cuando|siempre que|en lo que) (?:sea|resulte|fuera|fuese) (?:posible|factible)",
    r"disponibilidad(?:es)? presupuest\w+|disponibilidad de (?:los )?recursos",
    r"hasta el maximo de (?:los|sus) recursos",
    r"preferentemente|de preferencia",
)
HARDENERS: tuple[str, ...] = (
    r"en todo (?:caso|momento)",
    r"en ningun caso",
    r"sin excepci(?:on|ones)",
    r"inmediatamente|de inmediato|de (?:manera|forma) inmediata",
    r"exigibles?|justiciables?",
    r"irrenunciables?|imprescriptibles?|inalienables?|inembargables?",
)
