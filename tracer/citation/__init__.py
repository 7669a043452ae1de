"""Citations both ways, in the order they are read.

`folding` makes accents, spaces and dashes alike; `tokens` are the words of citations, as data;
`values` are their numbers and letters (`numbering` knows Spanish ordinals and Roman numerals);
`phrases` puts a word and its values together (`cursor`, `lists`) into a `phrase`; `order` says what
is inner to what; `compose` makes addresses of it (`reading`, `larger`, `address`); `parse` is the
door. `resolution` looks addresses up in the `index` of a document, with `rewrites` for those that
number otherwise, and `proposals` gives what comes nearest to what isn't there.
"""

from tracer.citation.address import Address, ParsedCitation
from tracer.citation.parse import article_of, parse_citation
from tracer.citation.proposals import Proposal
from tracer.citation.resolution import Resolution, resolve

__all__ = [
    "Address",
    "ParsedCitation",
    "Proposal",
    "Resolution",
    "article_of",
    "parse_citation",
    "resolve",
]
