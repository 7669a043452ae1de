"""The ways of drafting of the Spanish-speaking countries, in excerpts invented for each."""

from __future__ import annotations

from pathlib import Path

from tracer.constitution import read_constitution
from tracer.constitution.grammar.style_file import read_style
from tracer.constitution.grammar.styles import SPANISH_AMERICAN


def outline(folder: Path, text: str, style: str = "") -> str:
    """One line a provision, further in than its parent: citation | level | heading | text."""
    path = folder / "prueba.txt"
    path.write_text(text, encoding="utf-8")
    chosen = read_style(style) if style else SPANISH_AMERICAN
    constitution = read_constitution(path, style=chosen)
    assert constitution.issues == ()
    depths, lines = {"": -1}, []
    for p in constitution.provisions:
        assert constitution.text[p.start : p.end] == p.text
        depths[p.citation] = depths[p.parent] + 1
        repealed = "" if p.status == "in_force" else " †"
        words = " / ".join(p.text.split("\n")) + repealed
        line = " | ".join((p.citation, p.level, p.heading, words)).rstrip(" |")
        lines.append(" " * depths[p.citation] + line + "\n")
    return "".join(lines)


def test_mexico_divides_articles_into_sections_and_notes_its_reforms(tmp_path: Path) -> None:
    text = """\
Título Primero
Capítulo I
De los Derechos Humanos y sus Garantías
Denominación del Capítulo reformada DOF 10-06-2011
Artículo 1o. Todas las personas gozarán de ellos.
Las normas se leen en su favor.
Párrafo adicionado DOF 10-06-2011
Artículo reformado DOF 14-08-2001
Artículo 2o.- La Nación es única e indivisible.
A. Esta Constitución reconoce a los pueblos para:
I. Decidir sus formas de convivencia.
II. Aplicar sus sistemas normativos:
a) En lo civil;
b) En lo familiar.
Fracción adicionada DOF 14-08-2001
III a V. (Se derogan)
VI. Elegir a sus autoridades.
B. La Federación establecerá las instituciones.
Artículo 2o. Bis. Toda persona tiene derecho al lago.
(Se deroga el segundo párrafo)
Capítulo II
De la Ciudadanía
Artículo 3o. El Congreso tiene facultad:
I. Para expedir leyes;
I-B. Para legislar sobre el escudo.
Transitorios
Artículo Primero.- Entra en vigor mañana.
Artículo Segundo.- Se derogan las disposiciones que se opongan.
"""
    expected = """\
Tít. 1 | title
 Tít. 1, Cap. 1 | chapter | De los Derechos Humanos y sus Garantías
  Art. 1 | article |  | Todas las personas gozarán de ellos. / Las normas se leen en su favor.
  Art. 2 | article |  | La Nación es única e indivisible.
   Art. 2, A | section |  | Esta Constitución reconoce a los pueblos para:
    Art. 2, A, frac. I | fraction |  | Decidir sus formas de convivencia.
    Art. 2, A, frac. II | fraction |  | Aplicar sus sistemas normativos:
     Art. 2, A, frac. II, a | inciso |  | En lo civil;
     Art. 2, A, frac. II, b | inciso |  | En lo familiar.
    Art. 2, A, frac. III | fraction |  | (Se derogan) †
    Art. 2, A, frac. IV | fraction |  | (Se derogan) †
    Art. 2, A, frac. V | fraction |  | (Se derogan) †
    Art. 2, A, frac. VI | fraction |  | Elegir a sus autoridades.
   Art. 2, B | section |  | La Federación establecerá las instituciones.
  Art. 2 bis | article |  | Toda persona tiene derecho al lago.
   Art. 2 bis, párr. 2 | paragraph |  | (Se deroga el segundo párrafo) †
 Tít. 1, Cap. 2 | chapter | De la Ciudadanía
  Art. 3 | article |  | El Congreso tiene facultad:
   Art. 3, frac. I | fraction |  | Para expedir leyes;
   Art. 3, frac. I-B | fraction |  | Para legislar sobre el escudo.
Transitorios | division
 Trans. 1 | transitory |  | Entra en vigor mañana.
 Trans. 2 | transitory |  | Se derogan las disposiciones que se opongan.
"""
    assert outline(tmp_path, text) == expected


