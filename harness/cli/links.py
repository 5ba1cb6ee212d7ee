"""The links to the playground that commands take in place of a token."""

from __future__ import annotations


def unlinked(text: str) -> str:
    """Return the token in a link to the playground, for a file with the link's program; any other text as it is.

    Raises:
        TokenError: the schedule in the link is damaged.
        UsageError: it is no link to the playground, or one without a schedule.
    """
    from ..playground.link import is_link

    if not is_link(text):
        return text
    from ..playground.terminal_links import token_of

    return token_of(text)
