"""Synthetic comments: texts one a line, and the generators that compose them."""
