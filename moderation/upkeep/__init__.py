"""Upkeep of a store: use cases of the operator that concern all of its data."""
