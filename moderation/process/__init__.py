"""The running service: composition root, listener, workers, and the servers it starts."""
