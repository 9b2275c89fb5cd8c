"""The page: how many there are, what can be read from it, and that it is the same tomorrow."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any, cast

import pytest
from pypdf import PdfReader

from allegedly.article import Span
from allegedly.briefing import Briefing, Item
from allegedly.errors import OptionError, TemplateError
from allegedly.render.pdf import render_pdf
from allegedly.typesetting import COVERED_RE, Page, page_count
from briefings import OUTRUN, REFINERY, WHOLE, everywhere, item, sayings, section

PAPERS: tuple[tuple[Page, tuple[int, int]], ...] = (("a4", (595, 842)), ("letter", (612, 792)))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def letters(text: str) -> str:
    """`text` without white space: where a line of a page ends says nothing."""
    return "".join(text.split())


def told(pdf: bytes) -> str:
    return letters("".join(page.extract_text() for page in read(pdf).pages))


def many(facts: int, allegations: int, words: int = 30) -> Briefing:
    text = (
        "The council put off its vote on the old harbour wall until it had heard from the engineers again. "
    )

    def items(count: int) -> list[Item]:
        return [
            item(" ".join((text * 30).split()[:words]), "The article’s own reporting") for _ in range(count)
        ]

    sections = section("facts", *items(facts)), section("allegations", *items(allegations))
    return replace(REFINERY, sections=sections)


@pytest.mark.parametrize(("page", "size"), PAPERS)
@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_a_page_says_everything_in_order(briefing: Briefing, page: Page, size: tuple[int, int]) -> None:
    assert page_count(briefing, page) == 1
    pdf = render_pdf(briefing, page)
    (only,) = read(pdf).pages
    assert (round(only.mediabox.width), round(only.mediabox.height)) == size
    text, at = told(pdf), 0
    for saying in sayings(briefing):
        at = text.index(letters(saying), at) + len(letters(saying))


def test_the_page_is_tagged_titled_and_in_english() -> None:
    reader = read(render_pdf(OUTRUN))
    root = cast(dict[str, Any], reader.root_object)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == OUTRUN.title
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in metadata
    tags: dict[str, int] = {}
    ahead = [root["/StructTreeRoot"]]
    while ahead:
        node = ahead.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(node, dict):
            continue
        name = str(node.get("/S", ""))
        tags[name] = tags.get(name, 0) + 1
        below = node.get("/K", [])
        below = below.get_object() if hasattr(below, "get_object") else below
        ahead += below if isinstance(below, list) else [below]
    assert tags["/H1"] == 1
    assert tags["/H2"] == 2
    assert tags["/L"] == 2
    assert tags["/LI"] == sum(len(s.items) for s in OUTRUN.sections)


def test_the_page_opens_runs_and_loads_nothing() -> None:
    reader = read(render_pdf(everywhere("http://evil.example/x and file:///etc/passwd")))
    root = cast(dict[str, Any], reader.root_object)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))
    assert all("/Annots" not in page and "/AA" not in page for page in reader.pages)
    fonts = cast(dict[str, Any], reader.pages[0]["/Resources"])["/Font"]
    for font in fonts.values():
        below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below)


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render_pdf(REFINERY) == render_pdf(REFINERY)


@pytest.mark.parametrize("page", ["a4", "letter"])
def test_pages_are_counted_as_they_are_set(page: Page) -> None:
    briefings = [many(n, n) for n in (1, 4, 5, 6, 7, 12)]
    counts = [page_count(briefing, page) for briefing in briefings]
    assert counts[0] == 1
    assert counts[-1] > 1
    assert counts == sorted(counts)
    fitting = [b for b, count in zip(briefings, counts, strict=True) if count == 1]
    assert all(len(read(render_pdf(briefing, page)).pages) == 1 for briefing in fitting)


def test_a_brief_with_nothing_left_to_drop_is_set_smaller() -> None:
    long = many(1, 1, 400)
    briefing = replace(
        long, title="A headline that says it all at length " * 8, sources=f"Sources: {'who, ' * 120}"
    )
    assert page_count(briefing, "a4") == 2
    pdf = render_pdf(briefing, "a4")
    assert len(read(pdf).pages) == 1
    assert letters(briefing.printed().sources) in told(pdf)


@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize(
    "briefing",
    [
        many(0, 1, 400),
        many(1, 0, 400),
        replace(many(4, 4), title=" ".join(["headline"] * 60)),
        replace(many(4, 4), sources="Sources: 40 on the record (" + "Ingrid Aalbersberg, " * 40 + ")."),
    ],
    ids=["400 words alleged", "400 words told", "60 words of headline", "40 sources"],
)
def test_a_hostile_layout_has_one_page(briefing: Briefing, page: Page) -> None:
    assert page_count(briefing, page) == 1
    assert len(read(render_pdf(briefing, page)).pages) == 1


def test_a_long_word_breaks_inside_the_page_and_is_copied_whole() -> None:
    word = "Donaudampfschifffahrt" * 12
    pdf = render_pdf(replace(REFINERY, sections=(section("facts", item(word, word)),)))
    assert word in told(pdf)
    (page,) = read(pdf).pages
    right: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        right.append(tm[4] * cm[0] + cm[4] if text.strip() else 0)

    page.extract_text(visitor_text=visit)
    assert max(right) < page.mediabox.width


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘quotes’ – — … €4m ½ 20° naïve Łódź Škoda İstanbul Győr",
        "Привет, Ελλάδα",
        "日本語 한국어",
        "قال شيئا",
        "😀👩‍👩‍👧",
        "\U000f0000",
        " ",
    ],
)
def test_no_script_stops_the_page(text: str) -> None:
    assert page_count(everywhere(text), "a4") == 1
    assert len(read(render_pdf(everywhere(text))).pages) == 1


def test_accents_quotes_and_dashes_come_back_as_they_went_in() -> None:
    text = "“Curly” ‘quotes’ – — … €4m ½ 20° naïve Łódź Škoda İstanbul Győr Привет Ελλάδα"
    assert letters(text) in told(render_pdf(everywhere(text)))


def test_typst_has_every_character_that_is_taken_for_covered() -> None:
    covered = [chr(n) for n in range(0x20, 0x3000) if COVERED_RE.fullmatch(chr(n)) and chr(n).isprintable()]
    assert len(covered) > 300
    lines = [item(" ".join(covered[n : n + 40]), "x") for n in range(0, len(covered), 40)]
    pdf = render_pdf(replace(REFINERY, sections=(section("facts", *lines),)))
    root = cast(dict[str, Any], read(pdf).root_object)
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    fonts = cast(dict[str, Any], read(pdf).pages[0]["/Resources"])["/Font"].values()
    ours = ("LibertinusSerif", "NewCM", "DejaVuSansMono")
    assert all(font.get_object()["/BaseFont"].split("+")[-1].startswith(ours) for font in fonts)


def test_an_unknown_page_is_refused() -> None:
    with pytest.raises(OptionError, match="a4, letter"):
        page_count(REFINERY, cast(Page, "a5"))


@pytest.mark.parametrize(
    "template",
    ["#nothing", "= No count", "#let", '#read("/etc/passwd") #metadata(1) <pages>', '#metadata("x") <pages>'],
)
def test_a_template_that_cannot_be_used_says_so(template: str) -> None:
    with pytest.raises(TemplateError, match="template cannot be used"):
        page_count(REFINERY, "a4", template)


def test_a_template_has_the_brief_as_data() -> None:
    template = """#let briefing = json(bytes(sys.inputs.briefing))
#set document(title: briefing.title)
#set page(paper: briefing.paper)
#set text(lang: "en")
#context [#metadata(counter(page).final().first()) <pages>]
= #briefing.title
#for section in briefing.sections [== #section.heading (#section.kind)
  #for item in section.items [- #item.text #item.notice]]
"""
    text = told(render_pdf(REFINERY, "letter", template))
    assert letters(REFINERY.title) in text
    assert "(allegations)" in text
    assert all(letters(i.text) in text for s in REFINERY.sections for i in s.items)


def test_spans_do_not_matter_to_the_page() -> None:
    other = replace(
        REFINERY,
        sections=tuple(
            replace(s, items=tuple(replace(i, spans=(Span(5, 9),)) for i in s.items))
            for s in REFINERY.sections
        ),
    )
    assert render_pdf(other) == render_pdf(REFINERY)