def test_mexican_states_note_reforms_before_the_article(tmp_path: Path) -> None:
    text = """\
TÍTULO PRIMERO
CAPÍTULO ÚNICO
DEL ESTADO
ARTÍCULO 1º.- El Estado es libre y soberano.
(REFORMADO, P.O. 14 DE MAYO DE 2010)
ARTICULO 2.- Su territorio comprende sus municipios.
(ADICIONADO, P.O. 3 DE JUNIO DE 2011)
ARTICULO 2 BIS.- Toda persona goza de agua.
ARTICULO 3.- Son derechos:
I.- Votar;
II.- Ser votado; y
III.- Los demás.
ARTÍCULO 4.- (DEROGADO, P.O. 3 DE JUNIO DE 2011)
ARTÍCULO 5.- Se deroga.
T R A N S I T O R I O S
ARTÍCULO ÚNICO.- Rige mañana.
"""
    expected = """\
Tít. 1 | title
 Tít. 1, Cap. único | chapter | DEL ESTADO
  Art. 1 | article |  | El Estado es libre y soberano.
  Art. 2 | article |  | Su territorio comprende sus municipios.
  Art. 2 bis | article |  | Toda persona goza de agua.
  Art. 3 | article |  | Son derechos:
   Art. 3, frac. I | fraction |  | Votar;
   Art. 3, frac. II | fraction |  | Ser votado; y
   Art. 3, frac. III | fraction |  | Los demás.
  Art. 4 | article |  | (DEROGADO, P.O. 3 DE JUNIO DE 2011) †
  Art. 5 | article |  | Se deroga. †
Transitorios | division
 Trans. único | transitory |  | Rige mañana.
"""
    assert outline(tmp_path, text) == expected


def test_chile_numbers_with_ordinal_signs_and_dashes(tmp_path: Path) -> None:
    text = """\
Capítulo I
BASES DE LA INSTITUCIONALIDAD
Artículo 1°.- Las personas nacen libres e iguales.
La familia es su núcleo.
Artículo 2°.- La Constitución asegura a todas las personas:
1º.- El derecho a la vida.
La ley protege la vida del que está por nacer.
2º.- La libertad personal. En consecuencia:
a) Toda persona puede residir;
b) Nadie puede ser privado de ella, y
c) Si la autoridad detiene, avisará.
3º.- El derecho de propiedad.
Artículo 3 bis.- El que sufra privación podrá ocurrir a la corte.
DISPOSICIONES TRANSITORIAS
PRIMERA.- Mientras se dicta la ley, rige la anterior.
SEGUNDA.- El resto también.
"""
    expected = """\
Cap. 1 | chapter | BASES DE LA INSTITUCIONALIDAD
 Art. 1 | article |  | Las personas nacen libres e iguales. / La familia es su núcleo.
 Art. 2 | article |  | La Constitución asegura a todas las personas:
  Art. 2, 1 | numeral |  | El derecho a la vida. / La ley protege la vida del que está por nacer.
  Art. 2, 2 | numeral |  | La libertad personal. En consecuencia:
   Art. 2, 2, a | inciso |  | Toda persona puede residir;
   Art. 2, 2, b | inciso |  | Nadie puede ser privado de ella, y
   Art. 2, 2, c | inciso |  | Si la autoridad detiene, avisará.
  Art. 2, 3 | numeral |  | El derecho de propiedad.
 Art. 3 bis | article |  | El que sufra privación podrá ocurrir a la corte.
Transitorios | division
 Trans. 1 | transitory |  | Mientras se dicta la ley, rige la anterior.
 Trans. 2 | transitory |  | El resto también.
"""
    assert outline(tmp_path, text) == expected


def test_colombia_has_paragrafos_and_transitory_chapters(tmp_path: Path) -> None:
    text = """\
PREÁMBULO
El pueblo, en ejercicio de su poder, decreta:
TITULO I
DE LOS PRINCIPIOS FUNDAMENTALES
ARTÍCULO 1o. El país es un Estado social de derecho.
TITULO II
DE LOS DERECHOS
CAPITULO 1
DE LOS DERECHOS FUNDAMENTALES
Artículo 2. Toda persona tendrá acción de tutela.
PARÁGRAFO. La ley la regulará.
Artículo 3. Son deberes:
1. Respetar los derechos.
2. Obrar con solidaridad.
PARÁGRAFO 1o. Nadie está exento.
PARÁGRAFO 2o. La ley dirá:
a) Cómo;
b) Cuándo.
PARÁGRAFO TRANSITORIO. Por dos años rige la ley anterior.
DISPOSICIONES TRANSITORIAS
CAPITULO 1
Artículo transitorio 1. No podrán ser candidatos:
1. Los delegatarios.
2. Los ministros.
Artículo transitorio 2. Revístese al Presidente.
"""
    expected = """\
Preámbulo | preamble |  | El pueblo, en ejercicio de su poder, decreta:
Tít. 1 | title | DE LOS PRINCIPIOS FUNDAMENTALES
 Art. 1 | article |  | El país es un Estado social de derecho.
Tít. 2 | title | DE LOS DERECHOS
 Tít. 2, Cap. 1 | chapter | DE LOS DERECHOS FUNDAMENTALES
  Art. 2 | article |  | Toda persona tendrá acción de tutela.
   Art. 2, par. único | proviso |  | La ley la regulará.
  Art. 3 | article |  | Son deberes:
   Art. 3, 1 | numeral |  | Respetar los derechos.
   Art. 3, 2 | numeral |  | Obrar con solidaridad.
   Art. 3, par. 1 | proviso |  | Nadie está exento.
   Art. 3, par. 2 | proviso |  | La ley dirá:
    Art. 3, par. 2, a | inciso |  | Cómo;
    Art. 3, par. 2, b | inciso |  | Cuándo.
   Art. 3, par. transitorio | proviso |  | Por dos años rige la ley anterior.
Transitorios | division
 Transitorios, Cap. 1 | chapter
  Trans. 1 | transitory |  | No podrán ser candidatos:
   Trans. 1, 1 | numeral |  | Los delegatarios.
   Trans. 1, 2 | numeral |  | Los ministros.
  Trans. 2 | transitory |  | Revístese al Presidente.
"""
    assert outline(tmp_path, text) == expected


