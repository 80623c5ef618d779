"""fmgtrack: a residency season on one's own computer."""

__version__ = "0.1.0"
