"""Small calls, written for the tests: turns as (speaker, role, words); a question opens the second part."""

from callsheet.extract.commentary import find_comments
from callsheet.extract.figures import find_figures, find_relations
from callsheet.language.sentences import call_sentences
from callsheet.records import (
    Call,
    Comment,
    Edition,
    Exchange,
    FiscalPeriod,
    RoleSource,
    Section,
    Setting,
    Span,
    SpeakerRole,
    Turn,
)

SETTING = Setting("ab" * 32, "MSFT", FiscalPeriod.parse("FY2025Q2"), 6)

ROLES = {
    "operator": SpeakerRole.OPERATOR,
    "analyst": SpeakerRole.ANALYST,
    "executive": SpeakerRole.EXECUTIVE,
}


def small_call(*turns: tuple[str, str, str]) -> Call:
    """Return a call of ``turns``; each analyst's turns with the answers behind them are an exchange."""
    text, built, exchanges = "", [], []
    section = Section.PREPARED_REMARKS
    for number, (speaker, role, words) in enumerate(turns):
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(words))
        text += words
        if role == "analyst":
            section = Section.QUESTIONS_AND_ANSWERS
            exchanges.append([speaker, [number], []])
        elif role == "executive" and exchanges:
            exchanges[-1][2].append(number)
        built.append(
            Turn(
                number,
                speaker,
                ROLES[role],
                RoleSource.LABEL,
                section,
                span,
                words,
                f"line {number}",
                None,
                "Acme Bank",
            )
        )
    return Call(
        "Microsoft",
        "MSFT",
        FiscalPeriod.parse("FY2025Q2"),
        None,
        None,
        Edition.EDITED,
        text,
        tuple(built),
        tuple(Exchange(name, "Acme Bank", tuple(asked), tuple(said)) for name, asked, said in exchanges if said),
    )


def comments(*turns: tuple[str, str, str]) -> tuple[Call, list[Comment]]:
    """Return a small call and the comments found in it."""
    call = small_call(*turns)
    sentences = call_sentences(call)
    figures, relations = find_figures(sentences, SETTING), find_relations(sentences, SETTING)
    return call, find_comments(call, sentences, figures, relations, [], SETTING)
