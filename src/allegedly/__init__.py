"""Briefs that keep reported facts apart from anonymous-source allegations."""
