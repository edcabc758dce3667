"""House-style lines in English and Korean, written by frames under the number lock (``lines.write_lines``).

Nothing is imported here: who only wants the labels of amounts does not wait for the frames' patterns.
"""
