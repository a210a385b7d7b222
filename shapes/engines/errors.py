"""What engines raise."""


class EngineError(Exception):
    """An engine cannot work with these shapes, or failed; the message is the engine's own."""