def test_peru_has_lettered_incisos_and_worded_transitories(tmp_path: Path) -> None:
    text = """\
TÍTULO I
DE LA PERSONA Y DE LA SOCIEDAD
CAPÍTULO I
DERECHOS FUNDAMENTALES DE LA PERSONA
Artículo 1°.- La defensa de la persona humana es el fin supremo.
Artículo 2°.- Toda persona tiene derecho:
1. A la vida.
2. A la libertad. En consecuencia:
a. Nadie está obligado a lo que la ley no manda.
b. No se permite restricción.
Artículo 3°.- La enumeración no excluye los demás.
(*) Artículo modificado por Ley Nº 28389, publicada el 17 de noviembre de 2004.
DISPOSICIONES FINALES Y TRANSITORIAS
Primera. Los regímenes quedan cerrados.
Segunda. El Estado garantiza el pago.
"""
    expected = """\
Tít. 1 | title | DE LA PERSONA Y DE LA SOCIEDAD
 Tít. 1, Cap. 1 | chapter | DERECHOS FUNDAMENTALES DE LA PERSONA
  Art. 1 | article |  | La defensa de la persona humana es el fin supremo.
  Art. 2 | article |  | Toda persona tiene derecho:
   Art. 2, 1 | numeral |  | A la vida.
   Art. 2, 2 | numeral |  | A la libertad. En consecuencia:
    Art. 2, 2, a | inciso |  | Nadie está obligado a lo que la ley no manda.
    Art. 2, 2, b | inciso |  | No se permite restricción.
  Art. 3 | article |  | La enumeración no excluye los demás.
Transitorios | division
 Trans. 1 | transitory |  | Los regímenes quedan cerrados.
 Trans. 2 | transitory |  | El Estado garantiza el pago.
"""
    assert outline(tmp_path, text) == expected


def test_ecuador_has_named_sections_and_a_final_provision(tmp_path: Path) -> None:
    text = """\
TÍTULO I
ELEMENTOS CONSTITUTIVOS DEL ESTADO
Capítulo primero
Principios fundamentales
Art. 1.- El país es un Estado de derechos.
TÍTULO II
DERECHOS
Capítulo segundo
Derechos del buen vivir
Sección primera
Agua y alimentación
Art. 2.- El derecho al agua es irrenunciable.
Sección segunda
Ambiente sano
Art. 3.- Se reconoce el derecho a un ambiente sano:
1. El Estado promoverá:
a. Energías limpias.
b. Tecnologías sanas.
2. La ley lo regula.
DISPOSICIONES TRANSITORIAS
PRIMERA.- El órgano aprobará las leyes:
1. La ley de aguas.
2. La ley de comunicación.
DISPOSICIÓN DEROGATORIA
Se deroga la Constitución anterior.
DISPOSICIÓN FINAL
Esta Constitución rige desde su publicación.
"""
    expected = """\
Tít. 1 | title | ELEMENTOS CONSTITUTIVOS DEL ESTADO
 Tít. 1, Cap. 1 | chapter | Principios fundamentales
  Art. 1 | article |  | El país es un Estado de derechos.
Tít. 2 | title | DERECHOS
 Tít. 2, Cap. 2 | chapter | Derechos del buen vivir
  Tít. 2, Cap. 2, § 1 | division | Agua y alimentación
   Art. 2 | article |  | El derecho al agua es irrenunciable.
  Tít. 2, Cap. 2, § 2 | division | Ambiente sano
   Art. 3 | article |  | Se reconoce el derecho a un ambiente sano:
    Art. 3, 1 | numeral |  | El Estado promoverá:
     Art. 3, 1, a | inciso |  | Energías limpias.
     Art. 3, 1, b | inciso |  | Tecnologías sanas.
    Art. 3, 2 | numeral |  | La ley lo regula.
Transitorios | division
 Trans. 1 | transitory |  | El órgano aprobará las leyes:
  Trans. 1, 1 | numeral |  | La ley de aguas.
  Trans. 1, 2 | numeral |  | La ley de comunicación.
§ 1 | division | DISPOSICIÓN DEROGATORIA
 Disp. derogatoria único | disposition |  | Se deroga la Constitución anterior.
§ 2 | division | DISPOSICIÓN FINAL
 Disp. final único | disposition |  | Esta Constitución rige desde su publicación.
"""
    assert outline(tmp_path, text) == expected


