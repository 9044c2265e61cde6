"""clean: Page -> Article. Boilerplate is marked, the day and the language are found; the text is never changed."""
