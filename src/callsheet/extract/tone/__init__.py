"""Tone of every sentence, and the stance on capital spending of what is said about a topic."""

from callsheet.extract.tone.scoring import ScoredTone, score_tone, tone_in_passage, tones
from callsheet.extract.tone.stance import stances

__all__ = ["ScoredTone", "score_tone", "stances", "tone_in_passage", "tones"]
