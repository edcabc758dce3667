"""What is a name, and which spellings are one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.parse.names import in_title_case, is_name, is_single_name, role_of_label, same_given_name, same_person
from callsheet.records import SpeakerRole


@pytest.mark.parametrize(
    "label",
    ["Ines Halvorsen", "C. Kelly Rowe", "Julien Dumont-Smith", 'Edmund ("Eddie") Ingram', "Robert J. Paige, Jr"],
)
def test_a_name_is_a_name(label: str) -> None:
    assert is_name(label)


@pytest.mark.parametrize(
    "label",
    [
        "Free Cash Flow",
        "Prepared Remarks",
        "Chief Executive Officer",
        "in dollars",
        "Operator",
        "Cavco Industries Inc",
        "Ines Halvorsen, Treasurer",
        "First Quarter",
        "",
    ],
)
def test_prose_and_titles_are_no_names(label: str) -> None:
    assert not is_name(label)


def test_a_given_name_alone_is_told_from_prose() -> None:
    assert is_single_name("Krista")
    assert not is_single_name("Revenue")
    assert not is_single_name("EPS")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Operator", SpeakerRole.OPERATOR),
        ("Unidentified Analyst 2", SpeakerRole.ANALYST),
        ("Company Representative", SpeakerRole.EXECUTIVE),
        ("Unknown Speaker", SpeakerRole.UNKNOWN),
        ("Ines Halvorsen", None),
    ],
)
def test_labels_that_state_a_role(label: str, role: SpeakerRole | None) -> None:
    assert role_of_label(label) is role


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Michael Ng", "Mike Ng", True),
        ("Amy Hood", "Amy E. Hood", True),
        ("Kelly Wall", "C. Kelly Wall", True),
        ("Robert Kuhn", "Bob Kuhn", True),
        ("Andrea Teixeira", "Andrea Teixiera", True),
        ("John Turner", "David Turner", False),
        ("Brad Sills", "Brad Zelnick", False),
        ("Sarah", "Sarah Jones", False),
        ("Susan Li", "Susan Lin", False),
    ],
)
def test_two_spellings_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_given_names_that_are_short_forms() -> None:
    assert same_given_name("Sue", "Susan")
    assert not same_given_name("John", "David")


@pytest.mark.parametrize(
    ("printed", "written"),
    [("TODD LEHMANN", "Todd Lehmann"), ("JOE O'DEAN", "Joe O'Dean"), ("IAN MCKAY III", "Ian McKay III")],
)
def test_capitals_become_a_name(printed: str, written: str) -> None:
    assert in_title_case(printed) == written


@given(st.text(max_size=60))
def test_any_text_is_judged_without_error(text: str) -> None:
    assert is_name(text) in (True, False)
    assert same_person(text, text) in (True, False)
    in_title_case(text)
