"""How firmly it is said: modality, denial, negation, and claims that contradict each other."""
