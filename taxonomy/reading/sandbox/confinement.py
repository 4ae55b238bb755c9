"""What does the kernel forbid the process that reads documents, whatever code runs in it?

Linux has three fences that a process may put up around itself and never take down again. Each is put up where the
kernel has it, and named, so that `atlas check` can say which hold on this machine:

* **namespaces**: a network of its own without any device, and no System V memory shared with others;
* **landlock**: of all files, only the program's own code and tables can be read; nothing can be written;
* **seccomp**: no sockets, no programs, no other process's memory, no change of a file's rights, no io_uring.

They are called by ctypes: four documented system calls (man 2 unshare, landlock_create_ruleset, prctl, seccomp) are
less to trust than a package. `python -m taxonomy.reading.sandbox.confinement` prints the fences of this machine.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import taxonomy
from taxonomy.basics.datafiles import data_folder, read_table

NAMESPACES, LANDLOCK, SECCOMP = "namespaces", "landlock", "seccomp"
FENCES = (NAMESPACES, LANDLOCK, SECCOMP)

_NEW_USER, _NEW_NET, _NEW_IPC, _NEW_UTS = 0x10000000, 0x40000000, 0x08000000, 0x04000000
_NO_NEW_PRIVILEGES = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_VERSION_OF_LANDLOCK = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# How many kinds of access to files each version of Landlock knows; what it does not know it cannot forbid.
_FILE_ACCESSES = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_FILE_ACCESSES = 16
# Steps of a filter (linux/bpf_common.h), its answers, and where it finds what is asked for (linux/seccomp.h).
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _REFUSE, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # the lower half of the argument: both machines are little-endian
_MACHINES = ("x86_64", "aarch64")
_AUDIT_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP_CALLS = {"x86_64": 317, "aarch64": 277}
_SET_FILTER, _ALL_THREADS = 1, 1
_CLONE_THREAD = 0x00010000
_X32 = 0x40000000

_LIBC: Any = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None
_SHARED_LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/etc/ld.so.cache")
_DEVICES = ("/dev/null", "/dev/urandom")


def isolate() -> tuple[str, ...]:
    """Leave the machine's network and shared memory; must come before any thread is started."""
    return _put_up({NAMESPACES: _leave_namespaces})


def confine() -> tuple[str, ...]:
    """Give up files, sockets and programs for good; gives the names of the fences that this kernel put up."""
    return _put_up({LANDLOCK: _restrict_files, SECCOMP: _filter_system_calls})


def _put_up(fences: dict[str, Callable[[], None]]) -> tuple[str, ...]:
    if not sys.platform.startswith("linux"):
        return ()
    held = []
    for name, fence in fences.items():
        try:
            fence()
        except (OSError, KeyError, AttributeError):  # this kernel, this machine's policy or this processor lacks it
            continue
        held.append(name)
    return tuple(held)


def _call(number: int, *arguments: object) -> int:
    """One system call; raises OSError where the kernel refuses."""
    return _checked(_LIBC.syscall(ctypes.c_long(number), *arguments))


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _no_new_privileges() -> None:
    _checked(_LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))


def _leave_namespaces() -> None:
    # Root may leave as it is; as somebody else's root it could no longer read files of the user who installed this.
    user, group = os.geteuid(), os.getegid()
    wanted = _NEW_NET | _NEW_IPC | _NEW_UTS
    if user == 0:
        _checked(_LIBC.unshare(wanted))
        return
    _checked(_LIBC.unshare(wanted | _NEW_USER))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(text, encoding="ascii")


def _restrict_files() -> None:
    version = _call(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_OF_LANDLOCK)
    files = (1 << _FILE_ACCESSES.get(version, _NEWEST_FILE_ACCESSES)) - 1
    connections = 0b11 if version >= 4 else 0  # TCP: bind, connect
    others = 0b11 if version >= 6 else 0  # sockets without a file, signals to processes outside
    attributes = struct.pack("QQQ", files, connections, others)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _call(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    try:
        for path in _readable():
            _allow_reading(rules, path)
        _no_new_privileges()
        _call(_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _readable() -> Iterator[Path]:
    """The program's own code and tables, Python, and the libraries of the system: no workspace, no home."""
    source = Path(taxonomy.__file__).resolve().parent.parent
    packages = (Path(entry).resolve() for entry in sys.path if entry)
    code = (path for path in packages if path != source and not source.is_relative_to(path))
    libraries = map(Path, (*_SHARED_LIBRARIES, *_DEVICES))
    yield from (source / "taxonomy", data_folder(), Path(sys.base_prefix, "lib"), *code, *libraries)


def _allow_reading(rules: int, path: Path) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not on this machine
        return
    try:
        access = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
        _call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", access, handle), 0)
    finally:
        os.close(handle)


def _filter_system_calls() -> None:
    program = b"".join(_filter(platform.machine()))
    held = ctypes.create_string_buffer(program, len(program))
    fields = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(held))
    _no_new_privileges()
    _call(_SECCOMP_CALLS[platform.machine()], _SET_FILTER, _ALL_THREADS, fields)


def _filter(machine: str) -> Iterable[bytes]:
    """Berkeley packet filter code: what is refused gets EPERM, as from a file system that is read-only."""
    column = _MACHINES.index(machine)
    calls = read_table("system_calls.toml")
    itself = {name: numbers[column] for name, numbers in calls.pop("itself only").items()}
    threads = {name: numbers[column] for name, numbers in calls.pop("threads only").items()}
    forbidden = [numbers[column] for family in calls.values() for numbers in family.values() if numbers[column]]
    yield _load(_ARCHITECTURE)
    yield from _unless(_AUDIT_ARCHITECTURES[machine], _KILL)
    yield _load(_NUMBER)
    if machine == "x86_64":
        yield _step(_JUMP_AT_LEAST, _X32, 0, 1)  # the numbers of a second way in
        yield _step(_RETURN, _REFUSE | errno.EPERM)
    for number in forbidden:
        yield from _if(number, _REFUSE | errno.EPERM)
    yield from _if(threads["clone3"], _REFUSE | errno.ENOSYS)
    yield _step(_JUMP_EQUAL, threads["clone"], 0, 4)
    yield _load(_FIRST_ARGUMENT)
    yield _step(_JUMP_BITS, _CLONE_THREAD, 0, 1)
    yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _REFUSE | errno.EPERM)
    for name, number in itself.items():
        yield _step(_JUMP_EQUAL, number, 0, 5)
        yield _load(_FIRST_ARGUMENT)
        # 0 means the process itself for its limits, and for a signal its whole group, the parent among them.
        yield _step(_JUMP_EQUAL, 0 if name == "prlimit64" else os.getpid(), 1, 0)
        yield _step(_JUMP_EQUAL, os.getpid(), 0, 1)
        yield _step(_RETURN, _ALLOW)
        yield _step(_RETURN, _REFUSE | errno.EPERM)
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_so, if_not, value)


def _load(offset: int) -> bytes:
    return _step(_LOAD, offset)


def _if(value: int, answer: int) -> tuple[bytes, bytes]:
    return _step(_JUMP_EQUAL, value, 0, 1), _step(_RETURN, answer)


def _unless(value: int, answer: int) -> tuple[bytes, bytes]:
    return _step(_JUMP_EQUAL, value, 1, 0), _step(_RETURN, answer)


if __name__ == "__main__":
    print("\n".join((*isolate(), *confine())))
