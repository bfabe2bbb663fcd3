"""What a database lies on: a disk of this machine, one across the network, or a folder that something else copies."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lessons.light import dataclass
from store import files

_NETWORK = re.compile(
    r"9p|afs|ceph|cifs|coda|davfs|glusterfs|gpfs|lustre|ncpfs|nfs4?|prl_fs|smb[23]|smbfs|vboxsf"
    r"|fuse\.(davfs2|glusterfs|rclone|s3fs|sshfs|vmhgfs-fuse)"
)
"""File systems on which processes of two machines, or two kernels, cannot share the memory that WAL needs."""
_SYNCED = {
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "onedrive": "OneDrive",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
}
"""Folders by their names, as the programs make them; a company's name may follow after ` - `."""
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".tmp.driveupload": "Google Drive",
}
"""What these programs put into the uppermost folder that they copy, whatever its name."""
_CLOUD = "cloudstorage"
"""On macOS the folders in this one are those of such programs: the name and, after `-`, the account."""
NETWORK = (
    "The database lies across a network ({file_system}). Nothing is lost there, but answers take longer to record, and "
    "a disk of this machine is safer: name a file on one with --db."
)
SYNCED = (
    "The database lies in a folder of {program}, which may copy it half written to another machine. "
    "Name a file elsewhere with --db, and let {program} have the backups."
)
IN_GIT = (
    "The database lies in the git repository {folder}: whoever gets a copy of that may get all that you studied. "
    "Name a file elsewhere with --db."
)
OPEN = (
    "Others who use this computer can read {path}: its disk, or somebody else who owns it, lets you not change that. "
    "Name a file elsewhere with --db."
)
_MOUNTS = Path("/proc/self/mounts")
_ESCAPE = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a database lies."""

    file_system: str
    """As the kernel calls it; empty where that is not known."""
    network: bool
    """Whether it is reached across a network: then WAL does not work, and a rollback journal is used."""
    synced: str
    """The program that copies the folder elsewhere while it is in use; empty where none is known."""
    repository: str = ""
    """The folder of the git repository that it lies in; empty where there is none. A home folder that is one says in
    its own way what goes into it.
    """

    def notice(self, translate: Callable[[str], str] = str) -> str | None:
        """What the member should know of it, in the language of `translate`; None where all is well."""
        if self.network:
            return translate(NETWORK).format(file_system=self.file_system)
        if self.synced:
            return translate(SYNCED).format(program=self.synced)
        return translate(IN_GIT).format(folder=self.repository) if self.repository else None


def others_read(path: Path, translate: Callable[[str], str] = str) -> str | None:
    """That others can read a database though it was to be taken from them, as a sentence; None as a rule."""
    return None if files.is_private(path) else translate(OPEN).format(path=path)


def of(folder: Path) -> Location:
    """Where a database in `folder`, an absolute path, lies."""
    mounts = _MOUNTS.read_text(errors="surrogateescape") if _MOUNTS.exists() else ""
    found = told_by(mounts, folder)
    if found.synced:
        return found
    marks = (
        program
        for above in map(str, (folder, *folder.parents))
        for mark, program in _MARKS.items()
        if os.path.exists(f"{above}/{mark}")  # noqa: PTH110 - six of each folder above, where a Path takes longer
    )
    return replace(found, synced=next(marks, ""), repository=_repository(folder))


def told_by(mounts: str, folder: Path) -> Location:
    """Where an absolute folder lies, as its name and a list of mounts like /proc/self/mounts tell it."""
    file_system, longest, within = "", 0, f"{folder}/"
    for line in mounts.splitlines():  # without a Path: there may be a hundred
        _, point, kind, *_ = [*line.split(" "), "", ""]
        if "\\" in point:
            point = _ESCAPE.sub(lambda digits: chr(int(digits[1], 8)), point)
        # Of two mounts on one folder the later lies on top.
        if point and within.startswith(f"{point.rstrip('/')}/") and len(point) >= longest:
            file_system, longest = kind, len(point)
    return Location(file_system, network=_NETWORK.fullmatch(file_system) is not None, synced=_synced(folder))


def _synced(folder: Path) -> str:
    above = ""
    for part in map(str.casefold, folder.parts):
        found = _SYNCED.get(part.split("-" if above == _CLOUD else " - ")[0])
        if found:
            return found
        above = part
    return ""


def _repository(folder: Path) -> str:
    above = (one for one in (folder, *folder.parents) if _is_there(one / ".git"))
    found = next(above, None)
    home = os.path.expanduser("~")  # noqa: PTH111 - a Path raises where no home is known
    return "" if found is None or str(found) == home else str(found)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be looked into
        return False
