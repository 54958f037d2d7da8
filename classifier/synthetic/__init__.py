"""Texts that nobody wrote: campaigns, readers, brands and disguises of our own invention."""
