"""Saring beside what a site could run instead, driven as installed: same comments, same machine."""
