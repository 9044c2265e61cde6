"""compare: figures -> facts, verdicts with rule and reason, origins. Pure over values."""
