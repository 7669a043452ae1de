"""Links of a whole corpus, stretch by stretch and kept on disk: memory doesn't grow with it."""

from __future__ import annotations

from tracer.linking.corpus import LinkedText, link_corpus
from tracer.linking.judged import judged_links

__all__ = ["LinkedText", "judged_links", "link_corpus"]
