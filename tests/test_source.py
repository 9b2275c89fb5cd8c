"""Who stands behind an attribution: case files, gold spans, and what must hold of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.analysis import Attribution, Found, Source
from allegedly.article import Article, Span
from allegedly.ingest import ingest
from allegedly.stages.attribute import attribute
from allegedly.stages.edges import own_words
from allegedly.stages.outlets import own_outlets
from allegedly.stages.segment import segment
from allegedly.stages.source import source
from conftest import Case
from counted import steps
from test_attribute import WORDS, article_of

STAGE = "source"


def sourced(article: Article) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    sentences = segment(article)
    return source(article, sentences, attribute(article, sentences))


def _source(one: Source, text: str) -> str:
    line = f"{one.kind}: {one.name}" if one.name else one.kind
    line += " (several)" if one.plural else ""
    line += f" [{one.ground_rule.slice(text)}]" if one.ground_rule else ""
    return line + (f" [{one.reason.slice(text)}]" if one.reason else "")


def test_case(case: Case) -> None:
    sources, attributions = sourced(article_of(case.input))
    lines = [_source(one, case.input) for one in sources]
    for one in attributions:
        said = " … ".join(span.slice(case.input) for span in one.source) or "-"
        by = "nobody" if one.by is None else sources[one.by].name or sources[one.by].kind
        via = "".join(f" via {sources[link].name}" for link in one.chain)
        lines.append(f"  {said} = {by}{via}")
    assert "\n".join(lines) == case.output


def _found(text: str, *said: str) -> tuple[Found, ...]:
    """Attributions of which nothing is known but the source, as a network might give them."""
    out, at = [], 0
    for words in said:
        start = text.index(words, at)
        at = start + len(words)
        out.append(Found((Span(start, at),), (), (Span(start, at),), "model"))
    return tuple(out)


def kind_of(text: str, *said: str) -> str:
    article = article_of(text)
    sources, attributions = source(article, segment(article), _found(text, *said))
    by = attributions[-1].by
    return "nobody" if by is None else sources[by].kind


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("Three senators", "hearsay"),
        ("The staff", "hearsay"),
        ("The court", "organisation"),
        ("Ida Ro", "person"),
    ],
)
def test_unnamed_people_who_were_told_something_are_not_who_tells_it(who: str, kind: str) -> None:
    text = f"{who} were told in writing that the bridge was unsafe."
    heard, that = text.index("were told"), text.index("that the bridge")
    one = Found((Span(0, len(who)),), (Span(heard, that - 1),), (Span(that, len(text)),), "model")
    article = article_of(text)
    sources, attributions = source(article, segment(article), (one,))
    by = attributions[0].by
    assert by is not None
    assert sources[by].kind == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Marek Oland", "person"),
        ("Police Chief Ana Ruiz", "person"),
        ("the head of the port authority, Marek Oland,", "person"),
        ("the board's former chair, retired judge Marek Oland,", "person"),
        ("spokesman Tom Arden", "person"),
        ("one resident, named only as Jassem,", "person"),
        ("cabinet member for culture Elfed Rowlands", "person"),
        ("Maria", "person"),
        ("Additional director general (recruitment) Mira Rathore", "person"),
        ("Doctors Across Borders, which runs the camp,", "organisation"),
        ("Doctors Without Borders", "organisation"),
        ("Hassan al-Beqai, a pharmacist who sits on the committee,", "person"),
        ("the host, Matoan Prime Minister Sione Fatafehi,", "person"),
        ("the Director-General of the Agency, Mr. Femi Oladunjoye,", "person"),
        ("police commander in the city Colonel Fares Dimashqi", "person"),
        ("one of them, the retailer Sportland,", "organisation"),
        ("the ministry of transport", "organisation"),
        ("a spokeswoman for Bluewater", "organisation"),
        ("the maker of the engine, Prandtl Canada,", "organisation"),
        ("a spokeswoman for the Department of Health", "organisation"),
        ("police", "organisation"),
        ("the Verland Observatory for Human Rights", "organisation"),
        ("Reuters", "outlet"),
        ("the Sund Herald", "outlet"),
        ("the London-based Arabic paper Asharq Al-Awsat", "outlet"),
        ("a Quinnipiac poll", "document"),
        ("the operator", "organisation"),
        ("the regulator", "organisation"),
        ("an inquiry", "organisation"),
        ("the trial", "organisation"),
        ("mailers", "document"),
        ("the lawsuit", "document"),
        ("court documents", "document"),
        ("court papers there", "document"),
        ("a report", "unnamed"),
        ("officials", "unnamed"),
        ("a senior aide", "unnamed"),
        ("two people familiar with the matter", "unnamed"),
        ("people close to the investigation", "unnamed"),
        ("a bartender", "unnamed"),
        ("a man held at the Sund removal centre", "unnamed"),
        ("another", "unnamed"),
        ("a Hezbollah commander", "unnamed"),
        ("a Verland army source", "unnamed"),
        ("a source in the ministry", "unnamed"),
        ("interviews with 11 former students", "unnamed"),
        ("the former control room operator at Severn Water", "unnamed"),
        ("a friend of Elfed Rowlands", "unnamed"),
        ("a Tory MP", "unnamed"),
        ("officials at the Investigations Bureau, a branch of Trade and Customs Enforcement,", "unnamed"),
        ("U.S. intelligence officials", "unnamed"),
        ("a Democrat familiar with the discussion", "unnamed"),
        ("an anti-toll group", "unnamed"),
        ("the official", "unnamed"),
        ("he", "unnamed"),
        ("they", "unnamed"),
        ("a report prepared by the military information service", "document"),
        ("a report prepared by a company", "unnamed"),
        ("one survivor, 14-year-old Ekal Lomuria,", "person"),
        ("a Briton", "unnamed"),
        ("critics", "collective"),
        ("many experts", "collective"),
        ("some Republicans", "collective"),
        ("foreign policy analysts", "collective"),
        ("witnesses", "collective"),
        ("residents of the town", "collective"),
        ("local media", "hearsay"),
        ("media reports", "hearsay"),
        ("rumours", "hearsay"),
    ],
)
def test_a_source_that_stands_alone_has_its_kind(said: str, kind: str) -> None:
    assert kind_of(f"It rained all day. The bridge fell, {said} said.", said) == kind


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_every_attribution_keeps_its_spans_and_points_at_sources(text: str) -> None:
    article = article_of(text)
    sentences = segment(article)
    found = attribute(article, sentences)
    sources, attributions = source(article, sentences, found)
    assert [(a.source, a.cue, a.content) for a in attributions] == [
        (f.source, f.cue, f.content) for f in found
    ]
    for one in attributions:
        assert one.by is None or 0 <= one.by < len(sources)
        assert one.by not in one.chain
    for entry in sources:
        assert list(entry.mentions) == sorted(set(entry.mentions))
        assert entry.mentions
        assert bool(entry.name) == (entry.kind != "hearsay")


@given(st.text(max_size=200), st.data())
def test_any_spans_of_any_text_are_read(text: str, data: st.DataObject) -> None:
    article = article_of(text)
    places = st.integers(0, len(text))
    found = []
    for _ in range(data.draw(st.integers(0, 4))):
        start, end = sorted((data.draw(places), data.draw(places)))
        found.append(Found((Span(start, end),), (), (Span(start, end),), "model"))
    sources, attributions = source(article, segment(article), tuple(found))
    assert len(attributions) == len(found)
    assert all(entry.kind for entry in sources)


def test_work_grows_in_a_straight_line() -> None:
    text = "Two officials said the bridge fell. They told Reuters that Ida Brandt knew. The report said so.\n"

    def work(copies: int) -> int:
        article = article_of(text * copies)
        sentences = segment(article)
        found = attribute(article, sentences)
        return steps(lambda: source(article, sentences, found))

    work(1)
    assert work(160) < 12 * work(20)


def test_it_is_understood_has_no_source_whoever_speaks_next() -> None:
    text = "It is understood that two surgeons were suspended. Insiders believe more will follow."
    article = article_of(text)

    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    found = Found(at("Insiders"), at("It is understood"), at("two surgeons were suspended"), "model")
    sources, (attribution,) = source(article, segment(article), (found,))
    assert attribution.source == ()
    assert attribution.by is not None
    assert sources[attribution.by].kind == "hearsay"


def test_a_group_in_front_of_the_cue_said_it_whoever_was_found() -> None:
    text = "Kamara has ruled since he won a vote that opponents said was rigged."

    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    article = article_of(text)
    found = Found(at("Kamara"), at("said"), at("was rigged"), "model")
    sources, attributions = source(article, segment(article), (found,))
    assert [sources[a.by].name for a in attributions if a.by is not None] == ["opponents"]


@pytest.mark.parametrize(
    "text",
    [
        "Clearwater Retreats said its doors were shut.",
        "It rained at the company Clearwater Retreats. Clearwater Retreats said so.",
    ],
)
def test_what_is_called_a_company_or_speaks_of_its_own_is_a_body(text: str) -> None:
    assert kind_of(text, *["Clearwater Retreats"] * text.count("Clearwater Retreats")) == "organisation"


def test_a_source_ends_with_its_line() -> None:
    text = "Alarms were off, says whistleblower\n\nExclusive: staff told to stay silent"
    start = text.index("whistleblower")
    span = Span(start, text.index(":"))
    article = article_of(text)
    found = Found((span,), (), (Span(0, 15),), "model")
    (entry,), _ = source(article, segment(article), (found,))
    assert (entry.kind, entry.name) == ("unnamed", "whistleblower")


def test_a_place_is_not_who_speaks_of_it() -> None:
    text = "Guests at a hilltop retreat outside Sant Oriol say they were woken at night."
    place = Span(text.index("Sant"), text.index(" say"))
    article = article_of(text)
    found = Found((place,), (Span(place.end + 1, place.end + 4),), (Span(text.index("they"), 70),), "model")
    (entry,), _ = source(article, segment(article), (found,))
    assert (entry.kind, entry.name) == ("unnamed", "guests at a hilltop retreat outside Sant Oriol")


def test_the_sources_of_the_headline_are_those_whom_the_text_describes() -> None:
    article = ingest(
        "Sundline in talks to buy a rival, sources say\n\n"
        "Two people familiar with the matter told reporters on Monday that an offer was close. "
        "One of the sources said that it could still fail."
    )
    assert [one.name for one in sourced(article)[0]][:2] == [
        "two people familiar with the matter",
        "one of two people familiar with the matter",
    ]


@pytest.mark.parametrize(
    ("title", "lead", "called"),
    [
        (
            "CEO says Norrvind will stay",
            "Norrvind chief executive Karin Ros said the mill was safe.",
            "the CEO",
        ),
        ("Boss of Norrvind says mill is safe", "Norrvind boss Karin Ros said the mill was safe.", "the boss"),
        (
            "Health minister says wards are safe",
            "Health minister Karin Ros said so on Monday.",
            "the minister",
        ),
        ("Brilliant Ros storms on", "Karin Ros won in two sets on Monday.", "Ros"),
    ],
)
def test_a_headline_names_nobody_whom_the_text_names_in_full(title: str, lead: str, called: str) -> None:
    article = ingest(f'{title}\n\n{lead} "We are not leaving," {called} said. She said there was time.')
    (one,) = sourced(article)[0]
    assert (one.kind, one.name.endswith("Karin Ros")) == ("person", True)


def test_a_headline_keeps_whom_the_text_brings_in_without_a_name() -> None:
    text = "Doctor says ward was full\n\nA doctor said the ward was full. Doctor Ida Ro denied it on Monday."
    assert [one.name for one in sourced(ingest(text))[0]] == ["a doctor", "Doctor Ida Ro"]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Station House Officer (Civil Lines) Inspector Mahesh Rawat", ""),
        ("Officer-in-Charge (OC) of Belkhera Police Station Abdul Kadir", ""),
        ("Public Relations Officer of the airport Sanjay Thapa", ""),
        ("Mercer's girlfriend, influencer Kaylee Dorn,", "Kaylee Dorn"),
        ("Hollis' attorney, public defender Mark Lowe,", "public defender Mark Lowe"),
        ("Mercer's ex, model Tia Renner,", "Tia Renner"),
        ("Mercer's lawyer, representing Tia Renner,", "Mercer's lawyer"),
        ("Mercer's brother, a friend of singer Tia Renner,", "Mercer's brother"),
    ],
)
def test_a_name_stands_behind_an_office_or_a_relation(who: str, name: str) -> None:
    text = f"The gate was open. {who} said that the van was found."
    sources, _ = source(article_of(text), segment(article_of(text)), _found(text, who))
    assert (sources[-1].kind, sources[-1].name) == ("person", name or who)


@pytest.mark.parametrize("who", ["May Okafor", "Sun Jie"])
def test_a_month_and_a_day_are_given_names_too(who: str) -> None:
    text = f"The rent rose again. {who} said it was too high. She said the roof leaked."
    sources, attributions = source(article_of(text), segment(article_of(text)), _found(text, who, "She"))
    assert [one.name for one in sources] == [who]
    assert attributions[1].by == 0


def test_a_month_behind_a_preposition_is_when() -> None:
    text = "Ida Okafor runs the shop. In May Okafor said the rent was too high."
    sources, _ = source(article_of(text), segment(article_of(text)), _found(text, "May Okafor"))
    assert [one.name for one in sources] == ["Ida Okafor"]


def test_a_paper_describes_and_not_whoever_has_seen_it() -> None:
    text = "Cars ran red lights, said a report reviewed by the Sund Post, which describes four collisions."
    assert kind_of(text, "a report reviewed by the Sund Post", "which") == "document"


@pytest.mark.parametrize("called", ["the Daily Post", "the Post", "the Lusenga Daily Post"])
def test_the_end_of_its_name_is_the_articles_own_outlet(called: str) -> None:
    text = f"Minister gone\n\nHe left on Friday, sources at the airport told {called}. The house was dark."
    own = ingest(text, outlet="Lusenga Daily Post")
    assert called.lower().removeprefix("the ") in own_outlets(own)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("police as Peter Moss", "police"),
        ("the county coroner as Ida Brandt", "the county coroner"),
        ("a man known as Tango", "a man known as Tango"),
    ],
)
def test_whoever_names_somebody_is_not_called_by_the_name(source: str, words: str) -> None:
    assert " ".join(t.text for t in own_words(source, Span(0, len(source)))) == words
