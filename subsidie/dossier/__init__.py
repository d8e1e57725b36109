"""What is composed of everything: pages that show a tranche as a whole."""
