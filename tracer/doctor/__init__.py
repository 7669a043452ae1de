"""Whether this machine can run tracer, and what would make it faster."""
