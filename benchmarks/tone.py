"""How fast tone is: sentences a second of one core, beside spaCy's blank pipeline with sentencizer on the same text.

    python benchmarks/tone.py [FILE...]

FILES are transcripts; without any, the shipped samples serve. Both are timed in turn, several times, in processor time,
so that what else the machine does counts little; the best of each is printed. Absolute numbers hold for this machine
only, the ratio holds better.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from callsheet.extract.tone import tones
from callsheet.language.sentences import call_sentences
from callsheet.parse import parse_document
from callsheet.records import Call
from callsheet.sources import folder

ROUNDS = 5
ENOUGH = 4000  # sentences, the calls repeated as often as it takes


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print sentences a second for callsheet and for spaCy, and the ratio."""
    paths = [Path(argument) for argument in sys.argv[1:]] or sorted(Path("transcripts/calls").glob("*.*"))
    found = [parse_document(folder.read_document(path)).call for path in paths]
    calls: list[Call] = [call for call in found if call]
    sentences = [sentence for call in calls for sentence in call_sentences(call)]
    times = -(-ENOUGH // len(sentences))
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**8
    texts = [call.text for call in calls]

    def split() -> int:
        return sum(len(list(doc.sents)) for _ in range(times) for doc in nlp.pipe(texts))

    def tell() -> int:
        return sum(len(list(tones(sentences, calls[0].fiscal_period))) for _ in range(times))

    tell(), split()  # word lists, model and vocabulary are read once
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(tell))
        theirs.append(seconds(split))
    total = times * len(sentences)
    words = sum(len(sentence.text.split()) for sentence in sentences) / len(sentences)
    print(f"{len(sentences)} sentences of {words:.0f} words, {times} times, best of {ROUNDS}")
    print(f"callsheet tone                    {total / min(ours):>8,.0f} sentences/s")
    print(f"spacy.blank('en') + sentencizer   {total / min(theirs):>8,.0f} sentences/s")
    print(f"ratio                             {min(theirs) / min(ours):>8.2f}")


if __name__ == "__main__":
    main()
