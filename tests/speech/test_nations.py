"""Stages and events as the nation of a case calls them."""

from speech import nations


def test_each_nation_calls_its_own_things_by_its_own_name() -> None:
    assert nations.stage("notice", "scotland") == "notice of proceedings"
    assert nations.stage("notice", "wales") == "possession notice"
    assert nations.event("claim_issued", "scotland") == "summons warranted"


def test_england_s_codes_are_its_words_and_an_unknown_nation_is_not_guessed() -> None:
    assert nations.stage("early_action", "england") == nations.stage("early_action", None) == "early action"
    assert nations.event("claim_issued", "northern_ireland") == "claim issued"
