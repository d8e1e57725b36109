"""The municipalities: who they are, since when, until when, and who came after them."""
