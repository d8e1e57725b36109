"""Tests in a real browser. A package, so that its browser and server stop when the last of its tests is done:
the loop that drives the browser would otherwise be in the way of other tests of the same process.
"""
