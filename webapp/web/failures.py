"""Which refusals may any page raise? Each with the words for its reader; `webapp.site.errors` gives it a status."""


class BadArgument(ValueError):
    """An argument that is not taken; the message says which, and what it takes."""


class NotSignedIn(PermissionError):
    """Something that only people with an account may do was asked for without one."""


class NotAllowed(PermissionError):
    """Who asked may do less than this needs."""
