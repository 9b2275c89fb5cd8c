"""English: cue verbs, hedges, source nouns, abbreviations, titles: data only."""
