"""The one door through which a failure leaves the command: a sentence for the person, never a traceback."""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

from taxonomy.basics.failures import Failure

# Set to anything, it brings the traceback of an unexpected failure back, for whoever mends it.
TRACEBACK = "ATLAS_TRACEBACK"
_KEPT = "What was saved before is kept."
_CAUSES = {
    errno.ENOSPC: "The disk is full. Make room, then try again.",
    errno.EDQUOT: "Your share of the disk is used up. Make room, then try again.",
    errno.EFBIG: "The disk takes no file of this size.",
    errno.EROFS: "The disk is read-only.",
    errno.EIO: "The disk reports an error. Check the disk.",
    errno.EACCES: "This user has no permission for that.",
    errno.EPERM: "This user has no permission for that.",
    errno.EMFILE: "Too many files are open. Close other programs, then try again.",
    errno.ENFILE: "Too many files are open. Close other programs, then try again.",
    errno.ENOMEM: "There is not enough memory.",
}


def sentence_of(error: Exception) -> str:
    """What happened, what is still fine, and what to do next."""
    if isinstance(error, Failure):
        return str(error)
    if isinstance(error, ModuleNotFoundError):
        return f"The installation lacks a package ({error.name}). Install it again; in a checkout, start with: ./run"
    if isinstance(error, MemoryError):
        return f"There is not enough memory. {_KEPT}"
    if isinstance(error, OSError) and error.errno is not None:
        cause = _CAUSES.get(error.errno, f"{error.strerror}.")
        return f"{f'{error.filename}: ' if error.filename else ''}{cause} {_KEPT}"
    return f"The program failed ({_what(error)}). {_KEPT} To see where, set {TRACEBACK}=1 and try again."


def show_traceback() -> None:
    """Print the failure that is being handled as Python would, where somebody asked for it."""
    if os.environ.get(TRACEBACK):
        traceback.print_exc()


def _what(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return " ".join(f"{type(error).__name__}: {error}"[:200].split()) + place
