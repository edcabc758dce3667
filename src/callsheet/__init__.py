"""callsheet: earnings calls and broker reports in, grounded capex figures, commentary and tone out.

The way through is one direction: ``sources`` finds files, ``parse`` reads them, ``language`` splits and measures the
words, ``extract`` finds, ``rewrite`` words the lines, ``store`` keeps, ``derive`` computes, ``exports`` draws.
"""

__version__ = "0.1.0"
