"""Links of a whole corpus, stretch by stretch and kept on disk: memory doesn't grow with it."""

from __future__ import annotations

from tracer.linking.corpus import LinkedText, link_corpus
from tracer.linking.judged import judged_links
from tracer.linking.store import LinkStore, default_store_path

__all__ = ["LinkStore", "LinkedText", "default_store_path", "judged_links", "link_corpus"]
