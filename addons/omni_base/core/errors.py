"""What can go wrong with a remote, decided once: the class says what happens next.

============== =====================================================================
AuthError      the connection is suspended, its work waits for a person
RejectedError  the remote understood and refused: a person must act on this item
ReadOnlyError  a RejectedError: this log-in writes nothing there, whatever it is; it waits
RetryableError nothing happened, or it may safely happen again: tried again by itself
LimitReached   a RetryableError: not sent, since the remote's limit leaves no room yet
UnknownOutcome sent, but no answer: asked for by our own reference, never repeated
SignatureError a delivery that is not from whom it says: answered with 401
============== =====================================================================
"""


class RemoteError(Exception):
    """``reason`` is one sentence for a person; ``detail`` is for the curious, without secrets."""

    def __init__(self, reason, *, status=None, detail=""):
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.detail = detail


class AuthError(RemoteError):
    pass


class RejectedError(RemoteError):
    pass


class ReadOnlyError(RejectedError):
    """Reading goes on; whatever is to be told waits until a person has given the right."""


class RetryableError(RemoteError):
    """``after``: seconds the remote asked us to wait, or None when it did not say."""

    def __init__(self, reason, *, after=None, status=None, detail=""):
        super().__init__(reason, status=status, detail=detail)
        self.after = after


class LimitReached(RetryableError):
    """Not sent: by our own count there is room for it only ``after`` so many seconds."""


class UnknownOutcome(RemoteError):
    pass


class SignatureError(RemoteError):
    pass


class MappingError(RemoteError):
    """A payload holds a word or a shape that the mapping does not know: never guessed."""
