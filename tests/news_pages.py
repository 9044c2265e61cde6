"""Invented pages on six kinds of news, with their layers marked inside (see `given_pages`)."""

from __future__ import annotations

from given_pages import page

STRIKE = [
    page(
        "police",
        "2023-05-01",
        "Défilé du 1er-Mai à {place|Nantes} : la police compte large\n\n"
        "{source|La préfecture} {cue|a recensé} {content|{quantity low=8000 high=8000 of=other|8 000 manifestants} dans les "
        "rues de {place|Nantes}}.",
    ),
    page(
        "union",
        "2023-05-01",
        "{place|Nantes} : la CGT salue une forte mobilisation\n\n"
        "{content|{quantity low=25000 high=25000 of=other|25 000 personnes} ont défilé lundi}, {cue|selon} {source|la CGT}.",
    ),
    page(
        "elsewhere",
        "2023-05-01",
        "À {place|Lille}, le cortège du 1er-Mai\n\n{source|La préfecture} {cue|évoque} {content|{quantity low=3000 high=3000 "
        "of=other|3 000 manifestants}}.",
    ),
]

FLOOD = [
    page(
        "flood-1",
        "2021-07-15",
        "Crues en {place|Belgique} et en {place|Allemagne} : au moins {quantity low=60 of=killed modality=at_least|60 morts}\n\n"
        "En {place|Allemagne}, on compte {quantity low=49 high=49 of=killed|49 morts} et {quantity low=200 high=200 "
        "of=wounded|200 blessés}. "
        "En {place|Belgique}, {source|le centre de crise} {cue|annonce} {content|{quantity low=11 high=11 of=killed|11 morts}}.",
    ),
    page(
        "flood-2",
        "2021-07-16",
        "Inondations : plus de {quantity low=100 of=killed modality=at_least|cent morts} en {place|Allemagne} et en {place|Belgique}\n\n"
        "Côté allemand, le bilan passe à {quantity low=93 high=93 of=killed|93 morts}. "
        "{quantity low=20 high=20 of=killed|Vingt personnes} sont mortes en {place|Belgique}.",
    ),
]

EPIDEMIC = [
    page(
        "ebola-1",
        "2019-08-02",
        "{place|Goma} : un nouveau cas d’Ebola\n\n{source|Le ministère de la Santé} {cue|fait état de} "
        "{content|{quantity low=2700 high=2700 unit=cas|2 700 cas} confirmés et {quantity low=1800 high=1800 of=killed|1 800 décès}}.",
    ),
    page(
        "ebola-2",
        "2019-08-03",
        "Ebola : l’OMS s’inquiète pour {place|Goma}\n\n{cue|Selon} {source|l’OMS}, {content|{quantity low=2713 high=2713 "
        "unit=cas|2 713 cas} "
        "ont été recensés et {quantity low=1823 high=1823 of=killed|1 823 personnes} sont mortes}.",
    ),
]

ROBBERY = [
    page(
        "jewels-1",
        "2013-07-28",
        "Braquage au Carlton de {place|Cannes}\n\nLe butin serait de {quantity low=40000000 high=40000000 unit=EUR|40 millions d’euros}, "
        "{cue|selon} {source|la police}.",
    ),
    page(
        "jewels-2",
        "2013-07-29",
        "{place|Cannes} : un butin record pour le braqueur du Carlton\n\nL’homme a emporté des bijoux d’un montant de "
        "{quantity low=103000000 high=103000000 unit=EUR|103 millions d’euros}.",
    ),
]

CRASH = [
    page(
        "bus-1",
        "2015-10-23",
        "Collision près de {place|Puisseguin} : {quantity low=43 high=43 of=killed|43 morts}\n\nUn car et un camion se sont "
        "percutés en {place|France}. "
        "Le camion transportait {quantity low=2 high=2 of=other|deux personnes}.",
    ),
    page(
        "bus-2",
        "2015-10-23",
        "Drame de la route à {place|Puisseguin}\n\n{source|Les pompiers} {cue|dénombrent} {content|{quantity low=42 high=42 "
        "of=killed|42 morts}, "
        "dont {quantity low=1 high=1 of=killed|un enfant}, et {quantity low=8 high=8 of=wounded|huit blessés}}.",
    ),
]

JOBS = [
    page(
        "plant",
        "2014-03-04",
        "Mory Ducros : {quantity low=2800 high=2800 unit=emploi|2 800 emplois} supprimés\n\nLa direction de Mory Ducros a "
        "confirmé la suppression de "
        "{quantity low=2800 high=2800 unit=poste|2 800 postes}. Chez un concurrent, Gefco, {quantity low=450 high=450 "
        "unit=poste|450 postes} sont supprimés.",
    ),
]

ALL = [*STRIKE, *FLOOD, *EPIDEMIC, *ROBBERY, *CRASH, *JOBS]
