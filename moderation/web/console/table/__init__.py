"""The worktable: views of it, its rows, and what surrounds a page or a case."""
