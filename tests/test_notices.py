"""What a notice says of each kind of source, and of what the article has for and against a claim."""

from __future__ import annotations

import pytest

from allegedly.analysis import SourceKind
from allegedly.article import Span
from allegedly.descriptions import marked, short, whose
from allegedly.notices import notice, speaker
from allegedly.settling import statements
from allegedly.statements import Statement, with_article
from handmade import Piece, Reply, Told, Who

PUMPS = "{} said the pumps were broken."
MONDAY = "On Monday " + PUMPS


def told(
    name: str, kind: SourceKind = "unnamed", *, plural: bool = True, ground_rule: str = "", reason: str = ""
) -> str:
    who = Who(kind, name, plural=plural, ground_rule=ground_rule, reason=reason)
    extra = "".join(f" {words}" for words in (ground_rule, reason) if words)
    return noticed(Piece((Told(MONDAY.format(name + extra), "allegation", 0, name, "said"),), (who,)))


def noticed(piece: Piece, number: int = 0) -> str:
    analysis = piece.analysis()
    return notice(analysis, statements(analysis)[number])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("two senior officials at the ministry", "Two unnamed senior officials at the ministry."),
        ("a senior aide", "An unnamed senior aide."),
        ("people close to the inquiry", "Unnamed people close to the inquiry."),
        ("one voter", "One unnamed voter."),
        ("some Republicans", "Some unnamed Republicans."),
        ("Gulf and Western officials", "Unnamed Gulf and Western officials."),
        ("his aides", "His aides, not named."),
        ("Oland's lawyers", "Oland's lawyers, not named."),
        ("the officials", "The officials, not named."),
        ("one of the people", "One of the unnamed people."),
        ("two of the three inspectors", "Two of the three unnamed inspectors."),
        ("an anonymous caller", "An anonymous caller."),
        ("a source in the president's office", "An unnamed source in the president's office."),
    ],
)
def test_an_unnamed_source_is_the_article_s_own_description(name: str, said: str) -> None:
    assert told(name) == f"{said} The article reports no confirmation."


@pytest.mark.parametrize(
    ("outlet", "said"),
    [
        ("Sund Ledger", 'Hearsay ("is suspected"): the article names nobody and reports no confirmation.'),
        ("Corvo News", "Relayed by Sund Ledger, without saying where it comes from. "),
    ],
)
def test_what_the_articles_own_outlet_reveals_is_relayed_by_nobody(outlet: str, said: str) -> None:
    text = "A guard is suspected of theft, Sund Ledger can reveal."
    told = Told(text, "allegation", 0, "Sund Ledger", "can reveal", hedge="is suspected")
    assert noticed(Piece((told,), (Who("outlet", "Sund Ledger"),), outlet=outlet)).startswith(said)


def test_what_the_outlet_saw_is_its_own_word() -> None:
    told = Told("The papers, seen by Sund Ledger, show a loss.", "on-record", 0, "Sund Ledger", "seen")
    who = (Who("outlet", "Sund Ledger"),)
    assert noticed(Piece((told,), who, outlet="The Sund Ledger")) == "The article's own reporting."
    assert noticed(Piece((told,), who, outlet="Corvo News")) == "Reported by Sund Ledger."


def test_what_a_court_heard_is_told_to_it_whoever_tells_the_rest() -> None:
    told = Told("A plot was made, a court martial heard.", "fact", 0, "a court martial", "heard")
    said = "Told to a court martial, by whom the article does not say here."
    assert noticed(Piece((told,), (Who("organisation", "a court martial"),))) == said
    heard_from = Told("The jury then heard from a surgeon, Ida Brandt.", "fact", 0, "The jury", "heard")
    assert noticed(Piece((heard_from,), (Who("organisation", "the jury"),))) == "The article's own reporting."


@pytest.mark.parametrize("name", ["internal documents released in May", "internal documents", "a memo"])
def test_papers_without_an_issuer_are_not_identified(name: str) -> None:
    assert told(name, plural=name != "a memo").endswith(
        ", not identified further. The article reports no confirmation."
    )


