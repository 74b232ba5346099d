"""What can go wrong around the library: its errors (see `index.errors`) and those of the bot.

UserError             the text is shown as it stands
├── ConfigError       config.yaml or the environment
└── ModelError        the language model cannot be found, loaded or reached, or has died
"""

from index.errors import UserError

__all__ = ["ConfigError", "ModelError", "UserError"]


class ConfigError(UserError):
    """A setting is wrong; the text names the key and the fix."""


class ModelError(UserError):
    """The language model cannot word an answer; the text names the fix."""
