"""Tone of every sentence: good, no or bad news about the company, and whether it speaks of the future."""

from callsheet.extract.tone.scoring import ScoredTone, score_tone, tone_in_passage, tones

__all__ = ["ScoredTone", "score_tone", "tone_in_passage", "tones"]
