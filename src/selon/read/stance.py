"""The stance that a source takes to what it says, and whether the page puts it in the conditional of hearsay."""

from __future__ import annotations

from selon.model import Span, Stance
from selon.read.cues import Cue
from selon.read.passages import Passage


def stance_of(cue: Cue, frame: str, passage: Passage) -> Stance | None:
    """The cue's stance in this frame; None where a negation leaves nothing said (`n'a pas précisé si …`).

    A negated verb of opinion or assertion denies (`ne croit pas que`); a negated denial asserts nothing either (`n'exclut pas que` doubts).
    """
    stance = cue.stance(frame)
    if not cue.negated:
        return stance
    if frame in ("que", "inf") and cue.takes("direct"):
        return {"asserts": "denies", "denies": "doubts", "doubts": "asserts"}.get(stance)  # type: ignore[return-value]
    return None


def is_hedged(passage: Passage, content: tuple[Span, ...], past: bool) -> bool:
    """The content's first finite verb stands in the conditional of hearsay (`auraient été tués`, `serait`), outside quotation marks.

    After a cue in the past the simple conditional is only the future seen from there (`a dit que le pont fermerait`).
    """
    endings = passage.words.conditional_endings
    for span in content:
        for number in range(passage.token_from(span.start), passage.token_from(span.end)):
            if passage.quote_at(passage.starts[number]) is not None:
                continue
            low = passage.lows[number]
            if low.endswith(endings) and len(low) > 4:
                return not past or low in passage.words.have or passage.low[number + 1] in passage.words.been
            if low in passage.words.finite:
                return False
    return False