def test_bolivia_numbers_right_behind_the_label_of_the_article(tmp_path: Path) -> None:
    text = """\
PRIMERA PARTE
BASES FUNDAMENTALES DEL ESTADO
TÍTULO I
BASES
CAPÍTULO PRIMERO
MODELO DE ESTADO
Artículo 1. El país se constituye en Estado plurinacional.
Artículo 2.
I. El Estado adopta la forma democrática:
1. Directa, por medio del referendo.
2. Representativa:
a) Por voto.
b) Por sorteo.
II. La democracia se ejerce sin exclusión.
SEGUNDA PARTE
ESTRUCTURA
TÍTULO I
ÓRGANO LEGISLATIVO
Artículo 3. I. La Asamblea está compuesta por dos cámaras.
II. Se reúne cada año.
DISPOSICIONES TRANSITORIAS
Primera. I. El Congreso agendará la elección.
II. Los mandatos se tomarán en cuenta.
DISPOSICIÓN ABROGATORIA
Queda abrogada la Constitución de 1967.
"""
    expected = """\
Parte 1 | part | BASES FUNDAMENTALES DEL ESTADO
 Parte 1, Tít. 1 | title | BASES
  Parte 1, Tít. 1, Cap. 1 | chapter | MODELO DE ESTADO
   Art. 1 | article |  | El país se constituye en Estado plurinacional.
   Art. 2 | article
    Art. 2, frac. I | fraction |  | El Estado adopta la forma democrática:
     Art. 2, frac. I, 1 | numeral |  | Directa, por medio del referendo.
     Art. 2, frac. I, 2 | numeral |  | Representativa:
      Art. 2, frac. I, 2, a | inciso |  | Por voto.
      Art. 2, frac. I, 2, b | inciso |  | Por sorteo.
    Art. 2, frac. II | fraction |  | La democracia se ejerce sin exclusión.
Parte 2 | part | ESTRUCTURA
 Parte 2, Tít. 1 | title | ÓRGANO LEGISLATIVO
  Art. 3 | article
   Art. 3, frac. I | fraction |  | La Asamblea está compuesta por dos cámaras.
   Art. 3, frac. II | fraction |  | Se reúne cada año.
Transitorios | division
 Trans. 1 | transitory
  Trans. 1, frac. I | fraction |  | El Congreso agendará la elección.
  Trans. 1, frac. II | fraction |  | Los mandatos se tomarán en cuenta.
§ 1 | division | DISPOSICIÓN ABROGATORIA
 Disp. abrogatoria único | disposition |  | Queda abrogada la Constitución de 1967.
"""
    assert outline(tmp_path, text) == expected