def test_whom_the_article_names_elsewhere_is_named() -> None:
    told = Told("The pumps were broken, a retired general has claimed.", "allegation", 0, "a retired general")
    piece = Piece((told,), (Who("person", "General Ida Brandt", ("a retired general",)),))
    said = 'Attributed to "a retired general", whom the article elsewhere calls General Ida Brandt.'
    assert noticed(piece).startswith(said)


@pytest.mark.parametrize(("first", "then"), [("one", "another"), ("another", "one")])
def test_one_of_a_group_is_told_before_another_and_apart(first: str, then: str) -> None:
    opens = f"{first.capitalize()} of the clerks"
    said = Told(f"{opens} said the pumps were broken.", "allegation", 0, opens, "said")
    goes_on = Told(f"That was in May, {then} said.", "allegation", 1, then, "said")
    who = (Who("unnamed", f"{first} of the clerks", (opens,)), Who("unnamed", f"{then} of the clerks"))
    analysis = Piece((said, goes_on), who).analysis()
    (both,) = (s for s in statements(analysis) if len(s.judgements) == 2)
    assert notice(analysis, both).startswith("One of the unnamed clerks; another of them.")


def test_a_collective_is_called_an_undefined_group() -> None:
    assert told("many experts", "collective").startswith('Attributed to "many experts", an undefined group.')


def test_hearsay_quotes_the_wording_and_says_that_nobody_is_named() -> None:
    piece = Piece(
        (Told("The firm is said to be close to ruin.", "allegation", 0, "", "is said to"),),
        (Who("hearsay", ""),),
    )
    assert noticed(piece) == 'Hearsay ("is said to"): the article names nobody and reports no confirmation.'


def test_the_channel_is_named_and_so_is_every_link() -> None:
    who = (
        Who("unnamed", "officials", ("officials",), plural=True),
        Who("outlet", "Kapital"),
        Who("outlet", "the Post"),
    )
    line = "Kapital, quoting the Post, reported that officials had said the pumps were broken."
    one = Piece((Told(line, "allegation", 0, "officials", "said", chain=(1,)),), who)
    two = Piece((Told(line, "allegation", 0, "officials", "said", chain=(1, 2)),), who)
    assert noticed(one).startswith("Unnamed officials, second-hand through Kapital.")
    assert noticed(two).startswith("Unnamed officials, third-hand through Kapital and the Post.")


def test_the_ground_rule_and_its_reason_are_quoted() -> None:
    assert told("two aides", reason="because the audit is secret").startswith(
        'Two unnamed aides, not named "because the audit is secret".'
    )
    assert told("two aides", ground_rule="on condition of anonymity").startswith(
        'Two unnamed aides, speaking "on condition of anonymity".'
    )
    assert told("two aides", ground_rule="who asked not to be named").startswith(
        'Two unnamed aides ("who asked not to be named").'
    )
    both = told("two aides", ground_rule="on condition of anonymity", reason="because the audit is secret")
    assert 'speaking "on condition of anonymity because the audit is secret".' in both


