"""A brief or digest as an e-mail: an HTML page with its style inside, a message with a text part."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from hashlib import sha256

from allegedly.article import printable
from allegedly.briefing import Digest
from allegedly.errors import OptionError
from allegedly.render.html import fill_html
from allegedly.render.templates import Document
from allegedly.render.text import text
from allegedly.templating import shipped

_CONTROL_RE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def render_email(document: Document, template: str | None = None) -> str:
    """The document as an HTML document for a mail: style inlined, one column of 600 pixels, nothing loaded.

    Dark where the reader's machine is. Raises `TemplateError` when the template cannot be used.
    """
    from css_inline import CSSInliner, InlineError

    inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=False)
    own = "digest-email.html.j2" if isinstance(document, Digest) else "email.html.j2"
    page = fill_html(template or shipped(own), document)
    try:
        return inliner.inline(page).strip() + "\n"
    except InlineError as error:
        from allegedly.errors import TemplateError

        raise TemplateError(f"the style of the template cannot be used: {error}") from error


def render_eml(
    document: Document,
    *,
    subject: str | None = None,
    sender: str | None = None,
    to: str | None = None,
    template: str | None = None,
) -> bytes:
    """The document as a message, multipart/alternative, whose text part says all that the HTML part says.

    `subject` is the document's title unless given; `to` takes several addresses between commas. There is no
    date and no message id: the mail program that sends it adds them, and the same brief gives the same bytes.
    Raises `OptionError` for an address that is none, `TemplateError` when the template cannot be used.
    """
    printed = document.printed()
    plain, page = text(printed), render_email(printed, template)
    message = EmailMessage(policy=SMTP)
    # "=?" opens an encoded word: a mail program would show what it decodes to, not what the article says.
    message["Subject"] = printable(subject if subject is not None else printed.title).replace("=?", "= ?")
    if sender is not None:
        message["From"] = _addresses(sender)
    if to is not None:
        message["To"] = _addresses(to)
    message["X-Unsent"] = "1"  # Outlook opens the message for sending instead of showing it as one received
    message.set_content(plain, charset="utf-8", cte="quoted-printable")
    message.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    # Quoted-printable writes "=" as "=3D", so no line of a part can be the boundary.
    message.set_boundary("=_" + sha256((plain + page).encode()).hexdigest()[:32])
    return message.as_bytes()


def _addresses(given: str) -> str:
    """`given`, if it is addresses between commas and cannot start a header of its own."""
    found = getaddresses([given])
    if (
        _CONTROL_RE.search(given)
        or not found
        or not all(re.fullmatch(r"[^@\s]+@[^@\s]+", a) for _, a in found)
    ):
        raise OptionError(f"{given!r} is not an e-mail address; write it as name@example.org")
    return given
