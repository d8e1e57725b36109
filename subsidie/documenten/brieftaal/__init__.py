"""The language in which a lawyer writes the text of a letter: read (ontleed), checked (keur), laid out (zet)."""