def test_spain_ends_with_provisions_of_four_kinds(tmp_path: Path) -> None:
    text = """\
PREÁMBULO
La Nación, deseando establecer la justicia, proclama su voluntad.
TÍTULO PRELIMINAR
Artículo 1
1. El país se constituye en un Estado social.
2. La soberanía reside en el pueblo.
Artículo 2
La Constitución se fundamenta en la unidad.
TÍTULO I
De los derechos y deberes fundamentales
CAPÍTULO SEGUNDO
Derechos y libertades
Artículo 3
Todos son iguales ante la ley.
Sección 1.ª De los derechos fundamentales
Artículo 4
1. Se garantiza la libertad.
2. Nadie podrá ser obligado:
a) a declarar;
b) a callar.
Disposición adicional primera
La Constitución ampara los derechos de los territorios.
Disposición adicional segunda
La mayoría de edad no perjudica.
Disposición transitoria primera
En los territorios dotados rige esto.
Disposición derogatoria
1. Queda derogada la Ley 1/1977.
2. Y cuantas se opongan.
Disposición final
Esta Constitución entrará en vigor el mismo día.
"""
    expected = """\
Preámbulo | preamble |  | La Nación, deseando establecer la justicia, proclama su voluntad.
Tít. preliminar | title
 Art. 1 | article
  Art. 1, 1 | numeral |  | El país se constituye en un Estado social.
  Art. 1, 2 | numeral |  | La soberanía reside en el pueblo.
 Art. 2 | article |  | La Constitución se fundamenta en la unidad.
Tít. 1 | title | De los derechos y deberes fundamentales
 Tít. 1, Cap. 2 | chapter | Derechos y libertades
  Art. 3 | article |  | Todos son iguales ante la ley.
  Tít. 1, Cap. 2, § 1 | division | De los derechos fundamentales
   Art. 4 | article
    Art. 4, 1 | numeral |  | Se garantiza la libertad.
    Art. 4, 2 | numeral |  | Nadie podrá ser obligado:
     Art. 4, 2, a | inciso |  | a declarar;
     Art. 4, 2, b | inciso |  | a callar.
Disp. adicional 1 | disposition |  | La Constitución ampara los derechos de los territorios.
Disp. adicional 2 | disposition |  | La mayoría de edad no perjudica.
Trans. 1 | transitory |  | En los territorios dotados rige esto.
§ 1 | division | Disposición derogatoria
 Disp. derogatoria único | disposition
  Disp. derogatoria único, 1 | numeral |  | Queda derogada la Ley 1/1977.
  Disp. derogatoria único, 2 | numeral |  | Y cuantas se opongan.
§ 2 | division | Disposición final
 Disp. final único | disposition |  | Esta Constitución entrará en vigor el mismo día.
"""
    assert outline(tmp_path, text) == expected


def test_argentina_has_parts_and_chapters_within_sections(tmp_path: Path) -> None:
    text = """\
PREÁMBULO
Nos los representantes del pueblo, ordenamos esta Constitución.
PRIMERA PARTE
CAPÍTULO PRIMERO
Declaraciones, derechos y garantías
Artículo 1º.- La Nación adopta la forma republicana.
Artículo 1 bis.- El trabajo gozará de protección.
El Estado la otorgará.
SEGUNDA PARTE
AUTORIDADES DE LA NACIÓN
TÍTULO PRIMERO
GOBIERNO FEDERAL
SECCIÓN PRIMERA
DEL PODER LEGISLATIVO
Artículo 2.- Un Congreso será investido del poder legislativo.
CAPÍTULO PRIMERO
De la Cámara de Diputados
Art. 3.- La Cámara se compondrá de representantes.
CAPÍTULO SEGUNDO
Del Senado
Art. 4.- Corresponde al Congreso:
1. Legislar en materia aduanera.
2. Imponer contribuciones.
Las previsiones no regirán.
3. Establecer asignaciones.
SECCIÓN SEGUNDA
DEL PODER EJECUTIVO
Art. 5.- Será desempeñado por un presidente.
DISPOSICIONES TRANSITORIAS
Primera: La Nación ratifica su soberanía.
Segunda: Las acciones no serán inferiores. (Corresponde al Art. 37)
"""
    expected = """\
Preámbulo | preamble |  | Nos los representantes del pueblo, ordenamos esta Constitución.
Parte 1 | part
 Parte 1, Cap. 1 | chapter | Declaraciones, derechos y garantías
  Art. 1 | article |  | La Nación adopta la forma republicana.
  Art. 1 bis | article |  | El trabajo gozará de protección. / El Estado la otorgará.
Parte 2 | part | AUTORIDADES DE LA NACIÓN
 Parte 2, Tít. 1 | title | GOBIERNO FEDERAL
  Parte 2, Tít. 1, § 1 | division | DEL PODER LEGISLATIVO
   Art. 2 | article |  | Un Congreso será investido del poder legislativo.
   Parte 2, Tít. 1, § 1, Cap. 1 | chapter | De la Cámara de Diputados
    Art. 3 | article |  | La Cámara se compondrá de representantes.
   Parte 2, Tít. 1, § 1, Cap. 2 | chapter | Del Senado
    Art. 4 | article |  | Corresponde al Congreso:
     Art. 4, 1 | numeral |  | Legislar en materia aduanera.
     Art. 4, 2 | numeral |  | Imponer contribuciones. / Las previsiones no regirán.
     Art. 4, 3 | numeral |  | Establecer asignaciones.
  Parte 2, Tít. 1, § 2 | division | DEL PODER EJECUTIVO
   Art. 5 | article |  | Será desempeñado por un presidente.
Transitorios | division
 Trans. 1 | transitory |  | La Nación ratifica su soberanía.
 Trans. 2 | transitory |  | Las acciones no serán inferiores. (Corresponde al Art. 37)
"""
    assert outline(tmp_path, text) == expected


