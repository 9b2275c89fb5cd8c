"""Lines of a page's head: who wrote it, for whom, when and where from."""

from __future__ import annotations

import pytest

from allegedly.credits import credit
from allegedly.fragments import run_in_byline
from allegedly.ingest import ingest

TEXT = (
    "The water board closed two of its plants on Monday after a leak, it said in a statement. "
    "Nobody was hurt.\n\n"
    "The mayor said she had not been told about the leak until the evening of the next day.\n"
)
TITLE = "Water board closes two plants after leak"


@pytest.mark.parametrize(
    ("line", "byline", "published", "outlet"),
    [
        ("By NORA FELD and MICAH OYE AUG. 9, 2019", "By Nora Feld and Micah Oye", "AUG. 9, 2019", None),
        ("By Erik Sund September 11, 2018", "By Erik Sund", "September 11, 2018", None),
        ("By Sean Malloy | October 18, 2018 4:22 pm", "By Sean Malloy", "October 18, 2018", None),
        ("By Associated Press - Tuesday, March 12, 2019", None, "March 12, 2019", "Associated Press"),
        ("Hugh Bascombe Senior Energy Editor", "By Hugh Bascombe", None, None),
        ("Nov 22, 2026, 9:00 AM\nSam Oland", "By Sam Oland", "Nov 22, 2026", None),
        ("By NORA FELD | nora@sundnews.example | Sund News", "By Nora Feld", None, "Sund News"),
        ("By Reelwire staff, Nov 19, 2026", "By Reelwire staff", "Nov 19, 2026", "Reelwire"),
        ("By NORA FELD FOR SUND NEWS", "By Nora Feld", None, "Sund News"),
        ("Alastair Penrose", "By Alastair Penrose", None, None),
        ("Ida Brandt in Sund, Marek Oland in Corvo", "By Ida Brandt, Marek Oland", None, None),
        (
            "Ida Brandt · Sund News · Posted: Nov 14, 2026 6:00 AM AST | Last Updated: November 14",
            "By Ida Brandt",
            "Nov 14, 2026",
            "Sund News",
        ),
        ("Ida Brandt Social affairs editor", "By Ida Brandt", None, None),
        ("By Political Editor Hugh Sund", "By Hugh Sund", None, None),
        ("Will Ashton and Ida Brandt", "By Will Ashton and Ida Brandt", None, None),
        ("Author of the article: Tom Bell", "By Tom Bell", None, None),
        (
            "Ida Brandt | Merrow News | Posted: May 5, 2019 5:35 PM | Last Updated: May 6, 2019",
            "By Ida Brandt",
            "May 5, 2019",
            "Merrow News",
        ),
        (
            "Ikram Wardag Published July 14, 2021 Updated July 15, 2021 10:01am",
            "By Ikram Wardag",
            "July 14, 2021",
            None,
        ),
        ("By Tina Marsh, Rocco Bell and Jorge Fitz", "By Tina Marsh, Rocco Bell and Jorge Fitz", None, None),
        ("By Ida Brandt Merrow News", "By Ida Brandt", None, "Merrow News"),
        ("Saturday 26 August 2023 16:41, UK", None, "26 August 2023", None),
        ("Mon, Jun 24, 2024, 5:02 PM 2 min read", None, "Jun 24, 2024", None),
        ("Jul 14, 2022 - Politics & Policy", None, "Jul 14, 2022", None),
    ],
)
def test_a_line_of_credits(line: str, byline: str | None, published: str | None, outlet: str | None) -> None:
    article = ingest(f"{TITLE}\n\n{line}\n\n{TEXT}")
    assert (article.title, article.byline, article.published, article.outlet) == (
        TITLE,
        byline,
        published,
        outlet,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ida Brandt said on May 5, 2019 that it was over",
        "The board, the mayor and a leak",
        "Sund | Merrow",
        "By the time it was over",
    ],
)
def test_prose_and_headings_are_no_credits(line: str) -> None:
    assert credit(line) is None


