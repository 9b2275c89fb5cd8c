"""What kind of source a description is: ordered, named rules over its head noun and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from allegedly.analysis import SourceKind
from allegedly.phrases import lexicon
from allegedly.stages.unnamed import words

_SITE_RE = re.compile(r"[\w-]+\.(?:com|org|net|tv|news|co)")

_HUMAN_RE = re.compile(
    r"year-old|\w{2}(?:m[ae]n|person|people|[^aeiou]er|[aeiou][^aeiou]er|[st]or|ist|ian|eer|ee|ess|ster|ant|folk)$"
)

_SERVICES = frozenset({"police", "prosecutors", "firefighters", "gardaí", "gardai"})
"""Plural nouns for a body that speaks as one."""

_GUARDS = frozenset({"border", "coast", "home", "national", "revolutionary"})
"""What makes a body of a guard: "Essa's | coast | guard"."""

PROSECUTES_RE = re.compile(
    r"\b(?:prosecut(?:ion|ors?|ing)|det(?:ective)?s?|investigators?|inspector|sgt|sergeant|constable|dc|dci|di"
    r"|ds|pc|police|sheriff|the crown|crown counsel)\b",
    re.IGNORECASE,
)
"""Who charges others by trade, in what they are called or behind their name: "Ida Ro KC, | prosecuting |"."""

FORUMS = frozenset(
    {"court", "court-martial", "hearing", "inquest", "inquiry", "jury", "martial", "trial", "tribunal"}
    | {"bench", "jurors", "magistrates"}
)
"""Bodies that sit in public: what they heard is on the record."""

LISTENERS = FORUMS | {"commission", "committee", "panel"}
"""Bodies to whom evidence is given: what they "heard" is not their own word."""

_PREFIX, _TRADE = 3, 6
"""Letters before and in a noun for people that another ends with: "church-warden"."""
_NOUNS = 4096
"""How many nouns are remembered."""
_IN_ORDER = frozenset({"first", "second", "third", "former", "latter"})

_BYGONE = frozenset({"former", "retired", "veteran"})
_RUNNING = frozenset({"operator", "developer", "maker", "builder"})
"""Nouns for a firm or for somebody; "the former operator of the lathe" is somebody."""

_NOBODY = frozenset({"a", "an", "another", "one", "several", "some", "two", "three", "who", "of"})
_NOTED = frozenset({"influential", "leading", "opposition", "party", "prominent", "senior"})
_CIRCLES = frozenset({"city", "conservative", "democratic", "labour", "liberal", "republican", "tory"}
                     | {"westminster", "whitehall"})  # fmt: skip
_COUNTS = frozenset({"by", "for", "from", "of", "on", "published", "released", "show", "showing"})
"""Which "figures" are of note, or whose circle they are from; and what stands behind numbers."""
_PAPERS = frozenset({"analysis", "audit", "document", "paper", "report", "review", "study", "survey"})
_OFFICIAL = frozenset(
    {"congressional", "court", "federal", "governmental", "judicial", "legislative", "ministerial"}
    | {"parliamentary", "police", "presidential", "senate", "sworn"}
)
"""Whose paper it is, without a name: "a congressional | report"."""
_PANELS = frozenset({"commission", "committee", "court", "tribunal"})
"""Bodies whose report is on the record, whichever they are: "a report by | an investigation | committee"."""
_MEMBERS = frozenset({"board", "cabinet", "committee", "congress", "council", "councillors", "councilors"}
                     | {"members", "parliament", "shareholders"})  # fmt: skip
_INFORMANTS = frozenset(
    {"aide", "defector", "employee", "informant", "insider", "leaker", "source", "staffer", "tipster"}
    | {"whistle-blower", "whistleblower", "worker"}
)
_THREADS = frozenset({"chain", "exchange", "thread", "trail"})
_MAILS = frozenset({"e-mail", "email", "message", "slack", "text", "whatsapp"})
_LAWYERS = frozenset({"attorney", "barrister", "counsel", "lawyer", "solicitor"})
SOME = frozenset({"a", "an", "another", "one"})
"""What stands in front of somebody in particular, one of several or without a name."""
_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_COUNTED = frozenset("a an one two three four five six seven eight nine ten another".split())  # noqa: SIM905
"""First words that count individuals, so that what follows is no undefined group."""


@dataclass(frozen=True, slots=True)
class Description:
    """A source that is described: `head` as written and `single` in the singular, `first` its first word.

    `before` and `after` are the words on either side of the head. `owned`: a possessive says whose it is;
    `named` and `outlet`: a name, or an outlet's, stands in it.
    """

    head: str
    single: str
    first: str
    before: frozenset[str]
    after: frozenset[str]
    plural: bool
    owned: bool
    named: bool
    outlet: bool

    @property
    def counted(self) -> bool:
        """Whether it counts individuals."""
        return self.first in _COUNTED or self.first.isdigit()

    @property
    def definite(self) -> bool:
        """Whether it points at something known."""
        return self.first in lexicon("grammar")["definite"]

    def called(self, section: str) -> bool:
        """Whether its head is listed in that section of the source nouns."""
        listed = lexicon("sources")[section]
        return self.head in listed or self.single in listed


def kind_of(description: Description) -> SourceKind | None:
    """The kind of source: the first rule that knows the head decides.

    `None` for what nobody can quote: a head that is no person, body or document ("its profit").
    """
    if description.first == "no" or description.head in {"nobody", "none"}:
        return None
    for rule in _RULES:
        kind = rule(description)
        if kind is not None:
            return kind
    return None


NO_LONGER = frozenset({"drug", "ex", "former", "sales", "travel"})
"""In front of "rep" or "spokesman" they make somebody who speaks for no body."""


@lru_cache(maxsize=_NOUNS)
def is_human(head: str, single: str) -> bool:
    """Whether a head noun, as written and in the singular, means people: listed, or ending so."""
    people = lexicon("sources")["people"] | lexicon("sources")["collective"]
    if head in people or single in people or head in lexicon("sources")["plural_people"]:
        return True
    if any(single[at:] in people for at in range(_PREFIX, len(single) - _TRADE + 1)):
        return True  # "churchwarden"
    return bool(_HUMAN_RE.search(single)) and single not in lexicon("grammar")["inanimate"]


def _spokesperson(d: Description) -> SourceKind | None:
    """Who speaks for a named body puts that body on the record."""
    if not d.called("spokespeople"):
        return None
    if d.before & NO_LONGER:
        return "unnamed"  # "a former sales rep" speaks for nobody
    bodies = lexicon("sources")["organisations"]
    speaks_for = (
        d.named
        or d.owned
        or d.first == "the"
        or d.before & bodies
        or d.after & (bodies | lexicon("grammar")["possessives"] | {"him", "them"})
        or ({"for", "the"} <= d.after and d.after & lexicon("sources")["people"])
    )
    return "organisation" if speaks_for else "unnamed"


def _counsel(d: Description) -> SourceKind | None:
    """Whose lawyers they are puts that side on the record: "solicitors for the treasurer, Jon Ruud".

    Not "a lawyer for a former employee of Corvo", nor one who will not be named.
    """
    acts = d.single in _LAWYERS and d.after & {"for", "representing"}
    somebody = d.after & (_NOBODY | {"prosecutors", "anonymity", "anonymous", "named", "identified"})
    return "person" if acts and d.named and not somebody else None


def _media(d: Description) -> SourceKind | None:
    if d.head not in lexicon("sources")["hearsay_media"] or d.counted:
        return None
    return "outlet" if "state" in d.before else "hearsay"


def _hearsay(d: Description) -> SourceKind | None:
    vague = (d.head in {"reports", "accounts"} or d.called("hearsay")) and not d.before & words(
        "words", "filed"
    )
    if not vague or d.owned or d.named or d.definite or (d.counted and not d.called("hearsay")):
        return None
    return "hearsay"


def _sample(d: Description) -> SourceKind | None:
    return "document" if d.called("samples") else None


def _figure(d: Description) -> SourceKind | None:
    """Somebody of note, and no number: "a senior Tory | figure|", "City | figures|", "opposition figures"."""
    if d.single != "figure":
        return None
    if d.after & {"familiar", "knowledge"}:
        return "unnamed"
    if d.after & _COUNTS:
        return None
    one = not d.plural and d.first in SOME and d.before - SOME
    close = {"close", "who"} & d.after
    circle = d.named and d.before & _CIRCLES
    return "unnamed" if one or close or circle or d.before & _NOTED else None


def _document(d: Description) -> SourceKind | None:
    exchanged = d.single in _THREADS and d.before & _MAILS  # "an e-mail chain", no supermarket's
    if not (exchanged or d.called("documents") or d.head in lexicon("sources")["plural_documents"]):
        return None
    if d.before & {"anonymous", "unattributed", "unsigned"}:
        return "unnamed"
    if d.owned and d.first in SOME and d.before & _INFORMANTS:
        return "unnamed"  # "a whistleblower's dossier"
    people = any(word.endswith("s") and is_human(word, word[:-1]) for word in d.before)
    if "and" in d.before and people:
        return "unnamed"  # "former reviewers and internal documents": the weaker of the two
    bodies = lexicon("sources")["organisations"]
    # "A report by the military intelligence service"; an investigation by it is no paper.
    by = "by" in d.after and (("the" in d.after and d.after & bodies) or d.after & _PANELS)
    whose = d.after & (bodies | {"planning"})  # "a report by | planning | officers"
    staff = "by" in d.after and whose and d.after & {"officers", "officials", "staff"}
    by_a_body = d.single in _PAPERS and (by or staff)
    to_a_body = {"to", "before"} & d.after and d.after & _MEMBERS  # "a report to councillors"
    issued = d.named or d.owned or d.definite or by_a_body or to_a_body or d.before & (bodies | _OFFICIAL)
    return "document" if issued or not d.called("issued") else "unnamed"


def _relation(d: Description) -> SourceKind | None:
    return "person" if d.called("relations") and d.owned else None


def _public_body(d: Description) -> SourceKind | None:
    party = any(f"{word} {d.head}" in words("words", "parties") for word in d.before)
    if d.definite and (
        (d.head == "staff" and "general" in d.before) or (d.head == "chiefs" and "joint" in d.before)
    ):
        return "organisation"
    if d.head in {"bench", "jurors", "magistrates"} and not d.counted:
        return "organisation"
    guard = d.head == "guard" and d.before & _GUARDS and not d.counted
    return "organisation" if guard or party or (d.head in _SERVICES and not d.counted) else None


def _outlet(d: Description) -> SourceKind | None:
    if d.single == "agency" and d.before - _ARTICLES and not d.before & {"news", "press", "wire"}:
        return None  # most agencies are offices
    if d.called("outlets"):
        # "A British newspaper", "a Telegram channel": the name is not the outlet's.
        named = d.outlet if d.counted else d.named
        return "outlet" if named or d.first == "the" or "state" in d.before else "unnamed"
    if _SITE_RE.fullmatch(d.head):
        return "outlet"
    reporting = d.single in {"reporter", "correspondent", "journalist", "photographer"}
    return "outlet" if reporting and (d.outlet or d.first in {"our", "this"}) else None


def _described_people(d: Description) -> SourceKind | None:
    """Those who are said to know ("people familiar with the matter") are somebody in particular."""
    particular = d.after & (words("words", "knowing") | {"knowledge", "direct"})
    return "unnamed" if d.plural and particular and not d.called("documents") else None


def _collective(d: Description) -> SourceKind | None:
    if not d.called("collective") or d.counted or d.owned:
        return None
    return "collective" if d.plural or d.head in {"opposition", "half", "majority"} else None


def _office(d: Description) -> SourceKind | None:
    indefinite = d.first in lexicon("grammar")["determiners"] and not d.definite
    owned = d.owned and (d.named or d.first not in SOME)  # not "a former bishop's secretary"
    return "person" if d.called("offices") and not d.plural and (owned or not indefinite) else None


def _people(d: Description) -> SourceKind | None:
    # "The second, whom the Ledger did not identify", "one of them".
    one_of_them = (d.head in _IN_ORDER and d.definite) or d.head in {"them", "us"}
    listed = d.called("people") or d.head in lexicon("sources")["plural_people"]
    return "unnamed" if listed or one_of_them else None


def _no_firm(d: Description) -> SourceKind | None:
    """Whose noun may be a firm's ("operator", "developer") but who was something once, or is a "who"."""
    somebody = (d.before & _BYGONE and d.single in _RUNNING) or "who" in d.after
    firm = d.called("organisations") and is_human(d.head, d.single)
    return "unnamed" if somebody and firm and not d.plural else None


