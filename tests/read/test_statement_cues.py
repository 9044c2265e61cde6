"""Every cue of the lexicon is tried in a sentence of each of its frames: `tests/cases/fr/cue_frames.toml` has the sentences.

A test fails where the cue or its frame is not read, where the content, the source or the stance is another, or where more is found.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from marked import Case, differences, unmark
from selon.languages import load_pack
from selon.languages.fr.verbs import verb_forms
from selon.model import Article, Reading
from selon.read.cue_lexicon import Entry, Lexicon, lexicon
from selon.read.parse import Parser
from selon.read.sentences import split_sentences
from selon.read.statements import read_statements
from selon.read.words import clause_words

PACK = load_pack("fr")
PARSER = Parser(PACK)
SENTENCES = tomllib.loads((Path(__file__).parents[1] / "cases" / "fr" / "cue_frames.toml").read_text(encoding="utf-8"))
# How a preposition that ends so goes on: the cue's last letters that belong to the source's article, and the source.
GOES_ON = {"du": ("du ", "maire"), "des": ("des ", "syndicats"), "d'": ("d'", "un témoin"), "de": ("de ", "la mairie")}
LEAST = 300


def entries() -> list[Entry]:
    """Every entry once, in the order of its words."""
    every = {(one.verb, one.tail, one.reflexive): one for found in lexicon(PACK).forms.values() for one, _ in found}
    return [one for _, one in sorted(every.items())]


def present(infinitive: str) -> str:
    """The third person singular of the present, which the table of forms lists first."""
    return next(form for form, kind in verb_forms(infinitive) if kind == "present")


def words(entry: Entry) -> str:
    """The cue in the present: `se félicite`, `fait savoir`, `s'en tire par une pirouette`."""
    verb = present(entry.verb)
    before = ("s'" if verb[0] in "aeéêioôuhy" else "se ") if entry.reflexive else ""
    return before + " ".join([verb, *entry.tail]).replace("' ", "'")


@pytest.fixture(scope="module", autouse=True)
def parsed() -> None:
    """All sentences go through the parser in one batch, which is faster than one by one; each is parsed alone all the same."""
    PARSER.prepare(unmark(str(param.values[0]))[0] for param in [*verb_sentences(), *noun_sentences(), *preposition_sentences(), *phase_sentences()])


def faults(marked: str) -> list[str]:
    """What is read wrong in a marked sentence."""
    text, marks = unmark(marked)
    article = Article(id="cue", text=text, language="fr")
    statements = read_statements(article, split_sentences(article, PACK), PACK, PARSER)
    return differences(Case("cue", text, marks), Reading(version="", article=article, statements=tuple(statements)), "statements")


def verb_sentences() -> list[ParameterSet]:
    params = []
    for entry in entries():
        for frame, stance in entry.frames.items():
            for sentence in SENTENCES["frames"][frame]:
                filled = sentence.replace("CUE", words(entry)).replace("STANCE", stance)
                params.append(pytest.param(filled, id=f"{frame}: {words(entry)}"))
    return params


def noun_sentences() -> list[ParameterSet]:
    table = SENTENCES["nouns"]
    params = []
    for noun, stance in lexicon(PACK).nouns.items():
        kind = "plural" if noun.endswith("s") else "masculine_sentences" if noun in table["masculine"] else "singular"
        params += [pytest.param(sentence.replace("NOUN", noun).replace("STANCE", stance), id=noun) for sentence in table[kind]]
    return params


def preposition_sentences() -> list[ParameterSet]:
    params = []
    table = clause_words(PACK)
    for phrase in (*table.according, *table.pronounced_for):
        before, source = re.sub(r"(du|des|d'|de)$", "", phrase), "le maire"
        if phrase.startswith("de source"):
            before, source = "de ", phrase.removeprefix("de ") + (" policières" if phrase.endswith("s") else " policière")
        elif before != phrase and phrase != "de":
            link, source = GOES_ON[phrase[len(before) :]]
            before = before.rstrip() + "} " + link + "{source|"
        kind = "before_only" if phrase in table.pronounced_for else "sentences"
        for sentence in SENTENCES["prepositions"][kind]:
            params.append(pytest.param(_with_cue(sentence, before, source), id=phrase))
    return params


def _with_cue(sentence: str, before: str, source: str) -> str:
    """`before` closes the cue itself where an article stands between cue and source."""
    cue = before.removesuffix("{source|") if before.endswith("{source|") else before.rstrip() + "} "
    opening = sentence.startswith("{cue")
    cue = cue[:1].upper() + cue[1:] if opening else cue
    return sentence.replace("CUE}{source|SOURCE", cue + "{source|" + source)


def phase_sentences() -> list[ParameterSet]:
    params = []
    for verb, links in phases().items():
        only, never = links.removeprefix("ne ").split() or [""], "ne " * links.startswith("ne ")
        for link in only:
            said = "affirmer" if link.endswith("'") else "rappeler"
            phase = f"{present_of(verb)} {link} {said}".replace("' ", "'").replace("  ", " ")
            sentence = SENTENCES["phases"]["sentences"][0].replace("{cue|PHASE", never + "{cue|" + phase)
            params.append(pytest.param(sentence, id=phase))
    return params


def phases() -> dict[str, str]:
    """The phase verbs of the pack with their links, as the data file has them."""
    path = Path(clause_words.__code__.co_filename).parents[1] / "languages" / "fr" / "cues.toml"
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["phases"]
    return found


def present_of(key: str) -> str:
    """`se contente` of `se contenter`."""
    before = next((pronoun for pronoun in ("se ", "s'") if key.startswith(pronoun)), "")
    return before + present(key.removeprefix(before))


@pytest.mark.parametrize("sentence", verb_sentences())
def test_every_verb_in_each_of_its_frames(sentence: str) -> None:
    assert faults(sentence) == []


@pytest.mark.parametrize("sentence", noun_sentences())
def test_every_noun(sentence: str) -> None:
    assert faults(sentence) == []


@pytest.mark.parametrize("sentence", preposition_sentences())
def test_every_preposition(sentence: str) -> None:
    assert faults(sentence) == []


@pytest.mark.parametrize("sentence", phase_sentences())
def test_every_verb_of_phase(sentence: str) -> None:
    assert faults(sentence) == []


def test_the_lexicon_is_large_and_every_frame_is_tried() -> None:
    cues: Lexicon = lexicon(PACK)
    assert len(entries()) + len(cues.nouns) + len(clause_words(PACK).according) >= LEAST
    assert {frame for entry in entries() for frame in entry.frames} == set(SENTENCES["frames"])
