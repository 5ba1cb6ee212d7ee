"""The retargeting of a token: the same schedule for the same text in another file."""

from __future__ import annotations

from dataclasses import replace

from ..token import Token


def retargeted(text: str, file: str) -> str:
    """Return the token of the same schedule of a program in this file.

    Raises:
        TokenError: the text is no token.
    """
    token = Token.parse(text)
    name, colons, function = token.what.partition("::")
    if colons:
        what = f"{file}::{function}"
    else:
        what = f"{name.partition('@')[0]}@{file}"
    return str(replace(token, what=what))