def test_uruguay_has_chapters_within_sections_and_lettered_transitories(tmp_path: Path) -> None:
    text = """\
SECCIÓN I
DE LA NACIÓN Y SU SOBERANÍA
CAPÍTULO I
Artículo 1º.- La República es la asociación política.
CAPÍTULO II
Artículo 2º.- La soberanía existe en la Nación.
SECCIÓN II
DERECHOS, DEBERES Y GARANTÍAS
CAPÍTULO I
Artículo 3º.- A la Asamblea General compete:
1º) Formar y mandar publicar los códigos.
2º) Expedir leyes:
A) Sobre el honor;
B) Sobre la vida.
DISPOSICIONES TRANSITORIAS Y ESPECIALES
A) Si la reforma no fuese aprobada, rige la anterior.
B) Las elecciones se harán.
"""
    expected = """\
§ 1 | division | DE LA NACIÓN Y SU SOBERANÍA
 § 1, Cap. 1 | chapter
  Art. 1 | article |  | La República es la asociación política.
 § 1, Cap. 2 | chapter
  Art. 2 | article |  | La soberanía existe en la Nación.
§ 2 | division | DERECHOS, DEBERES Y GARANTÍAS
 § 2, Cap. 1 | chapter
  Art. 3 | article |  | A la Asamblea General compete:
   Art. 3, 1 | numeral |  | Formar y mandar publicar los códigos.
   Art. 3, 2 | numeral |  | Expedir leyes:
    Art. 3, 2, a | inciso |  | Sobre el honor;
    Art. 3, 2, b | inciso |  | Sobre la vida.
Transitorios | division
 Trans. A | transitory |  | Si la reforma no fuese aprobada, rige la anterior.
 Trans. B | transitory |  | Las elecciones se harán.
"""
    assert outline(tmp_path, text, "uruguay") == expected


def test_paraguay_heads_articles_behind_a_dash(tmp_path: Path) -> None:
    text = """\
PARTE I
DE LAS DECLARACIONES Y DE LOS DERECHOS
TÍTULO I
DE LAS DECLARACIONES FUNDAMENTALES
Artículo 1 - DE LA FORMA DEL ESTADO Y DE GOBIERNO
La República es libre.
Artículo 2 - DEL PODER PÚBLICO
Nadie puede atribuirse:
1) la suma del poder; y
2) otro poder.
La dictadura está fuera de ley.
TÍTULO V
DE LAS DISPOSICIONES FINALES Y TRANSITORIAS
Artículo 1 - Esta Constitución entra en vigencia desde la fecha.
Artículo 2 - El proceso de reforma queda terminado.
"""
    expected = """\
Parte 1 | part | DE LAS DECLARACIONES Y DE LOS DERECHOS
 Parte 1, Tít. 1 | title | DE LAS DECLARACIONES FUNDAMENTALES
  Art. 1 | article | DE LA FORMA DEL ESTADO Y DE GOBIERNO | La República es libre.
  Art. 2 | article | DEL PODER PÚBLICO | Nadie puede atribuirse:
   Art. 2, 1 | numeral |  | la suma del poder; y
   Art. 2, 2 | numeral |  | otro poder.
   Art. 2, párr. 2 | paragraph |  | La dictadura está fuera de ley.
 Parte 1, Tít. 5 | title | DE LAS DISPOSICIONES FINALES Y TRANSITORIAS
  Trans. 1 | transitory |  | Esta Constitución entra en vigencia desde la fecha.
  Trans. 2 | transitory |  | El proceso de reforma queda terminado.
"""
    assert outline(tmp_path, text) == expected


def test_guatemala_heads_articles_on_the_line_of_their_label(tmp_path: Path) -> None:
    text = """\
TITULO I
LA PERSONA HUMANA, FINES Y DEBERES DEL ESTADO
CAPITULO UNICO
ARTICULO 1.- Protección a la persona. El Estado se organiza para proteger a la persona.
ARTICULO 2.- Deberes del Estado. Es deber del Estado garantizar la vida.
ARTICULO 3.- Derecho a la vida. El Estado garantiza la vida humana.
ARTICULO 4.- Libertad e igualdad. Todas las personas son libres. Nadie es siervo.
ARTICULO 5.- Pena de muerte. La pena de muerte no podrá imponerse:
a. Con fundamento en presunciones;
b. A los mayores de sesenta años.
TITULO II
DISPOSICIONES TRANSITORIAS Y FINALES
CAPITULO UNICO
ARTICULO 1.- Ley de Servicio. El Congreso la emitirá.
"""
    expected = """\
Tít. 1 | title | LA PERSONA HUMANA, FINES Y DEBERES DEL ESTADO
 Tít. 1, Cap. único | chapter
  Art. 1 | article | Protección a la persona | El Estado se organiza para proteger a la persona.
  Art. 2 | article | Deberes del Estado | Es deber del Estado garantizar la vida.
  Art. 3 | article | Derecho a la vida | El Estado garantiza la vida humana.
  Art. 4 | article | Libertad e igualdad | Todas las personas son libres. Nadie es siervo.
  Art. 5 | article | Pena de muerte | La pena de muerte no podrá imponerse:
   Art. 5, a | inciso |  | Con fundamento en presunciones;
   Art. 5, b | inciso |  | A los mayores de sesenta años.
Tít. 2 | title | DISPOSICIONES TRANSITORIAS Y FINALES
 Tít. 2, Cap. único | chapter
  Trans. 1 | transitory | Ley de Servicio | El Congreso la emitirá.
"""
    assert outline(tmp_path, text) == expected


