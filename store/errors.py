"""What keeps the data from being used or kept, one class for each case; long because it is the one list of them."""

from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import ClassVar

from lessons.errors import ToldError


class _Spoken:
    """How commands are written in sentences."""

    fivefold = "fivefold"


def speak_of(database: Path | None) -> None:
    """From now on commands in sentences name this database; with None they are about it without that."""
    _Spoken.fivefold = "fivefold" if database is None else f"fivefold --db {quote(str(database))}"


def command(words: str) -> str:
    """A command of ours that is about the database in use, whole, as it can be typed."""
    return f"{_Spoken.fivefold} {words}"


class StoreError(ToldError):
    """The data cannot be used or kept."""

    message = "The data cannot be used."
    of_place: ClassVar[bool] = False
    """Whether it lies in where the file is, so that all would be well in another place."""

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self._errors = {name: value for name, value in values.items() if isinstance(value, ToldError)}

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`, as are errors in it; `{fivefold}` in it begins a command."""
        return translate(self.message).format_map(self._said(translate))

    def _said(self, translate: Callable[[str], str]) -> dict[str, str]:
        errors = {name: one.text(translate) for name, one in self._errors.items()}
        return {"fivefold": _Spoken.fivefold, **super()._said(translate), **errors}


class DetailedError(StoreError):
    """One that says more: `detail` is a message too, and is said in the same language."""

    def __init__(self, *, detail: str, **values: object) -> None:
        super().__init__(detail=detail, **values)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, with its detail, in the language of `translate`."""
        values = self._said(translate)
        return translate(self.message).format_map({**values, "detail": translate(values["detail"]).format_map(values)})


class UnfitError(StoreError, ValueError):
    """A value is not what may stand in its place: the reason, to be said after what it is about."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(**values)
        self._reason = reason

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The reason, in the language of `translate`."""
        return translate(self._reason).format_map(self._said(translate))


class UnfitLineError(UnfitError):
    """What stands on a line of a file may not stand there."""

    line_message = "line {line}: {error}"

    def __init__(self, line: int, error: StoreError) -> None:
        super().__init__(self.line_message, line=line, error=error)


class NotOursError(StoreError):
    """The file is something else than a Fivefold database. It is not touched."""

    message = "{path} is not a Fivefold database, and was left as it is. Name another file with --db."


class NotAFileError(StoreError):
    """A folder or a device stands where the database should be."""

    message = "{path} is not a file. Name a file for the database with --db."


class LinkedNowhereError(StoreError):
    """The database is a link into a folder that is not there, as where a disk is not mounted."""

    message = "{path} leads to {target}, and that folder is not there. Mount its disk, or name another file with --db."


class NotADemoError(StoreError):
    """A demo was asked for where something real lies. It is not touched."""

    message = "{path} is no demo, and was left as it is. Name a new file, or an earlier demo, with --db."


class NewerError(StoreError):
    """A newer Fivefold wrote the database: it can be read, not written."""

    message = (
        "{path} was written by a newer Fivefold (format {found}, this one knows {known}). "
        "It is open for reading only: update Fivefold to go on studying in it."
    )


class NewerFormError(StoreError):
    """A newer Fivefold wrote the database, and keeps otherwise what is asked for."""

    message = (
        "{path} was written by a newer Fivefold (format {found}, this one knows {known}), which keeps otherwise what "
        "is asked for here. Nothing is lost: update Fivefold to see it."
    )


class NotUpdatedError(StoreError):
    """An older database could not be brought to the present format. It is as it was."""

    message = (
        "{path} could not be brought up to date ({detail}). Nothing in it was changed, and {backup} is a copy of it: "
        "go on with the earlier Fivefold, and report this."
    )


class DamagedError(StoreError):
    """The database is damaged. It was kept aside whole, and nothing new was begun."""

    message = (
        "{path} was damaged ({detail}) and is kept as {kept}. "
        "The newest good backup is {backup}: `{fivefold} store restore {which}` goes back to it. "
        "To begin afresh instead, move {kept} and {folder} to another place."
    )

    def __init__(self, *, path: Path, detail: str, kept: Path, backup: Path, which: str) -> None:
        super().__init__(path=path, detail=detail, kept=kept, backup=backup, which=quote(which), folder=backup.parent)
        self.kept = kept
        """Where the damaged file lies now, with its `-wal` and `-shm` beside it."""
        self.backup: Path | None = backup


class DamagedWithoutBackupError(DamagedError):
    """The same, with no good backup to name."""

    message = (
        "{path} was damaged ({detail}) and is kept as {kept}. There is no good backup: "
        "move that file to another folder to begin afresh."
    )

    def __init__(self, *, path: Path, detail: str, kept: Path) -> None:
        super().__init__(path=path, detail=detail, kept=kept, backup=Path(), which="")
        self.backup = None


class AllDamagedError(DamagedWithoutBackupError):
    """The same, where all backups that there are are damaged too."""

    message = (
        "{path} was damaged ({detail}) and is kept as {kept}, and of its backups in {around} none is whole. "
        "To begin afresh, move {kept} and {around} to another place."
    )

    def __init__(self, *, path: Path, detail: str, kept: Path, around: Path) -> None:
        super().__init__(path=path, detail=detail, kept=kept)
        self.values["around"] = str(around)


class MissingError(StoreError):
    """There is no database any more where one was backed up; nothing new was begun."""

    message = (
        "{path} is not there any more, but its backups are. "
        "The newest good one is {backup}: `{fivefold} store restore {which}` goes back to it. "
        "To begin afresh instead, move {folder} to another place."
    )

    def __init__(self, *, path: Path, backup: Path, which: str) -> None:
        super().__init__(path=path, backup=backup, which=quote(which), folder=backup.parent)
        self.backup: Path | None = backup
        """The newest good one."""


class MissingWithoutBackupError(MissingError):
    """The same, with no good backup to name."""

    message = (
        "{path} is not there any more, and of its backups in {folder} none is whole. "
        "To begin afresh, move that folder to another place."
    )

    def __init__(self, *, path: Path, folder: Path) -> None:
        super().__init__(path=path, backup=folder / "-", which="")
        self.backup = None


class ReplacedError(StoreError):
    """The file was moved, deleted or replaced while it was open: what is written now would be lost."""

    message = (
        "{path} was moved, deleted or replaced while it was open. Nothing was written: close Fivefold and reopen it."
    )
    of_place = True


class BusyError(StoreError):
    """Another process has held the database for too long."""

    message = "The database is busy (pid {pid}): {path}. Nothing was lost: wait a moment and try again."

    def __init__(self, *, path: Path, pid: int | None) -> None:
        super().__init__(path=path, pid="unknown" if pid is None else pid)
        self.pid = pid
        """Of the process that holds it; None where that is not known."""


class FullError(StoreError):
    """The disk is full."""

    message = "There is no room to write {path}. Nothing was written: free some space on that disk and try again."
    of_place = True


class ReadOnlyError(StoreError):
    """The file or its disk cannot be written."""

    message = "{path} is read-only. Make it writable, or name another file with --db."
    of_place = True


class NoPermissionError(StoreError):
    """The file or its folder belongs to somebody else."""

    message = "{path} may not be opened by you. Change its owner or permissions, or name another file with --db."
    of_place = True


class DiskError(StoreError):
    """The disk or the system refused for another reason."""

    message = "{path} could not be read or written ({detail}). Check that disk, then try again."
    of_place = True


class TooOldError(StoreError):
    """The SQLite of this Python is older than what the tables need."""

    message = "Fivefold needs SQLite {needed} or newer, and this Python has {found}. Use a newer Python."


class UnreadableEventError(StoreError):
    """An event is not of the form that its kind asks for."""

    message = "This is no event of the kind {kind}: {error}."


class UnreadableQuestionError(StoreError):
    """The text of a question is not of the form that it should have."""

    message = "The text of a question (revision {revision}) cannot be read: {error}."


class MissingQuestionError(StoreError):
    """An answer came without the text of its question, which nobody has recorded yet."""

    message = "The question {question} (revision {revision}) was answered before its text was recorded."


class NameTakenError(StoreError):
    """Another member has that name."""

    message = "Somebody here is called {name} already. Choose another name."


class GroupNameTakenError(StoreError):
    """Another group has that name."""

    message = "There is a group called {name} already. Choose another name."


class NameUnfitError(StoreError):
    """A name is empty, too long or takes more than one line."""

    message = "A name is one line of 1 to {longest} characters, not {name}."


class LeaveUnfitError(StoreError):
    """A leave ends before it begins."""

    message = "A leave cannot begin on {first} and end on {last}. Name its first day, then its last."


class NotInGroupError(StoreError):
    """Somebody is not in a group."""

    message = "{name} is not in the group {group}."


class NothingHandledError(StoreError):
    """No leader of a group has seen to a need of late, so that nothing is there to take back."""

    message = "No need of {name} with {lesson} was handled for {group} in the last {days} days: nothing was changed."


class HandlingToldError(StoreError):
    """That a need was seen to has been shared with its member: what they were told cannot be unsaid."""

    message = "It was shared with {name} that {lesson} was handled: that stays. Talk with them, or they ask once more."


class DutyNotHeldError(StoreError):
    """Somebody does not have a duty in a group."""

    message = "{name} does not have the duty {duty} in the group {group}."


class LastLeaderError(StoreError):
    """Whoever leads a group alone would leave it to nobody."""

    message = (
        "{name} leads {title} alone. First say who leads it next: fivefold group duty {group} NAME leader; "
        "or end it: fivefold group archive {group}"
    )


class NotTwiceError(StoreError):
    """A name does not stand for one who was taken in here and one who shares in files."""

    message = (
        "Nobody called {name} is in {group} twice: once here, and once by files under a like name. Those who share in "
        "files: {names}. If the name in the file is another: fivefold group same {group} {name} NAME-IN-FILE"
    )


class SeveralOfOneNameError(StoreError):
    """A name stands for several in a group."""

    message = (
        "{group} has several called {name}. Who studies here: {here}. Who shares in files: {shared}. Name one by that "
        "id; or, if they are one person: fivefold group same {group} {name}"
    )


class MentorOfNobodyError(StoreError):
    """A mentor without mentees would see nobody's record."""

    message = (
        "A mentor sees the records of named members alone. Name them: "
        "fivefold group duty {group} {name} mentor --of MEMBER"
    )


class DutyUnfitError(StoreError):
    """A duty ends before it begins."""

    message = "What begins on {first} cannot have its last day on {last}. Name another day."


class DutyBeforeGroupError(StoreError):
    """A duty begins before its group."""

    message = "{group} came to be on {created}, so that nobody was in it on {first}. Name that day or a later one."


class CharterUnfitError(StoreError):
    """The norms of a group are too long."""

    message = "A charter has at most {longest} characters."


class SentenceUnfitError(StoreError):
    """What is said is empty or too long."""

    message = "Say it in 1 to {longest} characters."


class AlreadySaidError(StoreError):
    """A member said of the same status that it is wrong, and nobody has answered yet."""

    message = "You said on {day} that this status is wrong. Nobody has answered yet: say more once somebody has."


class ArchivedGroupError(StoreError):
    """A group has come to its end."""

    message = "{name} was archived on {day}. To go on with it: fivefold group unarchive {group}"


class SprintUnfitError(StoreError):
    """A sprint cannot be so."""

    message = "A sprint needs another group: name one with --with."


class SprintNameError(SprintUnfitError):
    """It cannot be called so."""

    message = "Give the sprint a name of 1 to {most} characters."


class SprintNameTakenError(SprintUnfitError):
    """Another one is called so."""

    message = "A sprint that is not over is called {name} already: give this one another name."


class SprintDaysError(SprintUnfitError):
    """It cannot be then."""

    message = "A sprint begins on a Monday, {earliest} or later, and lasts {fewest} to {most} weeks."


class SprintUnaskedError(SprintUnfitError):
    """A group cannot take part in it: whoever proposed it did not ask."""

    message = "{group} was not asked to take part in {sprint}."


class SprintOverError(SprintUnfitError):
    """Nobody can take part in it any more."""

    message = "{sprint} ended on {day}: no group can take part in it any more."


class NotOpenedError(StoreError):
    """What is known of a group is for others to see."""

    message = "{name} is shown to its leaders alone: {leaders}. What they see of you: fivefold data mirror"


class NoLeaderError(NotOpenedError):
    """The same, where there is nobody to whom it could be shown."""

    message = (
        "Nobody leads {name} at the moment. Who can take it on: {people}, each for themselves, with: "
        "fivefold group duty {group} NAME leader"
    )


class NotARosterError(DetailedError):
    """A file is no list of people."""

    message = "It is no roster that can be read: {detail}. Nothing was changed."
    rows_message = "it has more than {most} rows"
    line_message = "line {line} is not as a line of such a file is"
    empty_message = "it is empty"
    size_message = "it is larger than {most} bytes"
    text_message = "it is text neither in UTF-8 nor in GB18030"
    twice_message = "two of its columns are {name}"
    name_message = "none of the heads in its first line is name, or 姓名"
    head_message = (
        "its first line is {head}, and none of the heads in it is name, or 姓名. "
        "Separate cells by commas, semicolons or tabs"
    )


class NotAnExportError(StoreError):
    """The folder of an export holds something else."""

    message = "{path} holds other files, such as {found}. Name a new or empty folder, or that of an earlier export."


class EarlierExportError(StoreError):
    """The folder of an export holds an earlier one with more in it."""

    message = (
        "{path} holds an earlier export with what this one would not have: of another member, or erased since. "
        "Name a new or empty folder, or replace it: --force"
    )


class ErasedError(StoreError):
    """A member had everything erased: nothing is recorded about that member any more."""

    message = "What was recorded about this member was erased, and nothing more is. Close Fivefold and open it anew."


class StrangeActorError(StoreError):
    """Whoever is to have done something does not study in this database."""

    message = "Whoever this is does not study in this database. Nothing was recorded: close Fivefold and open it anew."


class NotABackupError(StoreError):
    """A file is no backup of this database, or is damaged."""

    message = "{path} is no backup that can be gone back to ({detail}). See: {fivefold} store restore"


class ExistsError(StoreError):
    """Something stands where a backup should be written."""

    message = "{path} exists already, and was left as it is. Name another file."


class NotImportableError(DetailedError):
    """A file is no export and no database, or something in it is not of the form that it should have."""

    message = "{path} cannot be imported: {detail}. Nothing was changed."
    newer_message = "a newer Fivefold wrote it (format {found}): update this one"
    tables_message = "its tables are not those of Fivefold"
    erased_message = "event {event} is empty, and nobody was erased"
    sitting_message = "event {event} is of a quiz that another member took"
    whole: ClassVar = "{error}"


class SameDatabaseError(StoreError):
    """A database was to be imported into itself."""

    message = "{path} is the database that is in use already. Name that of your other machine."


class StrangerError(StoreError):
    """Somebody in an import has the name of a member here, and is another by their id."""

    message = (
        "{path} is about another {name} than the {name} here: both were begun on their own. If both are you, say so "
        "with --mine. If they are two people, rename one of them first."
    )


class NotOneMemberError(StoreError):
    """It was said that an import is one's own, and it is about several people or about nobody."""

    message = "{path} is about {names}, so that it cannot all be counted as yours: import it without --mine."
    erased_message = "somebody who was erased"
    """What stands for a name that is empty."""

    def _joined(self, translate: Callable[[str], str]) -> dict[str, str]:
        names = (name or translate(self.erased_message) for name in self._listed["names"])
        return {"names": translate(", ").join(names)}


class KnownMemberError(StoreError):
    """It was said that an import is one's own, and it is about another member here."""

    message = (
        "{path} is about {names}, who is a member here already, and not you: nothing was changed. If both are you, go "
        "back to the backup of before that import (fivefold store restore lists them), and import it with --mine then."
    )


class WouldEraseError(StoreError):
    """An import says that a member's data was erased on the other machine."""

    message = (
        "{path} says that {names} had everything erased. To import it erases it here too, for good: "
        "say --erase if that is meant."
    )


class WouldEraseDetailsError(StoreError):
    """An import says that old details of a member were erased on the other machine, and there are some here."""

    message = (
        "{path} says that the details of {names} of before {day} were erased. To import it erases these here too, "
        "{events} in all, for good: say --erase if that is meant, or --keep to leave them here and take in the rest."
    )


class DemoError(StoreError):
    """Something real was to come into a demo."""

    message = "{path} is a demo, and nothing real is added to it. Name another with --db."


class FromDemoError(StoreError):
    """What is made up was to come in."""

    message = "{path} is a demo: everybody in it is made up, and nothing of it is taken in."


class NoGroupFileError(StoreError):
    """A group is not known here, and its leader's file is not where it was looked for."""

    message = (
        "There is no group {name} here, and no file of its leader in {path}. Its leader puts one there with: "
        "fivefold group share {name} --to DIR"
    )


class SharedFileError(StoreError):
    """A file of a shared stream is refused: why, after its name."""

    message = "refused"


class ForeignFileError(SharedFileError):
    """It is something else. It was not touched."""

    message = "it is no shared file of Fivefold"


class LinkedFileError(SharedFileError):
    """A link could lead anywhere."""

    message = "it is a link, and links are not followed"


class LargeFileError(SharedFileError):
    """It is larger than any file of a member becomes."""

    message = "it is too large for a shared file"


class UnopenedFileError(SharedFileError):
    """The system refused."""

    message = "it cannot be read ({detail})"


class TornFileError(SharedFileError):
    """Its end is missing."""

    message = "it was cut short on its way: have it shared again"


class ChangedFileError(DetailedError, SharedFileError):
    """Something in it is not what was shared."""

    message = "it is not as it was shared, from line {line} on ({detail}): have it shared again"
    head_message = "its first line is not one of ours: {error}"
    nobody_message = "it replies to nobody"
    chain_message = "it does not follow from what comes before it"
    end_message = "its end is another"
    kind_message = "nothing of that kind has a place in it"
    whole: ClassVar = "{error}"


class NewerFileError(SharedFileError):
    """A newer Fivefold wrote it."""

    message = "a newer Fivefold wrote it: update this one, then collect it again"


class ForkedFileError(SharedFileError):
    """Two machines have gone on with one stream."""

    message = (
        "from line {line} on it says something else than what was collected before: it comes from a copied or "
        "restored machine. Sharing again there begins a new file"
    )


class NotLedFileError(SharedFileError):
    """It is meant for the leaders of another group."""

    message = "it is meant for the leaders of a group that you do not lead here"


class ArchivedFileError(SharedFileError):
    """Its group has come to its end."""

    message = "{group} is archived. To go on with it: fivefold group unarchive {group}"


class RemovedFileError(SharedFileError):
    """Its member was taken out of the group."""

    message = "{name} was removed from {group}. To take it again: fivefold group add {group} {name}"


class MadeUpFileError(SharedFileError):
    """It was shared from a demo, and is not for a database that is real."""

    message = "it is of a demo, and everything in it is made up"


class RealFileError(SharedFileError):
    """It was shared from a database that is real, and is not for a demo."""

    message = "it is real, and this is a demo"


class OtherGroupFileError(SharedFileError):
    """A leader's file is about another group of a name that is known here."""

    message = "it is about another group than the {name} here"


class UnfitNameFileError(SharedFileError):
    """A name in it is none that could be given here."""

    message = "the name in it is empty, too long or of more than one line"
