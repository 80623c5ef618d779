"""The names of all migrations, readable without importing sqlite-utils.

A record whose applied migrations equal this tuple is up to date and opens at once.
"""

from __future__ import annotations

SET = "fmgtrack"
"""The name of our migration set in the record."""

NAMES = (
    "m001_record",
    "m002_rank_list",
    "m003_invitations",
    "m004_preparation",
    "m005_application",
    "m006_speed",
    "m007_views",
)
"""Every migration in order; a test holds it to `migrations.py`."""

APPLICATION_ID = 0x464D4754
"""`FMGT`: tells our file from another program's."""
