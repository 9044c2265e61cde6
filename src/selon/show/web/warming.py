"""What the first who look would else wait for: done beside the requests as soon as the page is served."""

from __future__ import annotations

import gc

from selon.languages.gazetteer import load_gazetteer
from selon.show.drawing import environment


def warm() -> None:
    """Compile the templates and load the index of places; then have the garbage collector leave alone what stays for good.

    Else it walks all of that again and again, and one answer in fifty waits a tenth of a second for it.
    """
    templates = environment()
    for name in templates.list_templates():
        if name.endswith(".j2"):
            templates.get_template(name)
    load_gazetteer()
    gc.collect()
    gc.freeze()
