"""review: what people decide about readings, as pure functions over values: which items there are, where a decision holds, what it changes."""
