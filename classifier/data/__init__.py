"""Data sets: their rows, their sources and licences, their mended labels."""
