"""Commands that are more than a line of the front door: one module each, registered in ``cli.py``."""
