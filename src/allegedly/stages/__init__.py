"""The stages of an analysis; they do not import each other."""
