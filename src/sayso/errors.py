"""The errors sayso raises on purpose; catch `SaysoError` for all of them.

* SaysoError
  * IntakeError          a report could not be taken in; names the file
    x UnreadableFile     missing, a directory, no permission
    x NotText            binary, or no encoding fits
    x EmptyReport        nothing but white space
  x LedgerError          a stored ledger cannot be opened, read or written; names the file
  x LakeError            a lake cannot be read or written, or Ray does not work; names the file
  x ExportError          a ledger cannot be handed on in a format; names the format
  x LexiconError         a data file of the package is malformed
"""


class SaysoError(Exception):
    """Base of every error that sayso raises on purpose. Its text is one line, fit for a terminal."""


class IntakeError(SaysoError):
    """A report could not be taken in."""

    def __init__(self, source: str, reason: str) -> None:
        """`source` is the file or address as the user gave it, `reason` what is wrong with it."""
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class UnreadableFile(IntakeError):
    """The file is missing, a directory, or may not be read."""


class NotText(IntakeError):
    """The file is binary, or no encoding fits it."""


class EmptyReport(IntakeError):
    """The text holds nothing but white space."""


class LedgerError(SaysoError):
    """A stored ledger cannot be opened, read or written."""

    def __init__(self, path: str, reason: str) -> None:
        """`path` is the ledger's file as the user gave it, `reason` what is wrong."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class LakeError(SaysoError):
    """A lake cannot be read or written, or what reads it cannot be started."""


class ExportError(SaysoError):
    """A ledger cannot be handed on in the format asked for."""

    def __init__(self, format: str, reason: str) -> None:
        """`format` is its name as the user gave it, `reason` what is wrong."""
        super().__init__(f"{format}: {reason}")
        self.format = format
        self.reason = reason


class LexiconError(SaysoError):
    """A data file of the package is malformed."""
