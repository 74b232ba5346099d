"""Follow-ups: a question made to stand alone (`stand_alone`), and what its last answer cited (`carry`)."""
