"""What a person at a terminal sees: lines of a summary, stages that run, in their language."""

from tracer.console.language import language_of, said, speaking, spoken
from tracer.console.libraries import hushed_libraries
from tracer.console.progress import Watching, watching
from tracer.console.streams import plain_streams
from tracer.console.voice import Voice, as_json, deliver, note, print_result, say, speaking_as, warn
from tracer.console.warned import telling_warnings

__all__ = [
    "Voice",
    "Watching",
    "as_json",
    "deliver",
    "hushed_libraries",
    "language_of",
    "note",
    "plain_streams",
    "print_result",
    "said",
    "say",
    "speaking",
    "speaking_as",
    "spoken",
    "telling_warnings",
    "warn",
    "watching",
]