@pytest.mark.parametrize(
    ("reply", "answer", "by", "said"),
    [
        ("no-comment", "The ministry declined to comment.", 1, "The ministry declined to comment."),
        ("no-comment", "The ministry did not reply to messages.", 1, "The ministry did not respond."),
        (
            "no-comment",
            "The ministry: it is inappropriate to comment.",
            1,
            "The ministry declined to comment.",
        ),
        ("no-comment", "The ministry could not be reached.", 1, "The ministry could not be reached."),
        ("no-comment", "The ministry has made no comment.", 1, "The ministry did not comment."),
        ("no-comment", "The ministry had no comment.", 1, "The ministry declined to comment."),
        ("no-comment", "The ministry: we don’t comment on gossip.", 1, "The ministry declined to comment."),
        ("no-comment", "The ministry does not discuss cases.", 1, "The ministry declined to comment."),
        ("no-comment", "The ministry hung up.", 1, "The ministry did not comment."),
        (
            "no-comment",
            "The ministry referred questions to us.",
            1,
            "The ministry referred questions elsewhere.",
        ),
        (
            "no-comment",
            "The ministry neither confirmed nor denied it.",
            1,
            "The ministry neither confirmed nor denied it.",
        ),
        (
            "no-comment",
            "The ministry did not answer questions on it.",
            1,
            "The ministry did not answer questions about it.",
        ),
        ("no-comment", "The ministry was not aware of it.", 1, "The ministry reported no knowledge of it."),
        ("no-comment", "The ministry did not recall it.", 1, "The ministry reported no memory of it."),
        ("no-comment", "There was no comment.", None, "No comment was given."),
        ("denial", "The ministry denied it.", 1, "Denied by the ministry."),
        (
            "denial",
            'The ministry called it "a fairy tale".',
            1,
            'The ministry, on the record: "a fairy tale".',
        ),
        ("denial", "This was denied.", None, "The article reports a denial."),
        ("denial", 'A clerk called it "a lie".', 2, "Denied by an unnamed clerk."),
        ("unverified", "It could not be verified.", None, "Not independently verified, the article says."),
        ("unverified", "The ministry could not verify it.", 1, "The ministry could not verify it."),
        ("corroboration", "The ministry confirmed it.", 1, "The article reports support from the ministry."),
        (
            "corroboration",
            "The ministry confirmed two cases but said it was safe.",
            1,
            "The article reports support in part, and a reservation, from the ministry.",
        ),
        (
            "corroboration",
            "The ministry confirmed it but would not say more.",
            1,
            "The article reports support, but no details, from the ministry.",
        ),
        ("corroboration", "A clerk said the same.", 2, "The article reports support from an unnamed clerk."),
        ("denial", "Residents denied it.", 3, "Denied by residents, not named."),
        ("denial", "They denied it.", 4, "The article reports a denial."),
    ],
)
def test_an_answer_travels_with_its_claim(reply: str, answer: str, by: int | None, said: str) -> None:
    piece = Piece(
        (Told(PUMPS.format("Two aides"), "allegation", 0, "Two aides", "said"), Told(answer)),
        (
            Who("unnamed", "two aides", ("Two aides",), plural=True),
            Who("organisation", "the ministry", ("The ministry",)),
            Who("unnamed", "a clerk", ("A clerk",)),
            Who("collective", "residents", ("Residents",), plural=True),
            Who("unnamed", "they", ("They",), plural=True),
        ),
        (Reply(reply, 1, (0,), by),),  # type: ignore[arg-type]
    )
    assert noticed(piece) == f"Two unnamed aides. {said}"


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("person", "Marek Oland", "Marek Oland, on the record."),
        ("organisation", "the ministry of transport", "The ministry of transport, on the record."),
        ("document", "a Tarn University study", "According to a Tarn University study."),
        ("outlet", "Kapital", "Reported by Kapital."),
    ],
)
def test_an_item_on_the_record_names_its_source(kind: SourceKind, name: str, said: str) -> None:
    piece = Piece((Told(PUMPS.format(name), "on-record", 0, name, "said"),), (Who(kind, name),))
    assert noticed(piece) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The chief resigned on Tuesday.", "The article's own reporting."),
        ("Traffic fell 12% last year.", "The article's own reporting; no source given for the figure."),
        (
            "He was thanked in a letter published by the port.",
            "The article's own reporting, of a published letter.",
        ),
        ("The port will open in May.", "The article's own reporting of what is still to come."),
        ("Doctors, whose job is to heal, have no hours for it.", "The article's own reporting."),
    ],
)
def test_a_fact_says_what_kind_of_reporting_it_is(text: str, said: str) -> None:
    analysis = Piece((Told(text),)).analysis()
    alone = Statement((analysis.judgements[0].span,), "fact", (0,), ())
    assert notice(analysis, alone) == said


