"""The link to the playground: ``ADDRESS#kata=NAME&code=PAYLOAD&schedule=TOKEN``, each part of which may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from ..common.links import decode_program, encode_program
from ..errors import UsageError

ADDRESS = "https://concurrency-katas.github.io/concurrency-katas/playground/"
SCHEMES = ("http", "https")
SAFE = "/:@,+=._-~"
"""Characters of a token that the fragment of a URL may contain as they are (RFC 3986, section 3.5)."""


@dataclass(frozen=True)
class PlaygroundLink:
    """The parts of a link.

    Attributes:
        kata: the name of the kata that the program is for; "" for a program of one's own.
        code: the text of the program; None for the kata's stub.
        schedule: the token of the schedule to replay; "" for none.
    """

    kata: str = ""
    code: str | None = None
    schedule: str = ""

    def url(self, address: str = ADDRESS) -> str:
        """Return the link to the page at this address."""
        parts = [("kata", quote(self.kata)), ("code", encode_program(self.code) if self.code is not None else "")]
        # a plus in a query means a space to most readers, so it is written out
        parts.append(("schedule", quote(self.schedule, safe=SAFE.replace("+", ""))))
        return f"{address}#{'&'.join(f'{name}={value}' for name, value in parts if value)}"

    @classmethod
    def read(cls, url: str) -> PlaygroundLink:
        """Read a link to any address.

        Raises:
            UsageError: it is no link to the playground, or its program is damaged.
        """
        fields = dict(parse_qsl(urlsplit(url.strip()).fragment))
        if not fields.keys() & {"kata", "code"}:
            raise UsageError("this is no link to the playground: one has #kata=NAME or #code=PROGRAM in it")
        try:
            code = decode_program(fields["code"]) if "code" in fields else None
        except ValueError as error:
            raise UsageError(f"the program in this link cannot be read ({error}); copy the whole link") from None
        return cls(fields.get("kata", ""), code, fields.get("schedule", ""))


def is_link(text: str) -> bool:
    """True for a text that has the form of a link."""
    return urlsplit(text.strip()).scheme in SCHEMES
