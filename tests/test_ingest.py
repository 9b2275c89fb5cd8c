"""Layouts, furniture, decoding and bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegedly.article import printable
from allegedly.config import MAX_INPUT_BYTES
from allegedly.decoding import shadow
from allegedly.errors import InputError
from allegedly.ingest import decode, ingest, read_article
from conftest import Case

STAGE = "ingest"

ARTICLE = (
    "Port shuts after crane falls\n\nThe port of Sund was closed on Monday after a crane fell into "
    "the water.\n\n"
    "“Nobody was hurt,” said Ida Brandt, the harbour master. The cost is put at €2m."
)


def test_blocks(case: Case) -> None:
    article = ingest(case.input)
    shown = []
    for block in article.blocks:
        text = " ".join(block.span.slice(article.text).split())
        label = f"{block.kind} ({block.why})" if block.why else block.kind
        shown.append(f"{label}: {text}")
    assert shown == case.output.split("\n")


def test_the_seed_has_no_headline_and_two_caption_lines() -> None:
    article = read_article(Path(__file__).parents[1] / "seeds" / "000_edb60f2c45fdd3f5.txt")
    assert [b.why for b in article.blocks[:3]] == ["caption", "caption", ""]
    assert all(b.kind == "paragraph" for b in article.blocks[2:])
    assert article.title is None
    assert article.headline is None


def test_an_outlet_stands_behind_the_names_of_a_byline() -> None:
    text = "Ferry to stop\n\nBy Ida Brandt, {}\n\nThe ferry will stop on Friday. The town will miss it badly."
    assert ingest(text.format("Corvo News")).outlet == "Corvo News"
    assert ingest(text.format("Staff Writer")).outlet is None
    assert ingest(text.format("Corvo News"), outlet="Sund Herald").outlet == "Sund Herald"
    assert (
        ingest(text.replace(", {}", "") + "\n\nThe Sund Herald has contacted the line for comment.").outlet
        == "Sund Herald"
    )


def test_an_outlet_may_have_a_line_of_its_own_under_the_byline() -> None:
    head = "Ferry to stop\n\nBy Ida Brandt\nSund Coast Argus\n26 November 2026"
    article = ingest(f"{head}\n\nThe ferry will stop on Friday. The town will miss it.")
    assert (article.byline, article.outlet) == ("By Ida Brandt", "Sund Coast Argus")


@pytest.mark.parametrize(
    ("below", "outlet"),
    [
        ("Two sources told Reelwire that it would close.", "Reelwire"),
        ("The harbour master told the Sund Mail that it would close.", None),
        ("Papers shown to the Sund Mail say so, and a clerk told the Sund Mail.", "Sund Mail"),
        ("Papers seen by the Sund Board say so, and a clerk told the Sund Board.", None),
        ("Papers reviewed by Ida Brandt say so, and a clerk told Ida Brandt.", None),
        ("Ida Ruiz has seen it. Ruiz has learned more, and a clerk told Ruiz.", None),
        ("The Sund Council has established that it will, and a clerk told the Sund Council.", None),
        ("The Sunday Beacon can reveal more. A clerk wept.", "Sunday Beacon"),
        ("Reelwire has contacted the port for comment. A clerk told Reelwire more.", "Reelwire"),
        ("Mails seen by the SM say so, and a clerk told the Sund Mail.", "Sund Mail"),
        ("The Sund Bee-Star is not identifying the clerk, who told the Bee-Star so.", "Sund Bee-Star"),
        ("The Sund Bee could not verify the list. A clerk told the Sund Bee more.", "Sund Bee"),
        ("Papers viewed by Axial say so. A clerk told Axial more, and a cook told Axial less.", "Axial"),
        ("Papers viewed by Corvo say so. A clerk told Corvo, a cook told Corvo. Corvo said no.", None),
        ("Two sources told Reelwire. Reelwire reported in May that it would close.", None),
    ],
)
def test_an_outlet_that_learns_and_is_told_things_is_the_articles_own(below: str, outlet: str | None) -> None:
    text = (
        f"Ferry to stop\n\nThe ferry will stop on Friday, Reelwire has learned. The town was told.\n\n{below}"
    )
    assert ingest(text).outlet == outlet


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bluewater (BLUE.L), opens new tab fell on Monday.", "Bluewater (BLUE.L) fell on Monday."),
        ("Bluewater (BLUE.CO) , opens new tab is for sale.", "Bluewater (BLUE.CO) is for sale."),
        ("Marek Oland, the head of Corvo, opens new tab, wept.", "Marek Oland, the head of Corvo, wept."),
        ("The port is run by Corvo, opens new tab.", "The port is run by Corvo."),
        ("The port is run by Corvo (opens in a new window).", "The port is run by Corvo."),
        ("A clerk opens new tabs all day.", "A clerk opens new tabs all day."),
    ],
)
def test_what_a_page_says_of_its_links_to_those_who_hear_it_is_blank(written: str, read: str) -> None:
    text = f"Ferry to stop\n\nThe ferry will stop. The town wept.\n\n{written} A clerk wept."
    article = ingest(text)
    assert len(article.text) == len(text)
    assert printable(article.blocks[-1].span.slice(article.text)) == f"{read} A clerk wept."


def test_a_writer_with_agencies_alone_over_the_text_is_no_headline() -> None:
    article = ingest("Ida Brandt with AFP, dpa\n\nThe ferry will stop in May. The town will miss it badly.")
    assert (article.title, article.byline, article.outlet) == (None, "By Ida Brandt", None)


@pytest.mark.parametrize(
    ("opening", "rest", "place"),
    [
        ("", "District Police Officer (DPO) Marek Oland said it.", None),
        ("", "Station House Officer (Old Town) Inspector Oland said it.", None),
        ("Merrow (AFP)", "Marek Oland said it.", "Merrow"),
        ("Merrow (Daybreak)", "The mayor said it.", "Merrow"),
    ],
)
def test_an_office_with_its_letters_is_no_dateline(opening: str, rest: str, place: str | None) -> None:
    article = ingest(f"Ferry to stop\n\n{opening} {rest} The ferry will stop. It is over.")
    prose = next(b for b in article.blocks if b.kind == "paragraph")
    assert printable(prose.span.slice(article.text)).startswith(rest)
    assert article.dateline == place


def test_a_stamp_with_the_hour_in_front_of_the_text_is_no_part_of_it() -> None:
    stamp = "Law Ledger (October 14, 2025, 7:42 PM EDT) --"
    article = ingest(f"Ferry to stop\n\n{stamp} The ferry will stop in May. The town will miss it.")
    assert [b.why for b in article.blocks] == ["", "timestamp", ""]
    assert article.published == "October 14, 2025"


@pytest.mark.parametrize(
    "line",
    [
        "Merrow (4-4-2) Kelso; Whelan, Price, Rusk; Oram.",
        "Referee: I Brandt.",
        "The dockers are represented by Ida Brandt of Brandt & Lind LLP.",
        "The case is Oland v. Port of Sund, case number 4:25-cv-01234, in the district court of Sund.",
    ],
)
def test_team_sheets_and_who_stands_for_whom_are_furniture(line: str) -> None:
    text = f"Ferry to stop\n\nThe ferry will stop. The town wept.\n\nIt is over, the mayor said.\n\n{line}"
    assert ingest(text).blocks[-1].kind == "furniture"


def test_a_dash_in_front_of_a_paragraph_is_no_part_of_it() -> None:
    text = (
        "Ferry to stop\n\nThe ferry will stop on Friday. The town wept.\n\n- A clerk wept. The port is shut."
    )
    article = ingest(text)
    assert article.blocks[-1].span.slice(article.text).startswith("A clerk wept.")


def test_an_outlet_to_which_mails_were_leaked_is_this_masthead() -> None:
    text = "Ferry to stop\n\nThe ferry will stop, say mails leaked to the Sunday Mail. A clerk wept.\n\n"
    assert ingest(text).outlet is None
    assert ingest(f"{text}The mayor, contacted by this masthead, said no.").outlet == "Sunday Mail"


@pytest.mark.parametrize(
    "above",
    [
        "Home / National / Economy",
        "The Morning Ledger\nView in browser | Forward to a friend",
        "Home  News  Sport  What's On",
        "PLAYBOOK",
        "Takeaways by Sund News AI",
    ],
)
def test_a_trail_or_a_masthead_over_the_headline_is_no_title(above: str) -> None:
    text = f"{above}\n\nPrices rise in Karsan\n\nThe price of bread has risen. It is not over."
    assert ingest(text).title == "Prices rise in Karsan"


def test_the_name_of_a_series_over_the_headline_is_no_title() -> None:
    text = "Machinery of Care\n\nThe Town That Kept Readers Waiting\n\nFor years nobody came. It is not over."
    assert ingest(text).title == "The Town That Kept Readers Waiting"


@pytest.mark.parametrize("slug", ["Scoop:", "SCOOP:", "SCOOP", "Exclusive |", "EXCLUSIVE –"])
def test_a_boast_in_front_of_a_headline_is_no_part_of_it(slug: str) -> None:
    text = f"{slug} Prices rise in Karsan\n\nThe price of bread has risen. It is not over."
    assert ingest(text).title == "Prices rise in Karsan"


@pytest.mark.parametrize(("told", "outlet"), [("the Lantern", "The Wyre Lantern"), ("reporters", None)])
def test_a_masthead_is_the_paper_to_which_people_speak(told: str, outlet: str | None) -> None:
    below = f"The fire chief was warned three times of the cladding, a man told {told}. He has the letters."
    article = ingest(f"The Wyre Lantern\nSign in\n\nFire chief was warned of cladding\n\n{below}")
    assert (article.title, article.outlet) == ("Fire chief was warned of cladding", outlet)


@pytest.mark.parametrize(
    ("byline", "writers"),
    [
        ("By Ida Brandt, Miguel Abarca", "By Ida Brandt, Miguel Abarca"),
        ("By Laura Haddad, Ida Brandt, and Miguel Abarca", "By Laura Haddad, Ida Brandt, and Miguel Abarca"),
        ("By IDA BRANDT, Crime reporter", "By Ida Brandt"),
        ("By Ida Brandt, Sund", "By Ida Brandt"),
        ("Ida Brandt, education correspondent", "By Ida Brandt"),
        ("By Nico Haldane, Sadie Morrow, Ian Cole", "By Nico Haldane, Sadie Morrow, Ian Cole"),
        ("By Xan Haldane, Ysolt Morrow, Perran Cole", "By Xan Haldane, Ysolt Morrow, Perran Cole"),
        ("By Ida Brandt, Little Sund", "By Ida Brandt"),
        ("By Ida Brandt · Listen to article", "By Ida Brandt"),
        ("By Ida Brandt · Save · Share", "By Ida Brandt"),
        ("Ida Brandt and Marek Oland with AFP, dpa, Reuters", "By Ida Brandt and Marek Oland"),
        ("Ida Brandt | Sund | Updated: Nov 6, 2026 9:12 IST", "By Ida Brandt"),
    ],
)
def test_all_the_writers_of_a_byline_are_kept(byline: str, writers: str) -> None:
    article = ingest(
        f"Prices rise in Karsan\n\n{byline}\n\nThe price of bread has risen by a fifth. It is not over."
    )
    assert (article.byline, article.outlet) == (writers, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("On Mar 6, 2025", "Mar 6, 2025"),
        ("Ida Brandt | Sund | Updated: Nov 6, 2026 9:12 IST", "Nov 6, 2026"),
        ("TNN | Updated: Aug 22, 2024, 06:41 IST", "Aug 22, 2024"),
        ("Published date: 9 June 2025 13:07 BST | Last update: 9 June 2025 15:00 BST", "9 June 2025"),
    ],
)
def test_a_line_of_dates_says_when_it_was_published(line: str, day: str) -> None:
    article = ingest(
        f"Prices rise in Karsan\n\n{line}\n\nThe price of bread has risen by a fifth. It is not over."
    )
    assert article.published == day


def test_byline_and_dateline_are_cleaned() -> None:
    article = ingest(
        ARTICLE.replace(
            "\n\nThe port",
            "\n\nBy IDA BRANDT and Marek Oland, Kapital\n\nNEW SUND, March 3 (Reuters) - The port",
        )
    )
    assert article.byline == "By Ida Brandt and Marek Oland"
    assert article.dateline == "New Sund"
    assert article.title == "Port shuts after crane falls"


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("BEIRUT: ", "Beirut"),
        ("NEW DELHI: ", "New Delhi"),
        ("ISLAMABAD/KARACHI: ", "Islamabad/Karachi"),
        ("HATAY Turkey - ", "Hatay Turkey"),
        ("EXCLUSIVE: ", None),
        ("TRUMP: ", None),
        ("RUSSIA: ", None),
    ],
)
def test_a_known_place_with_a_colon_is_a_dateline_and_a_label_is_not(before: str, place: str | None) -> None:
    assert ingest(ARTICLE.replace("\n\nThe port", f"\n\n{before}The port")).dateline == place


@pytest.mark.parametrize(
    ("before", "cut"),
    [
        ("By Ida Brandt ", "By Ida Brandt"),
        ("By Ida Brandt, port reporter ", "By Ida Brandt, port reporter"),
        ("By Ida Brandt SUND — ", "By Ida Brandt"),
        ("LONG READ ", "LONG READ"),
        ("EXCLUSIVE: ", "EXCLUSIVE:"),
        ("By Donald Tower standards, ", None),
        ("BP PROFILE ", None),
        ("PROFILE Software ", None),
        ("OPINION POLLS ", None),
        ("By Ida Brandt And Tom Holm ", None),
        ("By Anna Marie May ", None),
    ],
)
def test_a_byline_or_label_that_ran_into_the_first_paragraph_is_cut_off(before: str, cut: str | None) -> None:
    article = ingest(before + ARTICLE.split("\n\n", 1)[1])
    first = article.blocks[0]
    assert (first.span.slice(article.text) if first.kind == "furniture" else None) == cut


@pytest.mark.parametrize(
    ("run_in", "cut"),
    [
        (" Special Correspondent SUND", "Special Correspondent SUND"),
        (" Staff Reporter NORTH SUND", "Staff Reporter NORTH SUND"),
        (", Staff Reporter SUND", None),
        (" Special Correspondent Sund", None),
    ],
)
def test_a_desk_and_its_town_between_headline_and_text_are_cut_out(run_in: str, cut: str | None) -> None:
    article = ingest(f"Two men were held over a dam{run_in} " + ARTICLE.split("\n\n", 1)[1])
    cuts = [b.span.slice(article.text) for b in article.blocks if b.kind == "furniture"]
    assert cuts == ([cut] if cut else [])


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("Published 3 March 2024, 10:14 GMT", "3 March 2024"),
        ("Updated 4:12 PM EDT, March 3, 2024", "March 3, 2024"),
        ("Last modified on Tue 4 Mar 2024 18.40 GMT\n\nTue 3 Mar 2024 16.12 GMT", "3 Mar 2024"),
        ("Published 2024-03-03 16:12", "2024-03-03"),
        ("3 hours ago", None),
        ("3/4/2024", None),
    ],
)
def test_the_day_over_the_text_is_when_it_was_published(lines: str, date: str | None) -> None:
    text = ARTICLE.replace("\n\nThe port", f"\n\n{lines}\n\nThe port")
    assert ingest(text).published == date
    assert ingest(text, published="yesterday").published == "yesterday"
    assert ingest(f"{ARTICLE}\n\nMost read\n\n2 March 2023").published is None


def test_a_byline_needs_no_by() -> None:
    article = ingest(ARTICLE.replace("\n\nThe port", "\n\nIda Brandt in Sund and Marek Oland\n\nThe port"))
    assert article.byline == "By Ida Brandt and Marek Oland"
    article = ingest(ARTICLE.replace("\n\nThe port", "\n\nIda Brandt\n\n3 March 2024\n\nThe port"))
    assert article.byline == "By Ida Brandt"


def test_exclusive_is_nobody_s_name() -> None:
    article = ingest(ARTICLE.replace("\n\nThe port", "\n\nEXCLUSIVE By IDA BRANDT\n\nThe port"))
    assert article.byline == "By Ida Brandt"


def test_a_headline_given_twice_is_one_headline() -> None:
    article = ingest(ARTICLE, title="Port shuts after crane falls")
    assert article.headline is not None
    assert article.headline.slice(ARTICLE) == article.title
    other = ingest(ARTICLE.partition("\n\n")[2], title="Port shuts after crane falls")
    assert other.headline is None
    assert other.title == "Port shuts after crane falls"


def test_what_is_given_goes_before_what_is_found() -> None:
    article = ingest(ARTICLE, byline="By Somebody Else", outlet=" Kapital\n", published="", id="7")
    assert (article.byline, article.outlet, article.published, article.id) == (
        "By Somebody Else",
        "Kapital",
        None,
        "7",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_need_no_warning(encoding: str) -> None:
    assert decode(ARTICLE.encode(encoding)) == (ARTICLE, ())


def test_cp1252_is_detected_with_a_warning() -> None:
    text, warnings = decode((ARTICLE * 3).encode("cp1252"))
    assert text == ARTICLE * 3
    assert warnings == ("the text is not UTF-8: read as cp1252",)


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    data = (ARTICLE * 3).encode() + b"\xe2\x80"
    text, warnings = decode(data)
    assert text == ARTICLE * 3 + "\ufffd"
    assert warnings
    assert "damaged UTF-8" in warnings[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\r\n \xc2\xa0", "nothing but white space"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"PK\x03\x04rest", "office document"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x00\x01\x02\x03" * 10, "binary"),
        (b"\xff\xfe\x00\xd8\x41", "cannot be decoded"),
        (b"a" * (MAX_INPUT_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_bad_bytes_are_named_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_article(data)
    assert "\n" not in str(caught.value)


def test_bad_files_are_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a directory"):
        read_article(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        read_article(tmp_path / "none.txt")
    with pytest.raises(InputError, match="cannot be read"):
        read_article("a\0b")
    large = tmp_path / "large.txt"
    large.write_bytes(b"The port is shut. " * (MAX_INPUT_BYTES // 18 + 1))
    with pytest.raises(InputError, match="larger than 10 MB"):
        read_article(large)


def test_half_a_character_is_named() -> None:
    with pytest.raises(InputError, match="surrogate"):
        ingest(ARTICLE + "\ud800")


FOREIGN = {
    "German": "Der Hafen von Sund wurde am Montag geschlossen, nachdem ein Kran in das Wasser "
    "gefallen war. Niemand ist verletzt worden.",
    "French": "Le port de Sund a été fermé lundi après la chute d'une grue dans l'eau. Personne n'a "
    "été blessé, selon la police.",
    "Spanish": "El puerto de Sund fue cerrado el lunes después de que una grúa cayera al agua. No "
    "hay heridos, según la policía.",
    "Italian": "Il porto di Sund è stato chiuso lunedì dopo che una gru è caduta in acqua. Non ci "
    "sono feriti, ha detto la polizia.",
    "Portuguese": "O porto de Sund foi fechado na segunda-feira depois que um guindaste caiu na "
    "água. Não há feridos, disse a polícia.",
    "Dutch": "De haven van Sund is maandag gesloten nadat een kraan in het water was gevallen. Er "
    "zijn geen gewonden, zegt de politie.",
    "Swedish": "Hamnen i Sund stängdes på måndagen efter att en kran hade fallit i vattnet. Ingen "
    "har skadats och polisen är på plats.",
    "Polish": "Port w Sund został zamknięty w poniedziałek po tym, jak dźwig wpadł do wody. Nikt "
    "nie został ranny, ale policja jest na miejscu.",
    "Turkish": "Sund limanı pazartesi günü bir vincin suya düşmesinden sonra kapatıldı. Polis, "
    "kimse yaralanmadı ve çok hasar olmadığını dedi.",
    "Russian or another Cyrillic language": "Порт Сунд был закрыт в понедельник после падения крана "
    "в воду. Никто не пострадал.",
    "Arabic, Persian or Urdu": "أغلق ميناء سوند يوم الاثنين بعد سقوط رافعة في الماء. لم يصب أحد بأذى.",
    "Chinese": "松德港周一在一台起重机落水后关闭。没有人受伤。",
    "Japanese": "スンド港は月曜日、クレーンが水中に落ちたため閉鎖された。けが人はいない。",
    "Korean": "순드 항구는 월요일 크레인이 물에 빠진 뒤 폐쇄되었다. 다친 사람은 없다.",
    "Greek": "Το λιμάνι του Σουντ έκλεισε τη Δευτέρα μετά την πτώση γερανού στο νερό.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_named(language: str) -> None:
    with pytest.raises(InputError, match=f"looks like {language}, not English"):
        ingest(FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took Aleppo. Assad fled.",
        ARTICLE.lower(),
        ARTICLE.upper(),
        "Abu Shadi al-Hamwi told Asharq Al-Awsat that Jabhat al-Nusra and Ahrar al-Sham left Deir "
        "ez-Zor for al-Tabqah and Ain Issa.",
        "Juan de la Cruz and Maria de los Angeles met José del Río in San Juan de la Rambla. They "
        "spoke about La Liga and El País.",
        "François Hollande a dit: «Non». The president of France spoke in Paris on Monday and left "
        "for the airport with his guests.",
    ],
)
def test_english_passes_with_few_words_many_names_or_one_case(text: str) -> None:
    assert ingest(text).text == text


def test_a_shadow_keeps_every_offset_and_repairs_mojibake() -> None:
    text = "a\u00a0b\u200bc\r\nd\re\x93f\x94\x85\u2028g\ufeff"
    assert shadow(text) == "a b c \nd\ne“f”…\ng "


def test_layout_says_the_same_with_other_line_ends() -> None:
    def kinds(text: str) -> list[tuple[str, str]]:
        return [(b.kind, " ".join(b.span.slice(text).split())) for b in ingest(text).blocks]

    for changed in (
        ARTICLE.replace("\n", "\r\n"),
        ARTICLE.replace("\n", "\r"),
        ARTICLE.replace(" ", "\u00a0"),
        ARTICLE.replace("\n\n", "\n"),
    ):
        assert kinds(changed) == kinds(ARTICLE)


def test_the_marks_of_mail_and_of_parted_words_are_not_printed() -> None:
    text = "> The council said that the govern-\n> ment had paid, and that a well-\n> known company got it."
    printed = printable(text[2:])
    assert printed == "The council said that the govern-ment had paid, and that a well-known company got it."
    assert shadow(text).startswith("  The council")
    assert len(shadow(text)) == len(text)


def test_a_sentence_on_two_pages_is_left_out_with_a_warning() -> None:
    pages = (
        ARTICLE.removesuffix("€2m.") + "\n\nTHE POST Page 1\n\nleast €2m. Nobody knew why.\n\nTHE POST Page 2"
    )
    article = ingest(pages)
    broken = [b.span.slice(pages) for b in article.blocks if b.why == "page break"]
    assert broken == ["The cost is put at", "least €2m."]
    assert any("end of a page" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    ("head", "foot", "outlet"),
    [
        ("SUND, March 3 (Reuters) - ", "", "Reuters"),
        (
            "SUND, March 3 (Coastal Press) — ",
            "\n\nIt was read to The Coastal Press by a clerk.",
            "Coastal Press",
        ),
        ("", "\n\n© Agence France-Presse", "Agence France-Presse"),
        ("", "\n\n©2025 Bloomberg L.P.", "Bloomberg"),
        ("", "\n\n© 2025 Corvo Holdings. All rights reserved.", None),
    ],
)
def test_whose_copy_it_is_stands_in_the_dateline_or_the_copyright(
    head: str, foot: str, outlet: str | None
) -> None:
    text = f"Port shuts after fire\n\n{head}The port of Sund was shut on Monday. Nobody was hurt.{foot}"
    assert ingest(text).outlet == outlet


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("3 Mar 2025 - 09:47 GMT", "3 Mar 2025"),
        ("Published 11:02 PM GMT+3, July 15, 2025", "July 15, 2025"),
        ("Sund | Updated: August 21, 2025 07:12 IST", "August 21, 2025"),
        ("October 14, 2025 at 8:05 AM GMT+8", "October 14, 2025"),
    ],
)
def test_a_time_with_its_zone_or_town_is_a_date_line(line: str, date: str) -> None:
    text = "Port shuts after fire\n\nAFP\n{}\n\nThe port was shut on Monday. Nobody was hurt."
    assert ingest(text.format(line)).published == date


def test_what_an_earlier_version_said_is_no_news() -> None:
    note = "This interview was amended on 9 February 2025. An earlier version said it was in May."
    article = ingest(f"{ARTICLE}\n\n{note}")
    assert [b.kind for b in article.blocks if "earlier" in b.span.slice(article.text)] == ["furniture"]


@pytest.mark.parametrize(
    ("line", "date"), [("07/22/2025 04:55 AM EDT", "07/22/2025"), ("07/02/2025 04:55 AM EDT", None)]
)
def test_figures_that_can_mean_one_day_only_are_a_date(line: str, date: str | None) -> None:
    text = f"Port shuts after fire\n\nBy Ida Brandt\n{line}\n\nThe port was shut on Monday. Nobody was hurt."
    assert ingest(text).published == date


def test_a_headline_stands_over_a_page_run_into_one_line_that_ends_in_its_agencies() -> None:
    body = "Voters in Merrow chose a mayor on Sunday. The count took two days and a night. " * 8
    article = ingest(f"Merrow holds first vote since the flood\n\n{body}It ended at noon. jb/kl (mpa)\n")
    assert article.title == "Merrow holds first vote since the flood"
    assert [b.kind for b in article.blocks] == ["headline", "paragraph"]


def test_a_lead_that_says_who_said_it_is_no_headline_for_its_full_stop() -> None:
    lead = "Regulators will fine Norvane next week, three people familiar with the case said."
    below = (
        "The penalty would be the largest in the history of the agency. It follows an inquiry of two years"
        " into invoices that were dated back."
    )
    article = ingest(f"{lead}\n\n{below}\n\nIts chief had set aside only 20 million.")
    assert article.title is None


def test_a_newsletter_has_its_subject_for_a_title_and_labels_in_front_of_its_paragraphs() -> None:
    text = (
        "From: desk@sund.example\nSubject: Fwd: The box, the list and the clerk\n\n"
        "Good afternoon. It is Tuesday.\n\n"
        "Why it matters: The port has no cash, three clerks said. It closes on Friday.\n\n"
        'QUOTE OF THE DAY: "I would rather not say," the mayor said.\n\nIDA BRANDT: That was all.'
    )
    article = ingest(text)
    assert article.title == "The box, the list and the clerk"
    body = [b.span.slice(article.text) for b in article.blocks if b.kind == "paragraph"]
    assert body[:2] == [
        "The port has no cash, three clerks said. It closes on Friday.",
        '"I would rather not say," the mayor said.',
    ]
