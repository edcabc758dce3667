"""Under which version rows are kept; asked of the warehouse without loading what reads documents."""

from callsheet.rewrite.model.choice import chosen_name

# Raised with every change to what is read, found or derived: documents of an older version are processed again.
EXTRACTOR_VERSION = "2026.11.2"


def extractor_version() -> str:
    """Return the version under which rows are kept: the extractor's, and the model that writes lines, if any."""
    return f"{EXTRACTOR_VERSION}+{chosen_name()}" if chosen_name() else EXTRACTOR_VERSION