def test_cuba_has_special_and_final_provisions(tmp_path: Path) -> None:
    text = """\
PREÁMBULO
NOSOTROS, EL PUEBLO, adoptamos la siguiente:
CONSTITUCIÓN
TÍTULO I
FUNDAMENTOS POLÍTICOS
ARTÍCULO 1. Es un Estado de derecho.
ARTÍCULO 2. El Estado tiene como fines esenciales:
a) encauzar los esfuerzos;
b) mantener la independencia.
DISPOSICIONES ESPECIALES
ÚNICA: Hasta tanto se realice el conteo, rige la norma anterior.
DISPOSICIONES TRANSITORIAS
PRIMERA: La legislatura continúa.
DISPOSICIONES FINALES
PRIMERA: Se deroga la Constitución anterior.
SEGUNDA: Esta Constitución entra en vigor.
"""
    expected = """\
Preámbulo | preamble |  | NOSOTROS, EL PUEBLO, adoptamos la siguiente: / CONSTITUCIÓN
Tít. 1 | title | FUNDAMENTOS POLÍTICOS
 Art. 1 | article |  | Es un Estado de derecho.
 Art. 2 | article |  | El Estado tiene como fines esenciales:
  Art. 2, a | inciso |  | encauzar los esfuerzos;
  Art. 2, b | inciso |  | mantener la independencia.
§ 1 | division | DISPOSICIONES ESPECIALES
 Disp. especial único | disposition |  | Hasta tanto se realice el conteo, rige la norma anterior.
Transitorios | division
 Trans. 1 | transitory |  | La legislatura continúa.
§ 2 | division | DISPOSICIONES FINALES
 Disp. final 1 | disposition |  | Se deroga la Constitución anterior.
 Disp. final 2 | disposition |  | Esta Constitución entra en vigor.
"""
    assert outline(tmp_path, text) == expected


def test_costa_rica_numbers_transitories_in_roman(tmp_path: Path) -> None:
    text = """\
TÍTULO I
LA REPÚBLICA
CAPÍTULO ÚNICO
ARTÍCULO 1º.- Es una República democrática.
(Así reformado por el artículo 1º de la Ley N° 9305 de 24 de agosto de 2015)
ARTÍCULO 2º.- Corresponde a la Asamblea:
1) Dictar las leyes;
2) Hacer la elección.
DISPOSICIONES TRANSITORIAS
TRANSITORIO I.- El Presidente asume.
TRANSITORIO II.- Se elige.
"""
    expected = """\
Tít. 1 | title | LA REPÚBLICA
 Tít. 1, Cap. único | chapter
  Art. 1 | article |  | Es una República democrática.
  Art. 2 | article |  | Corresponde a la Asamblea:
   Art. 2, 1 | numeral |  | Dictar las leyes;
   Art. 2, 2 | numeral |  | Hacer la elección.
Transitorios | division
 Trans. 1 | transitory |  | El Presidente asume.
 Trans. 2 | transitory |  | Se elige.
"""
    assert outline(tmp_path, text) == expected


def test_venezuela_has_one_provision_of_each_kind(tmp_path: Path) -> None:
    text = """\
TÍTULO I
DEL ESPACIO GEOGRÁFICO
Capítulo I
Del Territorio
Artículo 1. El territorio es el que correspondía.
Sección Primera: De la Ciudad Capital
Artículo 2. La ciudad es la capital.
Parágrafo Único. La ley lo dirá.
DISPOSICIÓN DEROGATORIA
Única. Queda derogada la Constitución anterior.
DISPOSICIONES TRANSITORIAS
Primera. La ley especial será aprobada.
Segunda. A los fines de esta norma:
1. Una ley.
2. Otra ley.
DISPOSICIÓN FINAL
Única. Esta Constitución entrará en vigencia.
"""
    expected = """\
Tít. 1 | title | DEL ESPACIO GEOGRÁFICO
 Tít. 1, Cap. 1 | chapter | Del Territorio
  Art. 1 | article |  | El territorio es el que correspondía.
  Tít. 1, Cap. 1, § 1 | division | De la Ciudad Capital
   Art. 2 | article |  | La ciudad es la capital.
    Art. 2, par. único | proviso |  | La ley lo dirá.
§ 1 | division | DISPOSICIÓN DEROGATORIA
 Disp. derogatoria único | disposition |  | Queda derogada la Constitución anterior.
Transitorios | division
 Trans. 1 | transitory |  | La ley especial será aprobada.
 Trans. 2 | transitory |  | A los fines de esta norma:
  Trans. 2, 1 | numeral |  | Una ley.
  Trans. 2, 2 | numeral |  | Otra ley.
§ 2 | division | DISPOSICIÓN FINAL
 Disp. final único | disposition |  | Esta Constitución entrará en vigencia.
"""
    assert outline(tmp_path, text) == expected


