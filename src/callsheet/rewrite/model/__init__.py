"""Lines by a language model, optional and off by default: it proposes, the number lock decides (``rewriting``).

Nothing is imported here: which model is chosen is asked without the lock's patterns.
"""
