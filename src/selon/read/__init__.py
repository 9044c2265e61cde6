"""read: statements, quantities, dates, places, media items and namings of one article, one file each."""
