"""The ready queries on a warehouse with very many figures.

python -m benchmarks.queries FIGURES
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.growth import write_calls
from callsheet import runs, store
from callsheet.pipeline import process_file
from callsheet.store.migrate import sql_files

# The rows of the loaded calls again and again, as other calls of other companies.
_REPEATED = {
    "raw_documents": "replace (doc_id || n as doc_id)",
    "raw_turns": "replace (doc_id || n as doc_id)",
    "core_calls": "replace (doc_id || n as doc_id, company || n as company, company_code || n as company_code,"
    " ticker || n as ticker)",
    "core_figures": "replace (doc_id || n as doc_id, figure_id || n as figure_id)",
    "core_comments": "replace (doc_id || n as doc_id, comment_id || n as comment_id, question_id || n as question_id)",
    "core_tones": "replace (doc_id || n as doc_id)",
}


def main(figures: int) -> dict[str, float]:
    """Return the seconds that each ready query takes."""
    with tempfile.TemporaryDirectory() as scratch:
        warehouse = Path(scratch) / "callsheet.duckdb"
        paths = write_calls(Path(scratch) / "inbox", 480)
        runs.process_batch(paths, warehouse, read=process_file)
        with store.open_warehouse(warehouse) as con:
            (known,) = con.execute("select count(*) from core_figures").fetchone() or (0,)
            copies = figures // known + 1
            for table, other in _REPEATED.items():
                con.execute(
                    f"insert into {table} select * exclude (n) {other} from {table}, "
                    f"(select unnest(range(1, {copies}))::varchar as n)"
                )
        snapshot = store.published_path(warehouse)
        snapshot.parent.mkdir()
        warehouse.rename(snapshot)
        took: dict[str, float] = {}
        with store.open_published(warehouse) as con:
            (count,) = con.execute("select count(*) from core_figures").fetchone() or (0,)
            took["figures"] = count
            for path in sql_files("queries"):
                start = time.monotonic()
                con.execute(path.read_text(encoding="utf-8")).fetchall()
                took[path.stem] = time.monotonic() - start
    return took


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
