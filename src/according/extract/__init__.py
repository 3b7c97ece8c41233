"""From a Report to its Claims."""
