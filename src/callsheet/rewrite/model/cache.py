"""Answers kept by content: a line is asked for once, whoever runs and however often."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from callsheet.rewrite.model.asking import Answer, LineModel, Request


@dataclass(frozen=True, slots=True)
class CachedModel:
    """A model whose answers are kept in a folder, one JSON file an answer.

    What took time and money once is not counted again: a kept answer has taken 0 seconds and cost nothing.
    """

    model: LineModel
    folder: Path

    @property
    def name(self) -> str:
        """The name of the model behind the cache."""
        return self.model.name

    def write(self, request: Request) -> Answer:
        """Return the kept answer, or the model's, which is kept; raises what the model raises."""
        path = self.folder / f"{request.key(self.name)}.json"
        kept = _read(path)
        if kept is not None:
            return replace(kept, seconds=0.0, input_tokens=0, output_tokens=0, cost_usd=0.0)
        answer = self.model.write(request)
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        unfinished.write_text(json.dumps(asdict(answer), ensure_ascii=False), encoding="utf-8")
        os.replace(unfinished, path)  # a run that is killed leaves no half answer
        return answer


def _read(path: Path) -> Answer | None:
    """Return a kept answer; a file that holds none (cut off, edited) is as good as not there."""
    try:
        return Answer(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
