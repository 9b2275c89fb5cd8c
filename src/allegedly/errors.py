"""The errors that allegedly raises: each message says what was wrong and what to do."""


class AllegedlyError(Exception):
    """The root of every error that allegedly raises on purpose.

    The message is one line, fit to be shown to a user as it is.
    """


class InputError(AllegedlyError):
    """The input cannot be used: missing, unreadable, empty, too short, too large or not English."""


class OptionError(AllegedlyError):
    """An option has a value that cannot work, alone or with another."""


class TemplateError(AllegedlyError):
    """A user's template is missing, cannot be parsed, or names a field that a briefing does not have."""


class OutputError(AllegedlyError):
    """The output could not be written; nothing was left half-written."""


class VerificationError(AllegedlyError):
    """A finished brief breaks one of the product's promises: an internal error, never a shipped brief."""
