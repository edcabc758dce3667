"""Where documents come from: a folder, and online adapters behind one protocol."""
