"""Past one machine: the same warehouse as a DuckLake, its catalog in PostgreSQL and its data in a folder or a bucket.

The warehouse is then a small TOML file, ``desk.lake.toml``, which takes the place of the DuckDB file everywhere:

    catalog = "host=db.example port=5432 dbname=callsheet user=desk"   # what libpq takes; the password comes from
    data = "s3://desk-callsheet/"                                      # ~/.pgpass or PGPASSWORD, never from here

Many processes write at once. DuckLake has no unique keys, so who loads a document holds it by its id in PostgreSQL
meanwhile: two runs never load the same one at the same time, and different ones do not wait for each other.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from callsheet.errors import MissingError, TransientError

SUFFIX = ".lake.toml"
_EXTENSIONS = ("ducklake", "postgres_scanner")
_ANY_STATE_OF_THE_LAKE = "the whole warehouse"
_PASSWORD = re.compile(r"\bpassword\s*=|://[^/\s:]+:[^/\s@]+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lake:
    """Where catalog and data of a DuckLake are."""

    catalog: str
    data: str


def is_lake(warehouse: Path) -> bool:
    """Whether a warehouse is a DuckLake: told by the ending of its file."""
    return warehouse.name.endswith(SUFFIX)


def read_lake(path: Path) -> Lake:
    """Read the file that describes a DuckLake.

    Raises:
        MissingError: it is not there, is not as above, or holds a password.
    """
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8"))
        lake = Lake(described["catalog"], described["data"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise MissingError(f"{path}: expected TOML with catalog and data ({type(error).__name__}: {error})") from error
    if _PASSWORD.search(lake.catalog):
        raise MissingError(f"{path}: holds a password; put it into ~/.pgpass or PGPASSWORD instead")
    return lake


def connect_lake(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the DuckLake for reading and writing; the extensions come from the packages of the extra ``scale``.

    Raises:
        MissingError: the extra is not installed, or the catalog does not answer as one.
        TransientError: PostgreSQL cannot be reached.
    """
    lake = read_lake(path)
    con = duckdb.connect(config={"python_enable_replacements": "false", "memory_limit": "1GB"})
    try:
        for name in _EXTENSIONS:
            con.execute(f"load '{_extension(name)}'")
        data = lake.data.replace("'", "''")
        catalog = lake.catalog.replace("'", "''")
        con.execute(f"attach 'ducklake:postgres:{catalog}' as lake (data_path '{data}'); use lake")
    except duckdb.Error as error:
        con.close()
        if "connect" in str(error).lower():
            raise TransientError(f"{path}: PostgreSQL does not answer at its catalog; see that it runs") from None
        raise MissingError(f"{path}: cannot be opened as a DuckLake ({_without_catalog(error, lake)})") from None
    return con


def _without_catalog(error: Exception, lake: Lake) -> str:
    """The first line of an error, without the words that reach the catalog."""
    return str(error).split("\n", 1)[0].replace(lake.catalog, "...")


def _extension(name: str) -> Path:
    """Where a package of the extra keeps an extension; loaded from there, nothing is copied into the home folder."""
    package = find_spec(f"duckdb_extension_{name}")
    files = [] if package is None or package.origin is None else list(Path(package.origin).parent.rglob(f"{name}.*"))
    if not files:
        raise MissingError(f"the DuckDB extension {name} is not there; install callsheet[scale]")
    return files[0]


@contextmanager
def claimed(warehouse: Path, names: Iterable[str] = (_ANY_STATE_OF_THE_LAKE,)) -> Iterator[None]:
    """Hold some names (documents' ids) against other processes that write the same DuckLake; wait for those that do.

    PostgreSQL lets go of them when this process ends, however it ends. A DuckDB file needs none: who has it open is
    alone.

    Raises:
        TransientError: PostgreSQL cannot be reached.
    """
    if not is_lake(warehouse):
        yield
        return
    import psycopg  # noqa: PLC0415  an extra

    # Always in the same order, so that two processes never wait for each other.
    keys = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True) for name in names)
    try:
        with psycopg.connect(read_lake(warehouse).catalog, autocommit=True) as held:
            for key in keys:
                held.execute("select pg_advisory_lock(%s)", [key])
            yield
    except psycopg.OperationalError:
        raise TransientError(f"{warehouse}: PostgreSQL does not answer at its catalog; see that it runs") from None
