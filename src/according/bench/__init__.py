"""Loaders and scores for public benchmarks."""
