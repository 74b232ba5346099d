"""What can go wrong in the library, in words for the person at the keyboard.

    UserError                 the text is shown as it stands: what happened, the value, the fix
    ├── LoadError             one document cannot be read; the others are indexed
    ├── LibraryBusy           another process owns the data folder
    ├── FingerprintMismatch   the index was built with another embedding
    ├── NotFound              no such article, or more than one fits
    └── StoreError            the vector or keyword store on disk is damaged

`bot.errors` adds the errors of configuration and models under the same root.
"""


class UserError(Exception):
    """An error whose text tells the user what happened and how to mend it."""


class LoadError(UserError):
    """One document could not be turned into articles."""


class LibraryBusy(UserError):
    """The data folder is owned by another process."""


class FingerprintMismatch(UserError):
    """The stored vectors come from another embedding or chunker."""


class NotFound(UserError):
    """No article answers to the name given, or several do."""


class StoreError(UserError):
    """Chroma or FTS5 could not be opened or read."""
