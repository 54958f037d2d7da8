"""Acts: the forms by which moderators change something, one module a group."""
