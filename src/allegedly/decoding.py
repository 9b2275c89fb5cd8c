"""Bytes to text, and text to a legible shadow of the same length that layout and sentence rules can read."""

from __future__ import annotations

import re
import unicodedata

from allegedly.config import MAX_INPUT_BYTES
from allegedly.errors import InputError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

# What people who write English still paste from; detection among all of Python's codecs finds Icelandic in
# anything.
_PLAUSIBLE = ["cp1252", "cp1250", "cp1251", "mac_roman", "gb18030", "big5", "shift_jis", "euc_kr"]

# A stray byte in an otherwise sound UTF-8 file is damage, not another encoding: one in a thousand, or three.
_DAMAGE_SHARE = 0.001
_DAMAGE_COUNT = 3

# Above this share of control characters no newspaper text was ever typed.
_CONTROL_SHARE = 0.05
_CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_SURROGATE_RE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of `data` without its byte-order mark, and a warning when the encoding had to be guessed.

    UTF-8 and UTF-16 are recognised by themselves, cp1252 and its like by detection. Raises `InputError` when
    there is nothing, too much, or no text in it.
    """
    require_size(len(data))
    if not data:
        raise InputError("the input is empty: give the text of one news article")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"the input is {name}, not plain text: save or copy the article as text first")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _by_mark(data, bom, encoding)
    if wide := _utf16_without_mark(data):
        return _by_mark(data, b"", wide)
    if b"\0" in data:
        raise InputError("the input is binary, not text: save or copy the article as text first")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _detected(data)


def require_size(size: int) -> None:
    """Nothing, when an input of `size` bytes is worth reading. Raises `InputError` when it is too large."""
    if size > MAX_INPUT_BYTES:
        raise InputError(
            f"the input is larger than {MAX_INPUT_BYTES // 1_000_000} MB: give one article at a "
            f"time, as plain text"
        )


def require_text(text: str) -> None:
    """Nothing, when `text` has something to read. Raises `InputError` for blank, binary or broken text."""
    require_size(len(text))
    if not text:
        raise InputError("the input is empty: give the text of one news article")
    if _SURROGATE_RE.search(text):
        raise InputError(
            "the text has half a character in it (a lone surrogate): decode it again as UTF-16 or UTF-8"
        )
    controls = len(_CONTROL_RE.findall(text))
    if "\0" in text or controls > _CONTROL_SHARE * len(text):
        raise InputError("the input is binary, not text: save or copy the article as text first")
    if not shadow(text).strip():
        raise InputError("the input has nothing but white space: give the text of one news article")


def _by_mark(data: bytes, bom: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        if bom == b"\xef\xbb\xbf" and (damaged := _damaged_utf8(data[len(bom) :])):
            return damaged
        name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be").upper()
        message = f"the input begins as {name} but cannot be decoded: save the article again as UTF-8"
        raise InputError(message) from None


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 text that lost its mark: in English every other byte is zero."""
    head = data[:2000]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    sound = sum(len(run) for run in re.findall("[^\x00-\x7f\ufffd]+", text))
    # With no sound multi-byte character there is no sign that this ever was UTF-8.
    if sound > bad and bad <= max(_DAMAGE_COUNT, _DAMAGE_SHARE * len(text)):
        places = "one place" if bad == 1 else f"{bad} places"
        return text, (f"the text is damaged UTF-8: {places} could not be decoded and are marked \ufffd",)
    return None


def _detected(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_PLAUSIBLE))
    if not matches:
        raise InputError("the input cannot be decoded as text: save the article again as UTF-8")
    # Curly quotes alone decode as well in a dozen code pages; the one that wrote most of them is cp1252.
    western = any("cp1252" in m.could_be_from_charset and m.chaos <= matches[0].chaos + 0.05 for m in matches)
    encoding = "cp1252" if western else matches[0].encoding
    text = data.decode(encoding, errors="replace")
    return text, (f"the text is not UTF-8: read as {encoding}",)


