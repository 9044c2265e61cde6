"""The few functions that French needs beside its data files."""
