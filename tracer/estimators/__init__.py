"""tracer's stages in the shape that scikit-learn gives its own: for pipelines and searches.

They take lists of texts. Importing this room imports scikit-learn; the front door does so only
when one of them is asked for.
"""

from tracer.estimators.text_encoder import TextEncoder
from tracer.estimators.theme_clusterer import ThemeClusterer

__all__ = ["TextEncoder", "ThemeClusterer"]