def _repaired() -> dict[int, str]:
    """One legible character for every code point that prints nothing or not what was meant."""
    table = dict.fromkeys(range(32), " ")
    table[0x0A] = table[0x0B] = table[0x0C] = table[0x0D] = "\n"
    table[0x7F] = " "
    for c in range(0x80, 0xA0):  # C1 controls are cp1252 text decoded as Latin-1
        table[c] = bytes((c,)).decode("cp1252", errors="ignore") or " "
    for c in (0xA0, 0xAD, 0x1680, 0x180E, 0x202F, 0x205F, 0x2060, 0x2800, 0x3000, 0x3164, 0xFEFF, 0xFFFC):
        table[c] = " "
    for c in (*range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x2061, 0x2070), *range(0xFFF9, 0xFFFC)):
        table[c] = " "
    table[0x2028] = table[0x2029] = "\n"
    for c in (0x2010, 0x2011):
        table[c] = "-"
    table.update({0x2BC: "’", 0x201B: "‘", 0x201F: "“", 0xFF02: '"', 0xFF07: "'"})
    return table


_LEGIBLE = _repaired()
_ILLEGIBLE_RE = re.compile(f"[{re.escape(''.join(chr(c) for c, to in _LEGIBLE.items() if chr(c) != to))}]")
"""Mostly nothing: to look costs a tenth of what translating does."""


def shadow(text: str) -> str:
    """A copy of `text`, character for character, in which layout is plain: offsets hold in both.

    Every space is a blank, every line end a newline (CR LF becomes a blank and a newline), characters
    that print nothing are blanks, and C1 controls are the cp1252 characters that they were meant to be.
    The ">" that mail sets in front of a line is blank, too.
    """
    clear = text.replace("\r\n", " \n").replace("\xa0", " ")
    if _ILLEGIBLE_RE.search(clear):
        clear = clear.translate(_LEGIBLE)
    return _QUOTING_RE.sub(lambda m: " " * len(m.group()), clear)


_SPOKEN_RE = re.compile(
    r"(?:\s?,\s?opens (?:in )?(?:a )?new (?:tab|window)\b|\s?\(opens (?:in )?(?:a )?new (?:tab|window)\))"
    r"([.,;:?!]?)",
    re.IGNORECASE,
)


def unspoken(text: str) -> str:
    """`text` with blanks for what a page says of its links only to those who hear it; offsets hold in both.

    "Oranto (ORTO.L), opens new tab fell": nobody who looks at the page sees it. The mark behind it closes up.
    """
    return _SPOKEN_RE.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)


_QUOTING_RE = re.compile(r"^ *(?:> ?)+", re.MULTILINE)


_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("CYRILLIC", "Russian or another Cyrillic language"),
    ("ARABIC", "Arabic, Persian or Urdu"),
    ("HIRAGANA", "Japanese"),
    ("KATAKANA", "Japanese"),
    ("HANGUL", "Korean"),
    ("CJK", "Chinese"),
    ("GREEK", "Greek"),
    ("HEBREW", "Hebrew"),
    ("DEVANAGARI", "Hindi"),
    ("BENGALI", "Bengali"),
    ("TAMIL", "Tamil"),
    ("TELUGU", "Telugu"),
    ("THAI", "Thai"),
    ("GEORGIAN", "Georgian"),
    ("ARMENIAN", "Armenian"),
    ("ETHIOPIC", "Amharic"),
)


def foreign_script(text: str) -> str | None:
    """The language, or family, of a text most of whose letters are not Latin; `None` when they are."""
    others = [c for c in text if c >= "\u0250" and c.isalpha()]
    letters = sum(map(str.isalpha, text)) if others else 0
    if len(others) * 2 <= letters:
        return None
    counts: dict[str, int] = {}
    for c in others:
        name = unicodedata.name(c, "UNKNOWN").partition(" ")[0]
        script = next((s for s, _ in _SCRIPTS if name.startswith(s)), "")
        counts[script] = counts.get(script, 0) + 1
    if counts.get("HIRAGANA", 0) + counts.get("KATAKANA", 0) > 0.1 * letters:
        return "Japanese"
    script = max(counts, key=lambda s: (counts[s], s))
    return dict(_SCRIPTS).get(script, "a language in another script")
