"""The rules of Earshot. Pure Python: the standard library and itself; no AWS, environment, clock, randomness or logging."""