def test_the_dominican_republic_numbers_paragraphs(tmp_path: Path) -> None:
    text = """\
TÍTULO I
DE LA NACIÓN
CAPÍTULO I
DE LA NACIÓN Y SU SOBERANÍA
SECCIÓN I
DE SU ORGANIZACIÓN
Artículo 1.- Organización del Estado. El pueblo constituye una Nación organizada.
Artículo 2.- Función esencial del Estado. Es función la protección:
1) Primera cosa;
2) Segunda cosa:
a) parte a;
b) parte b.
Párrafo I.- La ley regula esto.
Párrafo II.- El reglamento lo otro.
DISPOSICIONES TRANSITORIAS
Primera: El Consejo se creará.
DISPOSICIÓN FINAL: Esta Constitución entrará en vigencia.
"""
    expected = """\
Tít. 1 | title | DE LA NACIÓN
 Tít. 1, Cap. 1 | chapter | DE LA NACIÓN Y SU SOBERANÍA
  Tít. 1, Cap. 1, § 1 | division | DE SU ORGANIZACIÓN
   Art. 1 | article | Organización del Estado | El pueblo constituye una Nación organizada.
   Art. 2 | article | Función esencial del Estado | Es función la protección:
    Art. 2, 1 | numeral |  | Primera cosa;
    Art. 2, 2 | numeral |  | Segunda cosa:
     Art. 2, 2, a | inciso |  | parte a;
     Art. 2, 2, b | inciso |  | parte b.
    Art. 2, párr. 1 | paragraph |  | La ley regula esto.
    Art. 2, párr. 2 | paragraph |  | El reglamento lo otro.
Transitorios | division
 Trans. 1 | transitory |  | El Consejo se creará.
Disp. final único | disposition |  | Esta Constitución entrará en vigencia.
"""
    assert outline(tmp_path, text, "dominicana") == expected


def test_honduras_counts_articles_on_among_the_transitories(tmp_path: Path) -> None:
    text = """\
TÍTULO I: DEL ESTADO
CAPÍTULO I: DE LA ORGANIZACIÓN DEL ESTADO
ARTICULO 1.- Es un Estado de derecho.
* Modificado por Decreto 295/1998
ARTICULO 1-A.- El territorio.
ARTICULO 2.- Corresponde al Congreso:
1. Crear leyes;
2. Convocar; y,
3. Elegir.
TITULO II: DE LAS DISPOSICIONES TRANSITORIAS Y DE LA VIGENCIA DE LA CONSTITUCION
CAPITULO I: DE LAS DISPOSICIONES TRANSITORIAS
ARTICULO 3.- Todas las leyes quedan en vigor.
CAPITULO II: DE LA VIGENCIA DE LA CONSTITUCION
ARTICULO 4.- Esta Constitución será jurada.
"""
    expected = """\
Tít. 1 | title | DEL ESTADO
 Tít. 1, Cap. 1 | chapter | DE LA ORGANIZACIÓN DEL ESTADO
  Art. 1 | article |  | Es un Estado de derecho.
  Art. 1-A | article |  | El territorio.
  Art. 2 | article |  | Corresponde al Congreso:
   Art. 2, 1 | numeral |  | Crear leyes;
   Art. 2, 2 | numeral |  | Convocar; y,
   Art. 2, 3 | numeral |  | Elegir.
Tít. 2 | title | DE LAS DISPOSICIONES TRANSITORIAS Y DE LA VIGENCIA DE LA CONSTITUCION
 Tít. 2, Cap. 1 | chapter | DE LAS DISPOSICIONES TRANSITORIAS
  Art. 3 | article |  | Todas las leyes quedan en vigor.
 Tít. 2, Cap. 2 | chapter | DE LA VIGENCIA DE LA CONSTITUCION
  Art. 4 | article |  | Esta Constitución será jurada.
"""
    assert outline(tmp_path, text) == expected
