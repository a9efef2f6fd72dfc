"""Agreements of bargainers: with transfers, with bounds, or on a frontier."""
