"""What may stand in a cell of a table?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = Sequence[Cell]
