"""What makes a reading doubtful, and what of a body belongs to no provision."""
