"""Every setting a tranche can have, one module per theme; ``subsidie/tranches/schema.py`` is the registry.

A new setting is one line in the module of its theme, and one in ``subsidie/tranches/regels.py`` to read it.
"""
