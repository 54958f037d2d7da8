"""The training half: it needs scikit-learn, which scoring never loads."""