def test_a_hedged_fact_shows_its_hedge() -> None:
    piece = Piece((Told("The port may well close.", hedge="may well"),))
    assert noticed(piece) == 'The article\'s own reporting, and its own hedge: "may well".'


def test_what_nobody_identified_said_is_never_on_the_record() -> None:
    piece = Piece(
        (Told(PUMPS.format("One aide"), "on-record", 0, "One aide", "said"),),
        (Who("unnamed", "one aide", ("One aide",)),),
    )
    (statement,) = statements(piece.analysis())
    assert statement.sourcing == "allegation"


def test_notices_do_not_judge() -> None:
    kinds: tuple[SourceKind, ...] = ("unnamed", "collective", "hearsay")
    for kind in kinds:
        said = told("two aides", kind).lower()
        assert not any(
            word in said for word in ("allegedly", "claim", "credible", "reliable", "true", "false")
        )


def test_the_speaker_of_the_weakest_link_is_the_item_s_source() -> None:
    piece = Piece(
        (Told(PUMPS.format("Two aides"), "allegation", 0, "Two aides", "said"),),
        (Who("unnamed", "two aides", ("Two aides",)),),
    )
    analysis = piece.analysis()
    (statement,) = statements(analysis)
    found = speaker(analysis, statement)
    assert found is not None
    assert found.name == "two aides"


def test_an_overlong_description_is_cut_at_its_first_clause() -> None:
    long = "a former deputy head of the harbour authority, who left in spring after a quarrel with the board"
    assert short(long) == "a former deputy head of the harbour authority"


def test_a_statement_that_brought_the_outlet_s_own_along_says_so() -> None:
    piece = Piece(
        (
            Told(PUMPS.format("Ina Vik"), "on-record", 0, "Ina Vik", "said"),
            Told("Among them was one from 1950."),
        ),
        (Who("person", "Ina Vik"),),
    )
    (_, merged) = statements(piece.analysis())
    assert notice(piece.analysis(), merged) == (
        "Ina Vik, on the record; the rest is the article's own reporting."
    )


def test_whom_the_article_names_is_not_called_nobody() -> None:
    piece = Piece(
        (Told("Police believe the pumps may have been broken.", "allegation", 0, "Police", "believe"),),
        (Who("organisation", "police", ("Police",)),),
    )
    assert noticed(piece) == (
        'Attributed to "police"; on whose word exactly, the article does not make plain. '
        "The article reports no confirmation."
    )


def test_perhaps_is_no_hearsay() -> None:
    piece = Piece((Told("Perhaps the pumps were broken.", "allegation", hedge="Perhaps"),))
    assert noticed(piece) == (
        "The article does not make plain who vouches for this and reports no confirmation."
    )


def test_a_paper_without_an_issuer_is_not_called_unnamed() -> None:
    assert told("a leaked report", plural=False).startswith("A leaked report, not identified further.")
    assert told("the Syrian opposition", "collective").startswith(
        'Attributed to "the Syrian opposition", none of them named.'
    )


def test_on_the_record_without_a_source_found_says_where_to_look() -> None:
    plain = Piece((Told("The mayor called for an inquiry.", "on-record"),))
    assert noticed(plain) == "On the record; look up in the article who says so."


def test_on_the_record_without_a_source_may_be_the_articles_own_finding() -> None:
    found = Told("Bluewater lost a ship, an investigation by The Tribune found.", "on-record")
    assert noticed(Piece((found,), outlet="The Tribune")) == "The article's own reporting."
    assert noticed(Piece((found,), outlet="Sund News")).startswith("On the record; look up")
    silent = (
        Told(PUMPS.format("Two aides"), "allegation"),
        Told("The mayor would not comment.", "on-record"),
    )
    who = (Who("organisation", "the mayor", ("The mayor",)),)
    assert (
        noticed(Piece(silent, who, (Reply("no-comment", 1, (0,), 0),)), 1) == "The article's own reporting."
    )


