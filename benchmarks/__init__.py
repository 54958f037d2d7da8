"""The benchmark: Saring, a naive service and a bare handler, measured in turns on one machine."""

import os

# As `moderation` does for itself, and before numpy is imported: its threads wait by spinning.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
