"""According to whom: cues, sources, contents, and the chain over a finding."""
