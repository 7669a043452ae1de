"""PDF as lines, and lines as paragraphs: noise is told apart and counted."""
