"""Whether a verb group states, plans, denies or merely reports: the words of the group and of its clause in, one modality out."""

import re
from enum import StrEnum


class Modality(StrEnum):
    """How a clause means its verb. Only STATED makes a fact as it stands; PLANNED makes a planned one; the rest make none."""

    STATED = "stated"
    PLANNED = "planned"
    NEGOTIATED = "negotiated"
    DENIED = "denied"


_DENIED = re.compile(
    r"\b(?:not|never|no longer|neither|nor|without|cannot|refus\w+|declin\w+|den(?:y|ies|ied)|reject\w+"
    r"|fail\w+ to|in error|mistakenly|erroneously|wrongly|falsely|n't|no plans?|contrary to|"
    r"instead of|rather than|cancel\w*|yet to|stop\w* short|no)\b|n't\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|to be|planned|plans?|planning|foreseen|envisaged|pencill?ed in|expects?|expected|intends?|intended|intention"
    r"|hopes?|hoped|aims?|due|set to|scheduled|"
    r"about to|going to|ready to|upcoming|proposed|propos\w+|agreed to|agrees to|is to|are to|soon|invited"
    r" to|hoped|considering|mull\w*|may|might|could|should|"
    r"under(?:takes?|took) to|(?:pledge[sd]?|promise[sd]?|commits|committed) to|"
    r"wishes|wants?|ask(?:s|ed|ing)? to|seek(?:s|ing)? to|sought to|"
    r"authori[sz]ed|announced (?:that|plans)|prepar\w+|no earlier than|targets?|targeted|targeting|slated)\b|^to ",
    re.IGNORECASE,
)
_NEGOTIATED = re.compile(
    r"\b(?:negotiat\w+|discuss\w*|talks|under discussion|working on|drafting|finali[sz]\w+)\b", re.IGNORECASE
)
_INVERTED = re.compile(r"(?:^|[;:] )(?:Had|Were|Should) (?:the )?$")
"""What opens a condition without "if" ("Had Zubrowka signed …")."""
_UNDER_DISCUSSION = re.compile(
    r"\b(?:discuss(?:es|ed|ing)?|consider(?:s|ed|ing)?|debat(?:es|ed|ing)|explor(?:es|ed|ing)|rais(?:es|ed|ing)) "
    r"(?:the |an? )?(?:possible |potential |future |eventual )?$",
    re.IGNORECASE,
)
"""What makes a noun behind it ("the participation of …") a matter that is only talked about."""
_PAST_PLAN = re.compile(
    r"\b(?:had been|was|were|had) (?:expected|planned|hoped|intended|wanted|due|set(?! up)|scheduled|supposed|to)\b",
    re.IGNORECASE,
)


def of_verb(verb: str) -> Modality:
    """The modality that a verb group's own auxiliaries and adverbs give ("has not signed" is denied, "to sign" planned)."""
    if _DENIED.search(verb):
        return Modality.DENIED
    if _PAST_PLAN.search(verb):
        return Modality.DENIED
    if _PLANNED.search(verb):
        return Modality.PLANNED
    if _NEGOTIATED.search(verb):
        return Modality.NEGOTIATED
    return Modality.STATED


def governed_by(left: str) -> Modality:
    """What the words in front of a clause do to it: "neither", "contrary to what … said", "Opinion: why …" deny; "plans to" plans.

    `left` is the tagged text from the start of the sentence to the match; only its last clause counts.
    """
    clause = re.split(r"[;:]|, (?:and|but|while|which|who) ", left)[-1][-90:]
    if re.search(
        r"\b(?:(?:earlier|first|previous|original|prior|older) (?:version|edition|issue|report|statement|release|note|draft)\b"
        r"|(?:never|not|no) (?:been |yet |be )*(?:any |an? )?"
        r"(?:plans?|intention|question|talk|thought|agreement|need|decision(?: (?:has |had |was )?(?:been )?(?:taken|made))?(?: yet)?) "
        r"(?:to|of|for|that|on)"
        r"|(?:nobody|no one|never)|neither|nor|contrary to|(?:wrong|untrue|incorrect|not true) that|(?:we|<O\d+>) wrote that"
        r"|den(?:y|ies|ied)|rumou?r(?:s|ed)?|false|opinion|impression that"
        r"|propos(?:al|ed|es|ing)[^,;]{0,40} that|why|whether|if|unless|calls?"
        r" for|called on|urg\w+|should|suggest\w*|without)\b[^,]*$",
        clause,
        re.IGNORECASE,
    ):
        return Modality.DENIED
    if _INVERTED.search(left):
        return Modality.DENIED
    if _UNDER_DISCUSSION.search(clause):
        return Modality.NEGOTIATED
    if re.search(
        r"\b(?:plans?|planned|intends?|expects?|hopes?|aims?|proposed|wants?|agreed|invited|asked|authori[sz]ed"
        r"|ready|about|will) (?:to|that)?[^,]{0,30}$",
        clause,
        re.IGNORECASE,
    ):
        return Modality.PLANNED
    return Modality.STATED


_DISCUSSED = re.compile(
    r" (?:is|was|were|are|will be|has been|have been) (?:only |briefly |also )?(?:discussed|considered|debated|mooted|raised|explored"
    r"|declined|rejected|refused|turned down)\b"
)


def is_denied_after(right: str) -> bool:
    """Whether the words behind a clause take it back ("…, was listed in error", "… was discussed")."""
    return (
        _DISCUSSED.match(right) is not None
        or re.match(
            r"[^.;]{0,60}\b(?:in error|by mistake|is wrong|was wrong|is untrue|was denied|never happened"
            r"|never (?:(?:got|made it|went) (?:further|beyond|past)|materiali[sz]ed|came (?:about|to anything)|took place|left the ground)"
            r"|(?:is|are|was|were|proved|turned out to be) (?:false|untrue|unfounded|incorrect|mistaken))\b",
            right,
            re.IGNORECASE,
        )
        is not None
    )


_WRONG = r"(?:wrong|incorrect|untrue|false|inaccurate|mistaken|erroneous|premature|unfounded|in error|(?:an|our) error|(?:a|our) mistake)"
_TAKEN_BACK = re.compile(
    r"\"?\s+(?:(?:In fact|Actually|In reality|However),? )?(?:"
    r"(?:It|He|She|They|This|That|Both|Neither) "
    r"(?:(?:has|have|had|is|was|are|were|did|does|do|will|would|can)(?: not|n[\u2019']t)(?: (?:so|true|the case|yet))?[.;:!]"
    rf"|(?:is|was) {_WRONG}\b)"
    rf"|(?:This|That|The) (?:report|statement|claim|information|story|news|item|entry|note) (?:is|was|proved|turned out to be) {_WRONG}\b)"
)


def is_taken_back(behind: str) -> bool:
    """Whether the sentence that follows takes back the one before it ("It has not.", "That was wrong."); `behind` is the text behind it."""
    return _TAKEN_BACK.match(behind) is not None


def combine(*modalities: Modality) -> Modality:
    """The strongest: denial over negotiation over plan over statement."""
    for strongest in (Modality.DENIED, Modality.NEGOTIATED, Modality.PLANNED):
        if strongest in modalities:
            return strongest
    return Modality.STATED
