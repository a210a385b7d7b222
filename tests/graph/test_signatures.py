"""Who signed for whom: a text in, party and person out."""

import pytest
from layout_reading import facts_of

CONCLUDED = (
    "# Talks\n\nThe Ruritania Space Agency (RSA) and the Norrland Institute of Optics (NIO) "
    "concluded a framework agreement on 3 May 2020. "
)


def signed(sentence: str) -> set[tuple[str, str]]:
    """Party and person of each signature that names one."""
    facts = [dict(fact.values) for fact in facts_of(CONCLUDED + sentence, "AgreementAction")]
    people = [(fact["sp:party"], fact["sp:signedBy"]) for fact in facts if "sp:signedBy" in fact]
    return {(party.key, person.key) for party, person in people if hasattr(party, "key") and hasattr(person, "key")}


BOTH = {("ruritania-space-agency", "ana-lund"), ("norrland-institute-of-optics", "omar-selk")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Lund signed for the RSA and Omar Selk for the NIO.",
        "It was signed for the RSA by Ana Lund and for the NIO by its Rector, Omar Selk.",
        "The agreement was signed for the RSA by its President, Ana Lund, and for the NIO by Omar Selk.",
        "It was signed this morning by Ana Lund, Director General of the RSA, and by Omar Selk, Rector of the NIO.",
        "The RSA, represented by Director Ana Lund, and the NIO, represented by its Rector Omar Selk, signed a framework agreement.",
        "For the RSA it was signed by Ana Lund, for the NIO by its Rector, Omar Selk.",
        "The signatories were Ana Lund, Director General of the RSA, and Omar Selk, Rector of the NIO.",
        "It bears the signatures of the RSA's Director General, Ana Lund, and of NIO Rector Omar Selk.",
        "It was signed in Kiruna by Ana Lund (RSA Director General) and Omar Selk (Rector of the NIO).",
        "It was signed by Ana Lund for the RSA and Omar Selk for the NIO.",
        "RSA Director General Ana Lund and NIO Rector Omar Selk set their hands to it in Kiruna.",
        "The signatories were Ana Lund, Secretary at the Ministry of Trade, for the RSA, and Omar Selk, Rector, for the NIO.",
        "Director General Ana Lund put her name to it for the RSA, Rector Omar Selk for the NIO.",
        "It was signed by Ana Lund for the RSA and Omar Selk for the NIO in the presence of Vera Novak, minister of Zubrowka.",
    ],
)
def test_each_signs_for_a_party(sentence: str) -> None:
    assert signed(sentence) == BOTH


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Lund waited for the RSA and Omar Selk for the NIO.",
        "It was not signed by Ana Lund for the RSA.",
        "It was read by Ana Lund, Director General of the RSA.",
    ],
)
def test_nobody_signs_who_did_something_else(sentence: str) -> None:
    assert signed(sentence) == set()


def test_who_is_told_of_behind_a_semicolon_does_not_sign() -> None:
    sentence = "It was signed by Ana Lund for the RSA; the Rector of the NIO, Omar Selk, was ill."
    assert signed(sentence) == {("ruritania-space-agency", "ana-lund")}


def test_who_did_something_else_in_the_clause_before_does_not_sign() -> None:
    sentence = (
        "RSA Director General Ana Lund attended the ceremony, and NIO Rector Omar Selk signed the framework agreement."
    )
    assert signed(sentence) == {("norrland-institute-of-optics", "omar-selk")}


@pytest.mark.parametrize(
    "sentence",
    [
        "RSA Director General Ana Lund signed the agreement with NIO Rector Omar Selk.",
        "Ana Lund, Director General of the RSA, signed the agreement with her counterpart, the Rector of the NIO, Omar Selk.",
    ],
)
def test_the_one_with_whom_somebody_signs_signs_too(sentence: str) -> None:
    assert signed(sentence) == BOTH


def test_who_looks_on_does_not_sign() -> None:
    told = signed("RSA Director General Ana Lund signed the agreement with NIO Rector Omar Selk looking on.")
    assert ("norrland-institute-of-optics", "omar-selk") not in told


def test_who_represented_a_body_at_the_signing_signs_for_it() -> None:
    assert ("ruritania-space-agency", "ana-lund") in signed("The RSA was represented by its director, Ana Lund.")


def test_who_represented_a_body_at_talks_signs_nothing() -> None:
    assert signed("They also talked of ice. The RSA was represented by its director, Ana Lund.") == set()
