"""The sites' API."""
