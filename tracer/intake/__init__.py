"""What the files of a process are, guessed well enough to write a first PROCESS.toml."""
