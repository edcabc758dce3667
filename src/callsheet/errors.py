"""Every error that callsheet raises on purpose, by cause.

A message says which document and where, what was found, what was expected, and what to do. ``reason`` is a stable code
that the warehouse keeps, so that failures can be counted; ``transient`` says whether trying again can help.
"""


class CallsheetError(Exception):
    """Base of every error raised on purpose; anything else that escapes is a bug in callsheet."""

    reason = "error"
    transient = False


class DocumentError(CallsheetError):
    """One document cannot be used; the others go on.

    Args:
        reason: stable code such as ``empty``, ``encrypted``, ``scanned``, ``not_a_call``.
        sentence: what was found, what was expected and what to do, as one sentence for the analyst.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        # Exceptions with two arguments must say how they are rebuilt: a batch may run in another process.
        return (type(self), (self.reason, self.sentence))


class CoverageError(CallsheetError):
    """coverage.toml or a lexicon holds something that cannot be used; the message names the file and the key."""

    reason = "coverage"


class MissingError(CallsheetError):
    """Something asked for does not exist: a figure's id, a company, a warehouse that was never published."""

    reason = "missing"


class ExportError(CallsheetError):
    """A table or chart could not be drawn or written; the message names the file and what to do."""

    reason = "export"


class QueryError(CallsheetError):
    """A query over the published warehouse is wrong, or asks for what a reader may not do."""

    reason = "query"


class RefusedError(CallsheetError):
    """A correction cannot be: a value that the field does not take, no author, no reason, a range upside down."""

    reason = "correction"


class CheckError(CallsheetError):
    """A data check found rows that are wrong; nothing was published.

    The message names the check and shows its first rows.
    """

    reason = "check_failed"


class TransientError(CallsheetError):
    """Something outside did not answer this time (a lock, a server); trying again can help."""

    reason = "transient"
    transient = True
