"""May a SQLite database stand in this folder, and how must this version of SQLite write there to be safe?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from taxonomy.generation.generations import has_generations
from taxonomy.store.errors import LOST, StoreLost, StoreUnavailable

# SQLite's locks and shared memory are not to be trusted on these: two machines would each think they write alone.
NETWORK_FILE_SYSTEMS = frozenset(
    ["nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "glusterfs", "beegfs", "davfs"]
    + [f"fuse.{kind}" for kind in ("sshfs", "glusterfs", "ceph", "s3fs", "rclone", "davfs2", "gcsfuse", "smbnetfs")]
)
MOUNTS = Path("/proc/mounts")

# From the first release with a write-ahead log to the last before its reset was mended, several connections can
# damage a database in WAL mode.
_FIRST_WITH_FAULT = (3, 7, 0)
_LAST_WITH_FAULT = (3, 51, 2)

_OCTAL = re.compile(r"\\([0-7]{3})")  # /proc/mounts writes "My Documents" as My\040Documents


def journal_settings(version: Sequence[int]) -> tuple[str, str]:
    """The journal mode and the `synchronous` setting that are safe with several writers on this SQLite `version`."""
    if _FIRST_WITH_FAULT <= tuple(version) <= _LAST_WITH_FAULT:
        return "delete", "EXTRA"
    return "wal", "FULL"


def refuse_lost_database(home: Path) -> None:
    """Raise `StoreLost` where generations were built in `home`: there was a database, and none may take its place."""
    if has_generations(home):
        raise StoreLost(LOST)


def refuse_network_file_system(folder: Path) -> None:
    """Raise `StoreUnavailable` where `folder` lies on a file system shared between machines (known on Linux only)."""
    if not MOUNTS.is_file():
        return
    kind = file_system_of(folder, MOUNTS.read_text(encoding="utf-8", errors="replace"))
    if kind in NETWORK_FILE_SYSTEMS:
        raise StoreUnavailable(
            f"{folder} is on a network file system ({kind}), where SQLite can be damaged: choose a folder on this "
            "machine's own disk, or a PostgreSQL server with ATLAS_DATABASE_URL."
        )


def file_system_of(folder: Path, mounts: str) -> str | None:
    """The type of the file system that holds `folder`, by the longest mount point in `mounts` (later ones cover)."""
    found: tuple[int, str] | None = None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mount_point = Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[1]))
        depth = len(mount_point.parts)
        if folder.is_relative_to(mount_point) and (found is None or depth >= found[0]):
            found = (depth, fields[2])
    return found[1] if found else None
