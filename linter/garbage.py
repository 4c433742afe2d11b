"""When Python looks for garbage: rarely, for what is read and found is no cycle."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Turn the collector on for what comes now; what is loaded lives on anyway."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 50, 50)
