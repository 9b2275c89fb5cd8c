"""A briefing in each of its forms."""
