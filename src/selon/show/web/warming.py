"""What the first who look would else wait for: done beside the requests as soon as the page is served."""

from __future__ import annotations

from selon.garbage import spare_what_stays
from selon.languages.gazetteer import load_gazetteer
from selon.show.drawing import environment


def warm() -> None:
    """Compile the templates and load the index of places; then have the garbage collector leave alone what stays for good: else one answer in
    fifty waits a tenth of a second for it."""
    templates = environment()
    for name in templates.list_templates():
        if name.endswith(".j2"):
            templates.get_template(name)
    load_gazetteer()
    spare_what_stays()
