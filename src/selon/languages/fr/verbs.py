"""The forms of a French verb that can report speech.

Reported speech in news has a third person as its source; first and second persons are a kind of their own, `first`,
since they count only beside their pronoun (`nous demandons que` in a transcript; `rappelons que` is the author's own
voice). A regular verb follows from its infinitive; an irregular one from six stems in a table, compounds through
their ending (`redire` like `dire`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# Present (singular, plural), stem of imperfect and present participle, passé simple (singular, plural), stem of future,
# past participle.
_IRREGULAR: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "dire": ("dit", "disent", "dis", "dit", "dirent", "dir", "dit"),
    "maudire": ("maudit", "maudissent", "maudiss", "maudit", "maudirent", "maudir", "maudit"),
    "crire": ("crit", "crivent", "criv", "crivit", "crivirent", "crir", "crit"),
    "mettre": ("met", "mettent", "mett", "mit", "mirent", "mettr", "mis"),
    "connaître": ("connaît", "connaissent", "connaiss", "connut", "connurent", "connaîtr", "connu"),
    "croire": ("croit", "croient", "croy", "crut", "crurent", "croir", "cru"),
    "savoir": ("sait", "savent", "sav", "sut", "surent", "saur", "su"),
    "faire": ("fait", "font", "fais", "fit", "firent", "fer", "fait"),
    "voir": ("voit", "voient", "voy", "vit", "virent", "verr", "vu"),
    "prévoir": ("prévoit", "prévoient", "prévoy", "prévit", "prévirent", "prévoir", "prévu"),
    "tenir": ("tient", "tiennent", "ten", "tint", "tinrent", "tiendr", "tenu"),
    "venir": ("vient", "viennent", "ven", "vint", "vinrent", "viendr", "venu"),
    "craindre": ("craint", "craignent", "craign", "craignit", "craignirent", "craindr", "craint"),
    "plaindre": ("plaint", "plaignent", "plaign", "plaignit", "plaignirent", "plaindr", "plaint"),
    "joindre": ("joint", "joignent", "joign", "joignit", "joignirent", "joindr", "joint"),
    "conclure": ("conclut", "concluent", "conclu", "conclut", "conclurent", "conclur", "conclu"),
    "exclure": ("exclut", "excluent", "exclu", "exclut", "exclurent", "exclur", "exclu"),
    "découvrir": ("découvre", "découvrent", "découvr", "découvrit", "découvrirent", "découvrir", "découvert"),
    "mouvoir": ("meut", "meuvent", "mouv", "mut", "murent", "mouvr", "mu"),
    "duire": ("duit", "duisent", "duis", "duisit", "duisirent", "duir", "duit"),
    "accueillir": ("accueille", "accueillent", "accueill", "accueillit", "accueillirent", "accueiller", "accueilli"),
    "prendre": ("prend", "prennent", "pren", "prit", "prirent", "prendr", "pris"),
    "suivre": ("suit", "suivent", "suiv", "suivit", "suivirent", "suivr", "suivi"),
    "mentir": ("ment", "mentent", "ment", "mentit", "mentirent", "mentir", "menti"),
    "sentir": ("sent", "sentent", "sent", "sentit", "sentirent", "sentir", "senti"),
    "vouloir": ("veut", "veulent", "voul", "voulut", "voulurent", "voudr", "voulu"),
    "pouvoir": ("peut", "peuvent", "pouv", "put", "purent", "pourr", "pu"),
    "lire": ("lit", "lisent", "lis", "lut", "lurent", "lir", "lu"),
    "sourire": ("sourit", "sourient", "souri", "sourit", "sourirent", "sourir", "souri"),
    "rire": ("rit", "rient", "ri", "rit", "rirent", "rir", "ri"),
    "rompre": ("rompt", "rompent", "romp", "rompit", "rompirent", "rompr", "rompu"),
    "requérir": ("requiert", "requièrent", "requér", "requit", "requirent", "requerr", "requis"),
    "être": ("est", "sont", "ét", "fut", "furent", "ser", "été"),
    "aller": ("va", "vont", "all", "alla", "allèrent", "ir", "allé"),
    "avoir": ("a", "ont", "av", "eut", "eurent", "aur", "eu"),
    "concevoir": ("conçoit", "conçoivent", "concev", "conçut", "conçurent", "concevr", "conçu"),
    "convaincre": ("convainc", "convainquent", "convainqu", "convainquit", "convainquirent", "convaincr", "convaincu"),
    "rendre": ("rend", "rendent", "rend", "rendit", "rendirent", "rendr", "rendu"),
}
_PARTICIPLES = {"être": "étant", "avoir": "ayant", "savoir": "sachant"}
# -eler and -eter verbs that double the consonant where others take an accent (`appelle`, `rejette`).
_DOUBLING = ("appeler", "rappeler", "jeter", "rejeter", "épeler", "renouveler", "ficeler")


@cache
def verb_forms(infinitive: str) -> tuple[tuple[str, str], ...]:
    """Each form with its kind: `present`, `past`, `future`, `conditional`, `participle` (past), `gerund` (present participle),
    `infinitive`, `first` (first and second persons, except where the form equals a third person).

    Accents are right; whoever matches careless text folds both sides. Forms that two kinds share stand twice.
    """
    return tuple(dict.fromkeys(_forms(infinitive)))


def _forms(infinitive: str) -> Iterator[tuple[str, str]]:
    yield infinitive, "infinitive"
    singular, plural, imperfect, simple, simples, future, participle = _stems(infinitive)
    yield singular, "present"
    yield plural, "present"
    before_a = _soften(imperfect)
    for ending in ("ait", "aient"):
        yield before_a + ending, "past"
        yield future + ending, "conditional"
    yield simple, "past"
    yield simples, "past"
    yield future + "a", "future"
    yield future + "ont", "future"
    yield _PARTICIPLES.get(infinitive, before_a + "ant"), "gerund"
    masculine_plural = participle if participle.endswith("s") else participle + "s"
    yield from ((form, "first") for form in _first_and_second(infinitive, singular, imperfect, future))
    for form in (participle, participle + "e", masculine_plural, participle + "es"):
        yield form, "participle"


def _first_and_second(infinitive: str, singular: str, imperfect: str, future: str) -> Iterator[str]:
    """Forms with je, nous, vous. Where they equal a third person (`pense`) that stands for both."""
    if not infinitive.endswith("er"):
        yield {"a": "ai", "est": "suis", "veut": "veux"}.get(
            singular, singular[:-1] + "s" if singular[-1] in "td" and not singular.endswith(("nd", "et")) else singular + "s"
        )
    yield _soften(imperfect) + "ons" if imperfect[-1] in "cg" else imperfect + "ons"
    yield {"dire": "dites", "redire": "redites", "faire": "faites"}.get(infinitive, imperfect + "ez")
    for stem, endings in (
        (_soften(imperfect), ("ais",)),
        (imperfect, ("ions", "iez")),
        (future, ("ai", "ons", "ez", "ais", "ions", "iez")),
    ):
        yield from (stem + ending for ending in endings)


def _stems(infinitive: str) -> tuple[str, str, str, str, str, str, str]:
    for ending in sorted(_IRREGULAR, key=len, reverse=True):
        if infinitive.endswith(ending) and (infinitive == ending or ending not in {"être", "avoir", "rire", "lire"}):
            head = infinitive[: -len(ending)]
            singular, plural, imperfect, simple, simples, future, participle = (head + stem for stem in _IRREGULAR[ending])
            return singular, plural, imperfect, simple, simples, future, participle
    if infinitive.endswith("er"):
        return _first_group(infinitive)
    stem = infinitive[:-2]
    if infinitive.endswith("ir"):
        return stem + "it", stem + "issent", stem + "iss", stem + "it", stem + "irent", infinitive, stem + "i"
    return stem, stem + "ent", stem, stem + "it", stem + "irent", infinitive[:-1], stem + "u"


def _first_group(infinitive: str) -> tuple[str, str, str, str, str, str, str]:
    stem = infinitive[:-2]
    stressed = _stressed(infinitive, stem)
    vowel = _mute_vowel(stem)
    accented = vowel is not None and stem[vowel] == "e"
    future = stressed + "er" if accented or infinitive.endswith((*_DOUBLING, "oyer", "uyer")) else infinitive
    past = _soften(stem)
    return stressed + "e", stressed + "ent", stem, past + "a", stem + "èrent", future, stem + "é"


def _stressed(infinitive: str, stem: str) -> str:
    """The stem before a mute ending: `appell-`, `suggèr-`, `appui-`."""
    if infinitive.endswith(_DOUBLING):
        return stem + stem[-1]
    if infinitive.endswith(("oyer", "uyer")):
        return stem[:-1] + "i"
    vowel = _mute_vowel(stem)
    return stem if vowel is None else stem[:vowel] + "è" + stem[vowel + 1 :]


_LIGHT = re.compile(r"[eé](?:[bcdfghjklmnpqrstvwxz]|ch|gn|gu|qu|[bcdfgptv][rl])$")


def _mute_vowel(stem: str) -> int | None:
    """Where the e or é stands that takes a grave accent before a mute ending; a doubled consonant (`confess-`) has none."""
    found = _LIGHT.search(stem)
    return found.start() if found else None


def _soften(stem: str) -> str:
    """`annonc-` -> `annonç-`, `jug-` -> `juge-` before a."""
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem
