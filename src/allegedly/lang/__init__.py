"""Language data: words and phrases, no code."""
