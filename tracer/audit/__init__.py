"""Audits: what was adopted under which definition, how sure that is, and how to check it."""