def test_who_confirms_a_claim_and_says_no_more_was_not_silent() -> None:
    told = (
        Told(PUMPS.format("Two aides"), "allegation", 0, "Two aides", "said"),
        Told("The ministry confirmed it but would not say more."),
    )
    who = (
        Who("unnamed", "two aides", ("Two aides",), plural=True),
        Who("organisation", "the ministry", ("The ministry",)),
    )
    both = (Reply("corroboration", 1, (0,), 1), Reply("no-comment", 1, (0,), 1))
    assert "declined" not in noticed(Piece(told, who, both))


def test_who_bears_out_a_claim_without_a_name_vouches_for_the_sentence_that_says_so() -> None:
    told = (
        Told(PUMPS.format("Two aides"), "allegation", 0, "Two aides", "said"),
        Told("A second clerk backed up the account.", "allegation"),
        Told("A third disputed it, and the mayor denied it."),
    )
    names = ("two aides", "a second clerk", "the mayor")
    kinds: tuple[SourceKind, ...] = ("unnamed", "unnamed", "organisation")
    who = tuple(
        Who(kind, name, (name.capitalize(),)) for kind, name in zip(kinds[:2], names[:2], strict=True)
    )
    who = (*who, Who("organisation", "the mayor", ("the mayor",)))
    replies = (
        Reply("corroboration", 1, (0,), 1),
        Reply("denial", 2, (0,), None),
        Reply("denial", 2, (0,), 2),
    )
    assert noticed(Piece(told, who, replies), 1).startswith("A second clerk, not named.")
    assert "reports a denial" not in noticed(Piece(told, who, replies))


def test_a_group_that_the_article_does_not_print_so_is_not_quoted() -> None:
    piece = Piece(
        (Told("Several said the pumps were broken.", "allegation", 0, "Several", "said"),),
        (Who("collective", "several of the residents", ("Several",), plural=True),),
    )
    assert noticed(piece) == "Several of the residents, not named. The article reports no confirmation."


def test_a_claim_is_never_attributed_to_a_person_on_doubt() -> None:
    piece = Piece(
        (Told("Ina Vik has ruled since a vote said to be rigged.", "allegation", 0, "Ina Vik", "ruled"),),
        (Who("person", "Ina Vik"),),
    )
    assert noticed(piece).startswith('Hearsay ("said to be"): the article names nobody')
    flat = Piece(
        (Told("Ina Vik has ruled since a vote that was rigged.", "allegation", 0, "Ina Vik", "ruled"),),
        (Who("person", "Ina Vik"),),
    )
    assert noticed(flat).startswith("The article does not make plain who vouches for this")


def test_hearsay_is_quoted_without_the_article_of_the_next_word() -> None:
    piece = Piece((Told("Des Okafor has been linked with the job.", "allegation"),))
    assert noticed(piece).startswith('Hearsay ("been linked with"): the article names nobody')


@pytest.mark.parametrize("mention", ["The FBI", "FBI"])
def test_a_body_keeps_its_article(mention: str) -> None:
    text = "On Monday The FBI declined to comment."
    at = text.index(mention)
    assert with_article(text, "FBI", Span(at, at + len(mention))) == "the FBI"
    assert with_article(text, "the firm", Span(at, at + len(mention))) == "the firm"
    assert with_article(text, "Monday Group", Span(3, 9)) == "Monday Group"


def test_a_firm_that_does_not_comment_declined_to() -> None:
    piece = Piece(
        (
            Told(PUMPS.format("Two aides"), "allegation", 0, "Two aides", "said"),
            Told("The firm does not comment on speculation."),
        ),
        (Who("unnamed", "two aides", ("Two aides",)), Who("organisation", "the firm", ("The firm",))),
        (Reply("no-comment", 1, (0,), 1),),
    )
    assert noticed(piece) == "Two unnamed aides. The firm declined to comment."


