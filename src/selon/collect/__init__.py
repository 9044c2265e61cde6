"""collect: files and archives -> Page. The only stage that reads from outside."""