def _somebodys(d: Description) -> SourceKind | None:
    """Somebody of a named person's: "Brandt's former bookkeeper", "her cook, who asked not to be named"."""
    told = d.before & _BYGONE or d.after & {"who", "whom", "whose"}
    return "unnamed" if d.owned and d.named and told and is_human(d.head, d.single) else None


def _organisation(d: Description) -> SourceKind | None:
    if not d.called("organisations"):
        return None
    if d.single in {"defense", "defence"} and d.owned:
        return None  # "Syria's defense" is no side in a trial
    if d.single in FORUMS and not d.plural:
        return "organisation"  # whichever it is
    if d.single == "government" and d.definite and (d.named or d.owned):
        return "organisation"  # "the Dutch and Belgian governments"
    unidentified = d.plural or d.first in lexicon("grammar")["indefinite"]
    return "unnamed" if unidentified else "organisation"


def _named_thing(d: Description) -> SourceKind | None:
    event = d.single in lexicon("grammar")["events"]  # "the attack in Orford underlined the threat"
    return "organisation" if d.named and not d.plural and not event and d.first not in SOME else None


def _somebody(d: Description) -> SourceKind | None:
    """Whoever is not known but is plainly somebody: a head like "juggler", "accused", "the two"."""
    grammar = lexicon("grammar")
    bare_count = d.head in grammar["determiners"] or d.head.isdigit() or d.head in _IN_ORDER
    followed = d.after & {"who", "whose"} or len(d.head) == 1  # "Nurse B"
    if not (is_human(d.head, d.single) or bare_count or followed):
        return None
    return "collective" if d.plural and not d.counted else "unnamed"


_RULES: tuple[Callable[[Description], SourceKind | None], ...] = (
    _spokesperson,
    _counsel,
    _media,
    _hearsay,
    _sample,
    _figure,
    _document,
    _relation,
    _public_body,
    _outlet,
    _described_people,
    _collective,
    _office,
    _people,
    _no_firm,
    _somebodys,
    _organisation,
    _named_thing,
    _somebody,
)
