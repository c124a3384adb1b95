"""Waits for what is to come, and never for time to pass."""

import time


class TooLate(TimeoutError):
    """Something did not come in time."""


def until(what, seconds, look):
    """What `look` found in the end. It is asked again and again until it finds something."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise TooLate(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.2)
    return found


def quietly(look):
    """Finds nothing where nobody answers."""

    def looked():
        try:
            return look()
        except OSError:
            return None

    return looked
