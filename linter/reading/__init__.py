"""From paths and bytes to documents, one module per format."""
