"""Applications: their versions, woonruimten and own steps."""
