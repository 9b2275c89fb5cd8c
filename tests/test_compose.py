"""What a brief says, from analyses made by hand."""

from __future__ import annotations

from allegedly.analysis import Analysis
from allegedly.briefing import Briefing, Item
from allegedly.compose import compose
from allegedly.config import Options
from allegedly.verify import verify
from handmade import Piece, Reply, Told, Who, falling

FERRY = Piece(
    title="Ferry line stops its night crossings",
    byline="By Nils Aker",
    dateline="Holm",
    told=(
        Told("The Holm ferry line stopped its night crossings on Monday, a week after an engine room fire."),
        Told(
            "Greta Sand, its chief executive, said the boats would stay in port until June.",
            "on-record",
            0,
            "Greta Sand, its chief executive",
            "said",
        ),
        Told("But she told reporters that day crossings were safe.", "on-record", 0, "she", "told"),
        Told(
            "Two engineers who work for the line, and who fear for their jobs, said the pumps had failed.",
            "allegation",
            1,
            "Two engineers who work for the line, and who fear for their jobs",
            "said",
        ),
        Told("They added that a report on the pumps had been locked away.", "allegation", 1, "They", "added"),
        Told(
            "Bookings fell 9% in March and the insurer, Norrvik, is said to be leaving the business.",
            "allegation",
            2,
            "",
            "is said to",
            mixed=(
                ("Bookings fell 9% in March ", "fact"),
                ("and the insurer, Norrvik, is said to be leaving the business.", "allegation"),
            ),
            hedge="is said to",
        ),
        Told(
            "Norrvik did not respond to a request for comment.", "on-record", 3, "Norrvik", "did not respond"
        ),
    ),
    who=(
        Who("person", "Greta Sand", ("Greta Sand", "she")),
        Who(
            "unnamed",
            "two engineers who work for the line",
            ("Two engineers who work for the line", "They"),
            plural=True,
            reason="who fear for their jobs",
        ),
        Who("hearsay", ""),
        Who("organisation", "Norrvik"),
    ),
    replies=(Reply("no-comment", 6, (5,), 3),),
)


def brief(piece: Piece, words: int = 330) -> tuple[Analysis, Briefing]:
    analysis = piece.analysis()
    briefing = compose(analysis, Options(words=words), falling(analysis))
    verify(briefing, analysis, words)
    return analysis, briefing


def items(briefing: Briefing) -> list[Item]:
    return [i for s in briefing.sections for i in s.items]


def test_show() -> None:
    from allegedly.render import render

    print(render(brief(FERRY)[1], "md"))
    print(render(brief(FERRY)[1], "txt"))
