"""The scoring half: everything that serving needs, without scikit-learn."""
