"""Summaries: a brief out of articles (`summarize`), worded (`reword`), borne out (`corroborate`), kept."""
