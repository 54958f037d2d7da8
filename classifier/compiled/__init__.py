"""Compiled kernels: loops that numpy needs dozens of passes for, in C, where they were compiled.

Installing the package compiles them if the machine has a C compiler; without one, numpy does the
same to the last bit, at two to four times the cost. `kernels.h` has what they have in common.
"""

import sys
from typing import Final

EDITION: Final = 2
"""Of what kernels take and give. Others are left alone: an update was not compiled."""

try:
    from classifier.compiled import kernels
except ImportError:
    USED = False
else:
    # Places are 64 bits wide in numpy only where addresses are, and tables are little-endian.
    fits = sys.maxsize > 2**32 and sys.byteorder == "little"
    USED = fits and kernels.EDITION == EDITION

__all__ = ["USED", "kernels"]
