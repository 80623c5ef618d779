"""`python -m fmgtrack` runs the command line."""

from __future__ import annotations

from fmgtrack.cli import main

if __name__ == "__main__":
    main()
