"""The training half: needs scikit-learn, which scoring never loads."""
