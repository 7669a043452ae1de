"""What ``tracer COMMAND --help`` says of each command."""

from __future__ import annotations

EXITS = (
    "Termina con 0 (hecho), 1 (hecho, pero nada encontrado o algo llama la atención), "
    "2 (entrada o uso incorrectos), 130 (interrumpido con Ctrl-C), 141 (nadie lee ya su salida) o "
    "143 (terminado por otro programa)."
)
ORDER_HELP = "«tracer ORDEN --help» explica cada orden."
LANGUAGE_HELP = (
    "Con --lang en, o la variable TRACER_LANG=en, la ayuda, los resúmenes, los avisos y los "
    "errores salen en inglés."
)
KEYS = {
    "init": "sources, versions, unusable, doubts",
    "doctor": "checks",
    "parse": "document, provisions, repealed, pages, left_out, references, notices",
    "match": "contributions, units, unanswered, set_aside, set_aside_file, notices, replaced",
    "assign": "contributions, concepts, examples, set_aside, set_aside_file, notices, "
    "list_notices, replaced",
    "themes": "themes, contributions, without_theme, unstable, unstable_below, campaigns, "
    "campaign_copies, new_contributions, new_themes, grown_themes, thresholds, set_aside, "
    "set_aside_file, notices, replaced",
    "waves": "before, after, panel, more, less, set_aside, set_aside_file, notices, replaced",
    "align": "fates, pairs",
    "run": "contributions, themes, unchanged, set_aside, notices, files, replaced",
    "report": "contributions, themes, files",
    "review": "address, log, lead, lead_key",
    "audit": "rates, reviewed_links; con --plan: unit, units, strata, workbooks; con --codes: "
    "coders, agreement, estimates, disputed; con --claims: claims, inconsistencies; con --table: "
    "cited, shares, nameless_rows, unknown_stages, table_notices; con --since: suspects, earlier; "
    "verify: differences, inputs_compared",
    "eval": "suites",
    "completion": "shell, script",
}
"""Keys of the object that ``--json`` prints, beside command, output, status and, where
there were any, warnings: kept stable."""

