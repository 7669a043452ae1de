"""Word documents as bodies: computed numbers, styles and tracked changes."""
