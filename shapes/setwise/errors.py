"""What tells that shapes or data must go the general way."""


class NotSetwiseError(Exception):
    """The shapes use what is not evaluated set-wise, or the data what a store does not keep as it is; the message says what."""