INIT = """Mira los archivos que se le dan (una carpeta vale por los que tiene), dice cuáles son
constituciones o borradores y cuáles aportaciones ciudadanas, y escribe un PROCESS.toml comentado
que se puede correr tal cual: canal, codificación, hoja y renglón del encabezado, columnas de
identificador, textos, firmas, fecha y lugar, preguntas de una encuesta, orden de las versiones.
Cada elección dice por qué, con las demás opciones comentadas. Comprueba lo escrito leyéndolo;
termina con 1 si falta algo o hay que revisarlo. Un archivo que ya existe no se toca sin --force.

  tracer init peticiones.xlsx encuesta.csv borrador.pdf final.pdf
  tracer init carpeta/ -o carpeta/PROCESS.toml
  tracer init encuesta.csv -o - --lang en
"""
DOCTOR = """Revisa si este equipo puede correr tracer: paquetes y sus versiones, el codificador (y
si da los vectores que debe), el procesador y lo que iría más rápido, memoria y disco, el archivo de
vectores, el proceso de muestra, la consola. Cada línea dice ok, aviso o falta, y qué hacer. No
cambia nada ni usa la red. Termina con 0 si todo está en orden y con 1 si algo falta.

  tracer doctor
  tracer doctor --json
"""
PARSE = """Lee una constitución o un borrador y escribe una fila por disposición:
citation, level, heading, text, parent, page, start, end, status.
start y end cuentan caracteres (puntos de código) del texto extraído; page, páginas desde 1.
Con una salida .xml escribe, en vez de la tabla, un documento Akoma Ntoso 3.0.

  tracer parse constitucion.pdf -o disposiciones.csv
  tracer parse constitucion.pdf -o constitucion.xml
  tracer parse constitucion.pdf -o disposiciones.csv --references remisiones.csv
  tracer parse constitucion.docx --style uruguay -o disposiciones.csv
"""
MATCH = """Busca, para cada aportación ciudadana, las disposiciones que mejor la responden.
confidence (0 a 1) es la probabilidad calibrada de que la disposición la responda en lo esencial;
una fila con rank 0 y sin cita dice que nada la responde (ahí, confidence es la probabilidad de que
nada responda). Una confianza puede moverse un poco con las demás aportaciones del archivo, no con
su orden. Los cuatro desplazamientos de la evidencia
cuentan caracteres de la aportación y del texto extraído del documento (en una tabla, de su celda).

Las filas que no se pudieron usar quedan, con archivo, renglón y motivo, en un archivo junto al
escrito: enlaces.rechazados.csv.

  tracer match peticiones.csv --against constitucion.pdf --top 5 -o enlaces.csv
"""
THEMES = """Agrupa las aportaciones que piden lo mismo y da nombre a cada grupo.
Escribe en la carpeta indicada themes.csv, members.csv (strength, 0 a 1), details.csv (cuentas sin
copias y estabilidad de cada tema), campaigns.csv (la misma carta en muchas manos), breakdown.csv
(temas por canal, alcaldía, colonia, género, edad y semana), rechazados.csv y memory.parquet.
Los temas se reúnen en unos cuantos amplios (parent_id); --broad dice cuántos y --resolution, cómo
de finos son los de abajo.
Con --since las aportaciones nuevas se suman a los temas de la entrega anterior, que no cambian de
clave ni de nombre; un tema nuevo sólo aparece cuando hay bastante que lo pida. Añade week.csv (qué
creció, qué es nuevo) y thresholds.csv (qué pasó de 5,000, 10,000 o 50,000 firmas). El archivo puede
traer sólo lo nuevo o todo de nuevo: cuenta el identificador.

Con --guide aplica las correcciones de un archivo TOML, en este orden: [[seed]] name, words;
[[split]] theme, [[split.into]] name, words; [[merge]] themes, name; [[move]] contribution, to;
[[together]] y [[apart]] contributions; [[rename]] theme, name. Un tema se nombra por su clave, por
un nombre dado ahí o por una aportación que esté en él, que vale aunque cambien los datos.

  tracer themes encuesta.csv --text-column respuesta -o temas/
  tracer themes encuesta.csv --text-column respuesta --guide temas.toml -o temas/
  tracer themes semana2.csv --text-column respuesta --since temas/ -o temas2/
"""
WAVES = """Agrupa dos levantamientos de las mismas preguntas y los compara tema por tema: waves.csv
dice qué parte de las aportaciones pide cada tema antes y después, la diferencia con su intervalo de
95 % y si es más (more), menos (less), igual (same) o son muy pocas para decirlo (too_small). Quien
tiene la misma clave en ambos archivos forma un panel, con su propia diferencia. Escribe también
themes.csv y members.csv, de los dos levantamientos juntos.

  tracer waves linea_base.csv linea_final.csv --text-column respuesta -o comparacion/
"""
ASSIGN = """Reparte las aportaciones entre los conceptos de una lista propia: una tabla con una
columna «concepto» y, si se quiere, «descripción» y «ejemplo» (un ejemplo por fila; un concepto
puede ocupar varias). Sin ejemplos se guía por nombres y descripciones; con unos pocos por concepto
acierta más. Escribe contribution_id, rank, concept, confidence; confidence (0 a 1) es la
probabilidad entre todos los conceptos de la lista.

  tracer assign encuesta.csv --concepts conceptos.csv -o reparto.csv
"""
ALIGN = """Compara dos versiones de un texto: qué fue de cada artículo (kept, conservado; reworded,
reformulado; strengthened, reforzado; weakened, debilitado; moved, movido; merged, fusionado; split,
dividido; dropped, suprimido; added, agregado). similarity va de 0 a 1.

  tracer align borrador.md final.md -o destinos.csv
"""
RUN = """Hace todo lo anterior con un proceso descrito en un archivo TOML y deja una carpeta con el
informe, el libro de Excel y las tablas. «muestra» es el proceso de ejemplo que viene con tracer.
Si se interrumpe, al repetir la orden no se codifica otra vez lo ya codificado. Lo que se haya
decidido con tracer review en la misma carpeta vale en la corrida siguiente.

  tracer run muestra -o resultado
"""
REPORT = """Escribe de nuevo lo que la gente abre (reporte.html, informe.docx, trazabilidad.xlsx y
.csv, cobertura.xlsx y .csv) a partir de una corrida terminada, sin calcular nada otra vez: con lo
que entre tanto se decidió al revisarla, o en el otro idioma.

  tracer report resultado/ --lang en
"""
REVIEW = """Abre en el navegador la mesa donde se revisan los enlaces de una corrida: aportación y
disposición lado a lado, una tecla por decisión (adopta, en parte, menciona, no, otro artículo, no
sé), nota y deshacer; varias personas a la vez; temas que se nombran, unen y dividen. Lo decidido
queda en CORRIDA/revision.sqlite y vale desde el próximo tracer report o tracer run: lo aceptado
se queda, lo rechazado no vuelve a salir, y lo que se decidió sobre palabras que después cambiaron
se marca. Si hay un plan de auditoría, su muestra va primero y cada quien la decide a ciegas.

Sólo se abre en este equipo; con --host en otra dirección hace falta --token (o la variable
TRACER_REVIEW_TOKEN). Para una red que no sea de confianza, ponla detrás de un servidor con HTTPS.

  tracer review resultado/
  tracer review resultado/ --host 0.0.0.0 --token una-clave-de-16-o-más --lead ana
"""
AUDIT = """Cuenta qué se recogió, con cuánta seguridad, y deja comprobarlo.

Con sólo la corrida escribe auditoria/tasas.csv: la parte de las aportaciones, peticiones, firmas y
artículos del borrador que el motor da por recogida, bajo una definición estricta (strict), una
media (middle) y una amplia (generous). --plan saca una muestra al azar por estratos y escribe un
libro de Excel por persona que codifica, sin decir qué opina el motor. --codes lee esos libros:
acuerdo entre codificadores, lo que falta resolver (adjudicar.xlsx; resuelto se guarda como
acuerdo.xlsx) y la tasa de todo con su intervalo, por la muestra sola y por la muestra con el motor
(prediction-powered), que vale aunque el motor se equivoque. --claims contrasta cifras publicadas
([[claim]] id, quantity, figure, source; véase eval/claims/cdmx.toml) y dice en qué no concuerdan
las fuentes. --table toma una tabla publicada (id, articulo_final y, si lo hay, articulo_borrador)
y dice de cada cita si existe, si responde a la petición, con qué palabras, y si alguna nota de
reforma impide saberlo del texto original; sólo ve las disposiciones que la corrida listó (top en
el PROCESS.toml). --since dice qué enlaces de una corrida anterior llevan a disposiciones que desde
entonces cambiaron, se movieron o ya no están. verify compara la corrida con su ficha.

  tracer audit corrida/
  tracer audit corrida/ --plan --n 100 --coders 2
  tracer audit corrida/ --codes
  tracer audit corrida/ --claims afirmaciones.toml
  tracer audit corrida/ --table tabla.csv --id-column n
  tracer audit corrida/ --since corrida-de-junio/
  tracer audit verify corrida/ --inputs datos/
"""
EVAL = """Mide contra respuestas conocidas e imprime la tabla, con intervalos del 95 %.
«all» mide todas las series: cdmx, chile, table1, initiatives, lineages, concepts, themes,
campaigns, muestra, sts.

  tracer eval muestra
"""
COMPLETION = """Escribe las instrucciones con que bash, zsh o fish completan órdenes, opciones y
archivos de tracer al pulsar el tabulador.

  tracer completion bash > ~/.local/share/bash-completion/completions/tracer
  tracer completion zsh > "${fpath[1]}/_tracer"
  tracer completion fish > ~/.config/fish/completions/tracer.fish
"""
