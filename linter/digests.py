"""Short digests of bytes, for names and for finding damage."""

from __future__ import annotations

try:
    # hashlib would load OpenSSL for it, at every start.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest(data: bytes, size: int = 16) -> bytes:
    """Return the BLAKE2b digest of ``data`` in ``size`` bytes.

    >>> digest(b"text", 4).hex()
    '9dd1f00b'
    """
    return blake2b(data, digest_size=size).digest()
