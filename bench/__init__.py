"""Measurements beside a floor, and faults made on purpose: `python -m bench`, `python -m bench.chaos`."""
