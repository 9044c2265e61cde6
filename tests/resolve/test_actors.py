"""The actor files: the built-in one, the user's own, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.errors import SettingsError
from selon.resolve.actors import ActorFile, Actors, _Body, _Person, actors_of, known_actors, own_actors_digest


@pytest.mark.parametrize("name", ["Zelenskyy", "Зеленський", "Volodymyr Zelenskiy", "ZELENSKY"])
def test_one_person_in_many_spellings(name: str) -> None:
    actor = actors_of("fr", "").find(name)
    assert actor is not None
    assert (actor.name, actor.side, actor.kind) == ("Volodymyr Zelensky", "UA", "person")


def test_a_last_name_alone_needs_an_entry() -> None:
    assert actors_of("fr", "").find("Austin") is None


def test_outlets_and_platforms_are_told_apart() -> None:
    actors = actors_of("fr", "")
    kinds = [actor.kind for name in ("AFP", "Telegram", "ONU") if (actor := actors.find(name))]
    assert kinds == ["outlet", "platform", "body"]


def test_the_users_file_is_read_after_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.toml"
    own.write_text('body = [{ name = "Milice du Nord", aliases = ["MN"], side = "XX-north" }]', encoding="utf-8")
    monkeypatch.setenv("SELON_ACTORS", str(own))
    actor = known_actors("fr").find("MN")
    assert actor is not None
    assert actor.side == "XX-north"
    assert known_actors("fr").find("ONU") is not None


@pytest.mark.parametrize(
    "content", ["person = 3", "person = [{ nam = 'X' }]", "[[[", "person = [{name='A', aliases=['C']}, {name='B', aliases=['C']}]"]
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path: Path, content: str) -> None:
    own = tmp_path / "wrong.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"wrong\.toml"):
        actors_of("fr", str(own))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        actors_of("fr", str(tmp_path / "none.toml"))


def test_one_name_for_two_is_an_error() -> None:
    rows = ActorFile(person=(_Person("Anna Berg", ("Berg",)),), body=(_Body("Berg AG", ("Berg",)),))
    with pytest.raises(ValueError, match="Berg"):
        Actors().add(rows)


def test_another_actor_file_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_actors_digest() == ""
    own = tmp_path / "own.toml"
    monkeypatch.setenv("SELON_ACTORS", str(own))
    with pytest.raises(SettingsError):
        own_actors_digest()
    digests = set()
    for name in ("Milice du Nord", "Milice du Sud"):
        own.write_text(f'body = [{{ name = "{name}" }}]', encoding="utf-8")
        digests.add(own_actors_digest())
    assert len(digests) == 2
