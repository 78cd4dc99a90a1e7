"""Hypothesis profiles: `ci` (the default, the same examples every time) and `deep` for runs by hand.

    python -m pytest --hypothesis-profile=deep tests/test_invariants.py
"""

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_EVERY = settings(deadline=None, suppress_health_check=_SLOW)
settings.register_profile("ci", _EVERY, derandomize=True, max_examples=150)
settings.register_profile("deep", _EVERY, max_examples=5000, print_blob=True)
settings.load_profile("ci")
