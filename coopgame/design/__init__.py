"""The design of cooperation: which shares, and which least payments, make a profile an equilibrium."""
