"""Uses every hook of the sample plug-in and prints what came of it; run by test_plugins.py with the plug-in on the path."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import selon
from selon.batch.collecting import collect
from selon.batch.local import reading_versions
from selon.languages import known_languages
from selon.model import Page

folder = Path(sys.argv[1])
found = [page for page in collect([folder / "press.clip"]) if isinstance(page, Page)]
reading = selon.read("Zénobe Gramme a déclaré que le séisme a fait XIV morts à Liège.", published="2023-05-02", language="fr")
told = {
    "pages": [[page.source.rsplit("#")[-1], page.content.decode()] for page in found],
    "quantities": [[q.id, q.span.of(reading.article.text), q.low, q.rule] for q in reading.quantities],
    "figures": len(reading.figures),
    "sides": [said.side for said in reading.statements],
    "languages": known_languages(),
    "versions": sorted(reading_versions()),
}
if "wa" in known_languages():
    told["walloon"] = selon.read("Le maire a déclaré que 12 personnes étaient blessées.", language="wa").version
    with selon.Ledger(folder / "plugins.db") as ledger:
        told["added"] = ledger.add(folder / "press.clip").added
        ledger.export("headlines", folder / "headlines.txt")
print(json.dumps(told))
