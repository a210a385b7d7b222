"""A document in; what letters in its tables stand for out: actions ("R = ratification"), types of agreement ("FA framework agreement")."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from graph.layout.standing import actions_of, state_of_agreement
from graph.mentions.agreements import agreement_type

USUAL: Final[Mapping[str, str]] = {"R": "ratification", "A": "accession", "S": "signature", "D": "ratification"}
"""As in the tables of the United Nations Office for Outer Space Affairs, where no key is given; "D" is the declaration of an organisation
that it accepts rights and obligations."""
_KEY: Final = re.compile(
    r"(?<![\w(])(?<!\w-)\(?(?P<code>[A-Za-z]{1,2})[ \t]*(?:=|:|–|[ \t]-[ \t]|[ \t](?:means|stands for)[ \t])[ \t]*"
    r"(?P<words>[a-z][^=:;.()\n]{2,90}?)(?=[ ]?[;.(\n)]|,?[ \t]+[A-Za-z]{1,2}[ \t]*[=:–]|$)"
)


@lru_cache(maxsize=1)
def legend(text: str) -> Mapping[str, str]:
    """Letter → the action about an agreement; the usual letters where the text has no key."""
    found = {m["code"]: actions[0] for m in _KEY.finditer(text) if (actions := actions_of(m["words"]))}
    return found or USUAL


def coded_actions(text: str, header: str) -> tuple[str, ...]:
    """The actions for which the letters stand that are a header ("S", "R / a")."""
    codes = legend(text)
    letters = [letter.strip() for letter in header.split("/")]
    found = [codes.get(letter) or codes.get(letter.swapcase()) for letter in letters]
    return tuple(what for what in found if what) if all(found) else ()


@lru_cache(maxsize=1)
def state_codes(text: str) -> Mapping[str, str]:
    """Letter → the words of a key that say how an agreement stands ("F: in force; T: terminated"), if it gives two or more."""
    found = {m["code"]: m["words"] for m in _KEY.finditer(text) if state_of_agreement(m["words"])}
    return found if len(found) > 1 else {}


_ABBREVIATED: Final = re.compile(
    r"(?<![\w(])(?P<code>[A-Z][A-Za-z]{1,4})[ \t]*(?:[=:–-]|[ \t](?:means|stands for))?[ \t]+"
    r"(?P<words>[a-z]+(?:[ -][a-z]+){0,4})(?=[;,.\n]|$)"
)


@lru_cache(maxsize=1)
def agreement_codes(text: str) -> Mapping[str, str]:
    """Abbreviation → the noun for an agreement that a key gives for it, if it gives two or more."""
    found = {m["code"]: m["words"] for m in _ABBREVIATED.finditer(text) if agreement_type(m["words"])}
    return found if len(found) > 1 else {}
