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


_SHARE = r"(?:\d[\d.]* ?(?:%|per ?cent|percent)|an? (?:\w+ )?(?:majority|margin)|\d+(?: votes)? to \d+)"
_PLAIN_RES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What a ballot came to, whoever voted.
        rf"[^.:;“\"]{{2,120}} voted (?:\w+ly )?(?:by {_SHARE}|\d+[-–]\d+)[^:;“\"]*\.",
        # How badly somebody is hurt, in the formula of every police report.
        r"[^:;“\"]{2,160}\b(?:burns|condition|injur(?:y|ies)|life|lives|wounds?)\b[^:;“\"]{0,30}?"
        r"(?: not|n['’]t) (?:believed|considered|thought|understood) to be"
        r" (?:critical|fatal|in danger|life[- ](?:changing|threatening)|serious)\b[^:;“\"]{0,80}\.",
        r"[^:;“\"]{2,80} (?:is|was|are|were) not (?:being )?(?:believed to be|thought to be|treated as)"
        r" suspicious\.",
        # What readers are reminded of: "It may be recalled here that".
        r"It (?:can|is|may|must|need|should|will) [a-z ]{0,30}?(?:mention(?:ed|ing)?|not(?:e|ed|ing)"
        r"|recall(?:ed|ing)?|remember(?:ed|ing)?) (?:\w+ )?that [^“\"]+\.",
        # How a survey was made.
        r"(?:Its|The|Their|These) (?:[a-z-]+ ){0,2}?(?:answers|data|fieldwork|figures|interviews|questions"
        r"|respondents|responses|results|sample)\b[^.:;“\"]{0,60}? (?:was|were) (?:\w+ly )?(?:adjusted|asked"
        r"|carried out|collected|conducted|drawn|funded|gathered|paid for|recruited|weighted)\b[^“\"]*\.",
    )
)
_TOLD_RE = re.compile(
    r"\b(?:according|accus\w+|alleg\w+|believes?|claim\w*|reported\w*|reports|rumou?r\w*|said|says?|sources?|suspect\w*"
    r"|tells?|told)\b",
    re.IGNORECASE,
)
"""Words by which somebody else may vouch for a sentence after all."""


def is_own_word(sentence: str) -> bool:
    """Whether it can only be the article's own: that nothing could be checked, or nobody is accused of
    anything; what came of a vote, how badly somebody is hurt, what to recall, how a survey was made.
    """
    if _UNVERIFIED_RE.fullmatch(sentence) or _CLEARED_RE.fullmatch(sentence):
        return True
    return _TOLD_RE.search(sentence) is None and any(one.fullmatch(sentence) for one in _PLAIN_RES)


def is_silence(sentence: str) -> bool:
    """Whether all it says is that somebody did not answer the outlet."""
    return _SOUGHT_RE.fullmatch(sentence) is not None
