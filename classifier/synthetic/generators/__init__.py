"""Generators: code that composes synthetic comments from the texts and from chance."""
