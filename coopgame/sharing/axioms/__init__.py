"""What rules promise: axioms stated once, the promises, and the examples that break the others."""
