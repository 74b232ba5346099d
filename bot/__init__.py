"""The bot: answers from the library, and shows them in the terminal and in chats."""