def test_a_second_source_of_a_statement_is_told_in_few_words() -> None:
    piece = Piece(
        (
            Told("Two aides said the pumps were broken.", "allegation", 0, "Two aides", "said"),
            Told("One of them said so twice.", "allegation", 1, "One of them", "said"),
            Told("They are said to leak.", "allegation", 2, "", "are said"),
        ),
        (
            Who("unnamed", "two aides", ("Two aides",), plural=True),
            Who("unnamed", "one of two aides", ("One of them",)),
            Who("hearsay", ""),
        ),
    )
    analysis = piece.analysis()
    spans = tuple(j.span for j in analysis.judgements)
    both = Statement(spans[:2], "allegation", (0, 1), (0, 1))
    assert notice(analysis, both) == "Two unnamed aides. The article reports no confirmation."
    twice = Statement((spans[2],), "allegation", (2,), (2, 2))
    assert notice(analysis, twice) == (
        'Hearsay ("are said"): the article names nobody and reports no confirmation.'
    )
    part = Statement((spans[0], spans[2]), "allegation", (0, 2), (2, 0))
    assert notice(analysis, part) == (
        'Two unnamed aides; in part hearsay ("are said"). The article reports no confirmation.'
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a clerk", "an unnamed clerk"),
        ("a second clerk", None),
        ("a second of the clerks", "a second of the unnamed clerks"),
        ("half of the clerks", "half of the unnamed clerks"),
    ],
)
def test_where_unnamed_stands_in_a_description(name: str, shown: str | None) -> None:
    assert marked(name) == shown


def test_a_description_with_a_torn_quotation_ends_before_it() -> None:
    assert short('the paper, dated May and marked "Secret') == "the paper"


def test_an_outlet_that_papers_were_shown_to_may_be_the_articles_own() -> None:
    """What it was shown makes it no second hand: it neither said nor reported anything."""
    piece = Piece(
        (
            Told("Two aides told the Monitor he left.", "allegation", 0, "Two aides", "told", chain=(1,)),
            Told("Papers seen by the Monitor name the clerk."),
        ),
        (
            Who("unnamed", "two aides", ("Two aides",), plural=True),
            Who("outlet", "the Monitor", ("the Monitor", "Monitor name")),
        ),
    )
    assert (
        noticed(piece) == "Two unnamed aides, speaking to the Monitor. The article reports no confirmation."
    )


@pytest.mark.parametrize("name", ["the Monitor", "Monitor"])
def test_an_outlet_that_was_told_has_one_article(name: str) -> None:
    line = "Two aides told the Monitor that the pumps were broken."
    who = (Who("unnamed", "two aides", ("Two aides",), plural=True), Who("outlet", name))
    piece = Piece((Told(line, "allegation", 0, "Two aides", "told", chain=(1,)),), who)
    assert (
        noticed(piece) == "Two unnamed aides, speaking to the Monitor. The article reports no confirmation."
    )


def test_our_is_the_outlet_s() -> None:
    ours = Told("Our sources said the pumps were broken.", "allegation", 0, "Our sources", "said")
    who = (Who("unnamed", "our sources", ("Our sources",), plural=True),)
    assert noticed(Piece((ours,), who)).startswith("The outlet's own sources, not named.")
    quoted = Told("“We asked, and our clerks say so,” he said.", "allegation", 0, "our clerks", "say")
    piece = Piece((quoted,), (Who("unnamed", "our clerks", plural=True),))
    assert noticed(piece).startswith("Our clerks, not named.")


def test_a_notice_says_whose_people_they_are() -> None:
    line, item = "Unnamed leaders close to him.", "Leaders close to him [Erik Oland] said it."
    assert whose(line, item) == "Unnamed leaders close to him [Erik Oland]."
    assert whose("Her lawyer, not named.", "[Ida Brandt's] lawyer said it.") == (
        "Ida Brandt's lawyer, not named."
    )
    assert whose("Unnamed leaders.", item) == "Unnamed leaders."
