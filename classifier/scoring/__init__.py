"""The scoring half: numpy and the standard library, nothing else."""
