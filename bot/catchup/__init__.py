"""What somebody missed in a chat: from a log (`chatlog`) to a few quoted points (`missed`, `points`)."""
