"""Compiled kernels: loops that numpy needs dozens of passes for, in C, where it was compiled.

Installing the package compiles them if the machine has a C compiler; without one, numpy does the
same to the last bit, at twice the cost. `kernels.c` says what each does.
"""

try:
    from classifier.compiled import kernels
except ImportError:
    USED = False
else:
    USED = True

__all__ = ["USED", "kernels"]
