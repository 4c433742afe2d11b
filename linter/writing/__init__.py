"""From settled documents to files: whole, recorded, and able to go back."""
