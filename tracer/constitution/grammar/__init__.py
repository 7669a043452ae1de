"""One grammar for every container: blocks become units, by a style that is data."""
