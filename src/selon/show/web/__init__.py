"""The local web page: `app.py` puts it together, `guard.py` keeps strangers out, each page and the JSON API have a file of their own."""
