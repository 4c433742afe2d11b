"""Text to findings: anchors, scanning, windows, zones, guards, profile."""
