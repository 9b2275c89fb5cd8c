"""Part of the evidence stage: sentences that can only be the article's own word, whatever they sound like."""

from __future__ import annotations

import re

_UNVERIFIED_RE = re.compile(
    r"(?:(?P<none>neither|none of (?:the|these|those))|that|this|these|those|the|it|they)(?: latest)?"
    r"(?: (?:account|claim|allegation|report|version|assertion|accusation|detail|figure|information)s?)?"
    r" (?:could|can)(?(none)|(?:n['’]t| ?not))(?: immediately| yet)? be(?: independently)?"
    r" (?:verified|confirmed|corroborated|checked)(?: independently)?\.?",
    re.IGNORECASE,
)
_BE = r"(?:has|have|had|is|are|was|were)"
_CRIME = r"(?:accused|charged|suspected) (?:of|with) (?:a crime|an offence|any [\w ]{3,40}|wrongdoing)"
_CLEARED_RE = re.compile(
    rf"[^.:;“\"]{{2,80}} {_BE}(?: not|n['’]t| never) (?:been )?{_CRIME}(?: [\w ]{{2,60}})?\."
    rf"|Neither [^.:;“\"]{{2,80}} {_BE} (?:been )?{_CRIME}\."
)
"""All it says is that somebody is accused of nothing."""


_SOUGHT_RE = re.compile(
    r"(?:An? |Repeated |Several |Multiple |Two |Three )?(?:e-?mailed |phone |text )*"
    r"(?:attempts|calls|efforts|e-?mails?|letters?|mails|messages|queries|questionnaires?|questions|requests|texts)"
    r" [^.;“\"]{2,200}?(?:(?:remained|were|was|went) (?:unanswered|unreturned|unsuccessful)"
    r"|(?:were|was) not (?:immediately )?(?:answered|returned)"
    r"|did not (?:elicit|get|draw|receive) [^.;“\"]{0,30}?(?:answer|reply|replies|responses?))"
    r"(?: (?:by|on|till|until) [^.;“\"]{2,40})?\."
    r"|(?:He|She|They|The (?!\w+ said)[a-z ]{3,30}) (?:could not|declined to|did not|refused to|would not)"
    r" (?:immediately )?(?:answer|be drawn|be reached|comment|pick up|reply|respond|return|say whether)\b"
    r"[^.;“\"]{0,90}\."
    r"|[^.;“\"]{2,80} (?:has|have) been (?:approached|contacted) for (?:a )?(?:comment|response)\."
    r"|(?:\w[\w'’&.-]* ){0,5}?(?:has |have |had |\w+['’]ve )?(?:also )?"
    r"(?:approached|contacted|e-?mailed|messaged|reached out to) "
    r"[^“\";]{2,140}?\b(?:no (?:word|reply|response|answer)|hear|heard|received?|a?waiting"
    r"|for (?:an? )?(?:comment|response))\b"
    r"[^.“\";]{0,50}\.?"
    r"|Neither [^.;“\"]{2,80} nor [^.;“\"]{2,60} "
    r"(?:commented|replied|responded|(?:could be|was|were) (?:available|contacted|reach\w+))\b"
    r"[^.;“\"]{0,60}\."
    r"|[^.;“\"]{2,80} (?:never|(?:did|has|have|had)(?: not|n['’]t))(?: immediately| yet)* "
    r"(?:come|came|get|got|gotten) back to (?:me|requests|us)\b[^.;“\"]{0,60}\."
    r"|(?:There (?:was|is|has been) no|No) (?:immediate |official |further )?(?:answer|reply|response)"
    r"(?: was (?:available|forthcoming|received))? from [^.;“\"]{2,60}\."
    r"|(?:There was no|No) (?:further |immediate |official )?comment"
    r"(?: (?:is|was)(?: immediately)? (?:available|forthcoming))?(?: (?:by|from|on) [^.;“\"]{2,60})?\.",
    re.IGNORECASE,
)
"""All it says is that somebody did not answer the outlet."""


_BRACKETED_RE = re.compile(
    r"\((?:(?:Dr|Mrs?|Ms)\.? )?(?:[A-ZÀ-Þ][\w'’-]+ ){0,2}(?P<name>[A-ZÀ-Þ][\w'’-]+) "
    r"(?:sa(?:id|ys) (?:that )?(?:he|it|she|they)"
    r"|(?:did|has|have) (?:also )?(?:not|declined|denied|disputed|rejected)"
    r"|decline[ds]|denie[ds]|dispute[ds]|reject(?:ed|s))\b[^.;()“\"]{0,120}\.?\)\.?"
)
"""An answer of its own between brackets."""


def bracketed(sentence: str, text: str) -> bool:
    """Whether it is an answer in brackets of somebody whom the article names elsewhere: "(Oland denies it.)".

    What an account stops for is not part of the account.
    """
    found = _BRACKETED_RE.fullmatch(sentence)
    return found is not None and re.search(rf"[a-z’'.,] {re.escape(found['name'])}\b", text) is not None


def is_own_word(sentence: str) -> bool:
    """Whether all it says is that something could not be checked or that somebody is accused of nothing."""
    return bool(_UNVERIFIED_RE.fullmatch(sentence) or _CLEARED_RE.fullmatch(sentence))


def is_silence(sentence: str) -> bool:
    """Whether all it says is that somebody did not answer the outlet."""
    return _SOUGHT_RE.fullmatch(sentence) is not None
