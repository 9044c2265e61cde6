"""Lines that no person wrote for readers, in any language: mark-up that was not rendered, file names, addresses, code, tags."""

from __future__ import annotations

import re

_MAX_CHARS = 3000
_WHOLE_LINE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)\s*)+",  # Markdown images
        r"/{1,2}(?:html|body|div|meta|head)\b[/\[][^\s]*(?:\s[^\s]*){0,3}",  # an XPath that the collector left behind
        r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|fr|be|ch|ca|eu|ru|ua)",
        r"[\w%'’,()+ /-]{1,150}\.(?:jpe?g|png|gif|webp|svg|mp4|pdf|avif)\)?",
        r"\[/?[a-z_]+(?: [a-z_-]+=[^\]]*)?\]",  # shortcodes
        r"(?:\{\{[^}]{0,200}\}\}\s*)+",
        r"(?:<[^<>]{1,500}>\s*)+",
        r"<image>[^<>]{0,2000}</image>",
        r"#\w+(?:[\s,]+#\w+)*",
        r"#\w[\w '’-]{0,30}(?:[\s,]+#\w[\w '’-]{0,30})+",  # #Faits divers #Accident
        r"[a-z]+(?:[-_][a-z0-9]+)*[-_][0-9]+",  # ttn-fr-3
        r"@\s[\w .-]{2,30}",  # @ france tv
        r"[A-Z]{3} (?:-|\d+(?:\.\d+)?)",  # AED 3.672498, in a list of exchange rates
        r"\[[^\[\].!?]{3,60}\]",  # [Carte interactive]
    )
)
_SIGNS = re.compile(r"[-–—•·●▪■□◦*|/_=~<>→←↑↓↧▶►\s]{1,40}|\.{2,9}|…")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_MAX_REACTIONS_CHARS = 80
_CODE = re.compile(r"(?:function\s?\(|\bvar \w+ ?=|window\.\w+|document\.\w+\(|googletag|\w\.push\(|@media\b|\{[^}]*:[^}]*;[^}]*\})")


def is_machine_text(line: str) -> bool:
    """Whether the line, without white space at its ends, is nothing but what a machine put there.

    `ttn-fr-3`, `@ france tv`, `![](image.jpg)`, `[Carte interactive]`, a bullet alone and an address are; a sentence that holds one is not.
    """
    if len(line) > _MAX_CHARS:
        return False
    if _SIGNS.fullmatch(line):
        return True
    if any(pattern.fullmatch(line) for pattern in _WHOLE_LINE):
        return line.startswith("![") or any(char.isalpha() for char in line)
    if len(line) <= _MAX_REACTIONS_CHARS and _EMOJI.search(line) and not any(char.isalpha() for char in line):
        return True  # what a post got: `👍 312 ❤️ 45`
    return ("{" in line or ";" in line) and bool(_CODE.search(line))