@pytest.mark.parametrize(
    ("dateline", "place", "outlet"),
    [
        ("March 20 (Reuters) - ", None, "Reuters"),
        ("DUBAI, Oct 27 ", "Dubai", None),
        ("MOSCOW, August 9. /TASS/. ", "Moscow", "TASS"),
        ("PROVINCES, (SANA)- ", "Provinces", "SANA"),
        ("MUMBAI : ", "Mumbai", None),
        ("SAN MARCO (CBS 41) -- ", "San Marco", "CBS 41"),
    ],
)
def test_datelines_of_agencies(dateline: str, place: str | None, outlet: str | None) -> None:
    article = ingest(f"{TITLE}\n\n{dateline}{TEXT}")
    assert (article.dateline, article.outlet) == (place, outlet)
    first = next(b.span for b in article.blocks if b.kind == "paragraph")
    assert article.text.startswith("The water board", first.start)


@pytest.mark.parametrize(
    ("headline", "title", "outlet"),
    [
        (f"UPDATE 2-{TITLE}", TITLE, None),
        (f"(2nd LD) {TITLE}", TITLE, None),
        (f"{TITLE} - FruitRumors", TITLE, "FruitRumors"),
        (f"{TITLE} | Merrow Post", TITLE, "Merrow Post"),
        ("Board shuts plants - and mayor hides", "Board shuts plants - and mayor hides", None),
    ],
)
def test_slugs_and_outlets_are_no_part_of_the_title(headline: str, title: str, outlet: str | None) -> None:
    article = ingest(f"{headline}\n\n{TEXT}")
    assert (article.title, article.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("run_in", "cut"),
    [
        (
            "Couple held for spying By NORA FELD Today, 2:15 pm Prosecutors on Monday charged a couple.",
            "By NORA FELD Today, 2:15 pm",
        ),
        ("Ferry to stop By Nora Feld The port said it would stop on Monday.", "By Nora Feld"),
        (
            "Cells shut By Nora Feld Updated 6:12 p.m. Wardens told the council so.",
            "By Nora Feld Updated 6:12 p.m.",
        ),
        ("He sang Stand By Me in May, and the town sang with him.", ""),
        ("The play By Nora Feld is sold out until the end of May.", ""),
        ("It ended. By Nora Feld's account the rain was to blame.", ""),
        ("The town voted. By Monday Oland had gone to the coast.", ""),
    ],
)
def test_a_byline_run_in_between_headline_and_text_is_cut_out(run_in: str, cut: str) -> None:
    start, end = run_in_byline(run_in)
    assert run_in[start:end].strip() == cut


@pytest.mark.parametrize(
    ("before", "behind", "outlet", "place"),
    [
        ("ORFORD, May 5, /SUND/. ", "", "SUND", "Orford"),
        ("ORFORD, Norland, May 5, 2019 /NewsWire/.-", "", "NewsWire", "Orford, Norland"),
        ("(The Orford Reporter)", "", "The Orford Reporter", None),
        ("(Reuters Health) - ", "", "Reuters Health", None),
        ("Nov 24 (Newsbeat) - ", "", "Newsbeat", None),
        ("SUND, Nov. 20 (Yonham) -- ", "", "Yonham", "Sund"),
        ("", " Source:-Sund News and news agencies", "Sund News", None),
        ("", " - Source: Sund news agency", "Sund", None),
        ("", " ida@orford.com (Orford Weekly 12/09/2016 page27)", "Orford Weekly", None),
    ],
)
def test_an_outlet_that_stands_in_front_of_the_text_or_behind_it(
    before: str, behind: str, outlet: str, place: str | None
) -> None:
    article = ingest(f"{TITLE}\n\n{before}{TEXT.strip()}{behind}\n")
    assert (article.outlet, article.dateline) == (outlet, place)
    body = [b.span.slice(article.text) for b in article.blocks if b.kind == "paragraph"]
    assert "\n\n".join(body) == TEXT.strip()


def test_a_source_that_is_told_of_signs_nothing_off() -> None:
    article = ingest(f"{TITLE}\n\n{TEXT.strip()} She named the source: Sund News and agencies of the town.\n")
    assert article.outlet is None
