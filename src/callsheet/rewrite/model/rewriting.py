"""Each line offered to a model; what it answers is shown where the lock allows, else the frames' line stays."""

from collections.abc import Sequence
from dataclasses import replace

from callsheet.records import Comment, Figure, Line, Relation, RenderedBy, Rewrite, Setting
from callsheet.rewrite.labels import amount_label, period_label
from callsheet.rewrite.model.asking import LineModel, ModelUnavailableError, Request
from callsheet.rewrite.model.judging import judged, terms

_MARK = "Q. "


def rewrite_lines(
    comments: Sequence[Comment],
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    setting: Setting,
    model: LineModel,
) -> tuple[list[Comment], list[Rewrite]]:
    """Return the comments with the model's lines where they pass, and what became of each of its answers.

    Raises:
        MissingError: the model cannot be used at all.
    """
    shown: list[Comment] = []
    rewrites: list[Rewrite] = []
    said: set[tuple[str, str]] = set()
    for comment in comments:
        here = [figure for figure in figures if figure.figure_id in comment.figure_ids]
        related = [relation for relation in relations if relation.relation_id in comment.figure_ids]
        rewrite = _rewrite(comment, here, related, setting, model)
        if rewrite.refused_reason is None and (comment.section, rewrite.ko) in said:
            rewrite = replace(rewrite, refused_reason="repeated", refused_found=rewrite.ko)
        if rewrite.refused_reason is None:
            said.add((comment.section, rewrite.ko))
            shown.append(replace(comment, en=rewrite.en, ko=rewrite.ko, rendered_by=RenderedBy.MODEL))
        else:
            shown.append(comment)
        rewrites.append(rewrite)
    return shown, rewrites


def _rewrite(
    comment: Comment,
    figures: Sequence[Figure],
    relations: Sequence[Relation],
    setting: Setting,
    model: LineModel,
) -> Rewrite:
    try:
        answer = model.write(_request(comment, figures))
    except ModelUnavailableError as error:
        return Rewrite(comment.comment_id, model.name, "", "", "unavailable", str(error)[:300])
    en, ko = (_bare(line) for line in (answer.en, answer.ko))
    refused = judged(en, ko, comment, figures, relations, setting)
    mark = _MARK if comment.line is Line.QUESTION else ""
    return Rewrite(
        comment_id=comment.comment_id,
        model=model.name,
        en=mark + en,
        ko=mark + ko,
        refused_reason=refused.reason if refused else None,
        refused_found=refused.found if refused else None,
        latency_seconds=answer.seconds,
        input_tokens=answer.input_tokens,
        output_tokens=answer.output_tokens,
        cost_usd=answer.cost_usd,
    )


def _bare(line: str) -> str:
    """Return a line without the marks that renderers draw."""
    return line.strip().removeprefix("Q.").removeprefix("-").strip().rstrip(".")


def _request(comment: Comment, figures: Sequence[Figure]) -> Request:
    return Request(
        excerpt=comment.excerpt,
        asks=comment.line is Line.QUESTION,
        figures=tuple(map(_shown, figures)),
        en=_bare(comment.en),
        ko=_bare(comment.ko or ""),
        terms=tuple(f"{english} = {korean}" for english, korean in terms(comment.excerpt).items()),
    )


def _shown(figure: Figure) -> str:
    amount = amount_label(figure.low, figure.high, figure.unit, figure.qualifier, figure.text, "ko")
    return f"{period_label(figure.period, 'ko')} {amount}" if figure.period else amount
