"""What a page asks of its readers, and what it sells them."""

from __future__ import annotations

import re

_PLUG_RE = re.compile(
    r"\b(?:sign up (?:for|to|here|now|today)|newsletters?\b.{0,60}\b(?:inbox|sign|subscribe|here)"
    r"|subscribe (?:to|now|here|today|for)|to subscribe|your inbox"
    r"|follow (?:us|me|him|her|@\w+|[A-Z]\S+ [A-Z]\S+) on|like (?:us|the page|our page|this page)\b"
    r"|(?:join|find) us on|get the latest (?:news|updates|headlines|stories)"
    r"|download (?:the|our) (?:free )?app|support (?:our|independent) journalism|become a (?:member"
    r"|subscriber|supporter)|make a donation"
    r"|get (?:our|the) (?:free|daily|weekly|morning|best)\b.{0,60}\b(?:newsletter|email|briefing"
    r"|inbox)|send (?:tips|us your|your)\b|got a (?:tip|story|news tip)"
    r"|what do you think\? |join the (?:conversation|discussion|debate)\b|have your say|e-?mail (?:us"
    r"|the (?:author|writer|reporter))\b|contact (?:us|the (?:author|writer|reporter))\b"
    r"|enable javascript|cookies? (?:policy|to)|privacy policy|terms (?:of|and) (?:use|service"
    r"|conditions)|we are sorry,? ?this video"
    r"|comments? (?:are|is|have been) (?:closed|moderated|disabled)|not currently accepting comments"
    r"|unable to accept comments)",
    re.IGNORECASE,
)
_PAID_RE = re.compile(
    r"\b(?:may|will) (?:earn|get|receive) (?:an? )?(?:affiliate |small )?commission\b"
    r"|^(?:Yet )?(?:[Oo]nly )?[Gg]ood journalism\b|^By contributing to [A-Z]|\byou are helping to sustain\b"
    r"|^(?i:A (?:message|word) from) (?:our (?:partners?|sponsors?)|[A-Z][\w&’' ]{1,30})(?::|$)"
    r"|\bjournalism relies on\b|^There are no comments yet|^Before it['’]s here, it['’]s on\b"
)
_OF_ITSELF_RE = re.compile(
    r"^(?:"
    r"[A-Z].{1,60} is a reader-(?:funded|supported) (?:newsletter|newsroom|publication|site)\b"
    r"|to (?:receive new posts|support my work|learn more about republishing|republish (?:this|our))\b"
    r"|[^\"“”]{0,60}\bour (?:journalism|journalists|newsroom|reporters)\b.{0,80}\byou(?:r|['’]\w+)?\b"
    r"|if you(?:['’]re| are) (?:reading|enjoying) (?:our|this)\b|if so, we have a request\b"
    r"|we (?:don['’]t|do not) have a paywall\b"
    r"|(?:the )?[A-Z][\w’' ]{1,40} (?:brings you|delivers|offers|provides) (?:you )?"
    r"(?:independent|unrivalled|in-depth)\b"
    r".{0,40}\b(?:analysis|coverage|journalism|news|reporting)\b"
    r"|(?:the )?[A-Z][\w’' ]{1,40} is (?:funded|produced|published|run) by (?:a|an|our|its) .{0,60}"
    r"\b(?:editorial team|donations|readers|team of (?:journalists|reporters))\b"
    r"|by (?:clicking|continuing|entering|providing|signing|submitting|subscribing)\b.{0,60}"
    r"\byou (?:accept|acknowledge|agree|confirm|consent)\b"
    r"|(?:the |our )?[\w’' ]{1,30}\bapp is (?:now )?available (?:for|in|on)\b.{0,80}!$"
    r"|stay tuned\b.{0,60}$|(?:call|contact|e-?mail|message|reach) (?:him|her|them|[A-Z]\w+)"
    r" (?:at|on|via) (?:\S+@|[+(\d])"
    r")",
    re.IGNORECASE,
)
"""What an outlet says of itself to its readers, at the foot of its pages."""
_TOLD_RE = re.compile(r"\b(?:according to|said|says|told|tells)\b")
_PLUG_START_RE = re.compile(
    r"^(?:sign up|subscribe|follow|like|join|get|download|support|become|send|got|contact|e-?mail"
    r"|have your|please|on twitter|for more|to |want|we are sorry|sorry|comments?|enjoy"
    r"|you can (?:follow|find|subscribe))",
    re.IGNORECASE,
)
_FOLLOW_RE = re.compile(
    r"^(?:follow|on twitter,? follow)\s+(?:@|[A-Z]\S+ [A-Z]\S+ .*\b(?:twitter|facebook)|.*https?://)",
    re.IGNORECASE,
)
_HANDLE_RE = re.compile(r"^@\w{2,30}\.?$")
_PRICES_RE = re.compile(r"[+−-]\d+[.,]\d+%.*[+−-]\d+[.,]\d+%")
"""A row of prices: "BTC $104,112.40 +0.82% ETH $2,511.06 −1.14%"."""


def is_plug(text: str) -> bool:
    """Whether a line asks readers to sign up, to follow or to write, or says who earns by its links."""
    if _PRICES_RE.search(text) and not text.endswith("."):
        return True
    if len(text) <= 300 and _PAID_RE.search(text):
        return True
    if len(text) <= 400 and _OF_ITSELF_RE.match(text) and not _TOLD_RE.search(text):
        return True
    if _HANDLE_RE.match(text) or _FOLLOW_RE.match(text):
        return True
    return len(text) <= 300 and bool(_PLUG_RE.search(text)) and bool(_PLUG_START_RE.match(text))
