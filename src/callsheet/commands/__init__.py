"""Commands of the command line in modules of their own; ``cli`` registers them."""
