"""HTML pages as bodies."""
