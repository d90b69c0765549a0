"""Who somebody is: chosen in the demonstration, said by the organisation otherwise; kept in PostgreSQL, not in the browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from oidc_provider_mock import User
from oidc_provider_mock import app as provider_app
from werkzeug.serving import make_server

from settings import Settings, SettingsError
from stack import processes
from store import web
from store.web import Person
from tests.web.conftest import ANN, LEE, Board, served
from web import emergency, limits
from web.access import Role
from web.app import create_app


def test_somebody_is_chosen_and_leaves_again(the_board: Board) -> None:
    browser = the_board.anyone()
    assert browser.get("/work").headers["location"] == "/sign-in?next=/work"
    page = browser.get("/sign-in")
    assert "Ann Ode" in page.text and "Team leader, North" in page.text
    inside = browser.post("/sign-in", data={"email": ANN, "next": "/work?tab=all"})
    assert (inside.status_code, inside.headers["location"]) == (303, "/work?tab=all")
    cookie = inside.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and cookie.startswith("due-course=")
    assert browser.get("/work").status_code == 200
    assert browser.get("/").headers["location"] == "/work?owner=me"
    kept = browser.cookies["due-course"]
    browser.post("/sign-out")
    # the session is gone for whoever kept its cookie, too
    assert the_board.anyone(cookies={"due-course": kept}).get("/work").status_code == 303


def test_a_session_that_somebody_else_planted_is_never_taken_over(the_board: Board) -> None:
    with the_board.memory() as memory:
        theirs = web.begin_session(memory, Person(email=LEE, name="Lee", roles=("team_leader",), team="North"))
    for planted in ("of-my-own-choice", theirs):
        browser = the_board.anyone(cookies={"due-course": planted})
        answer = browser.post("/sign-in", data={"email": ANN})
        given = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
        assert given and given != planted
        mine = the_board.anyone(cookies={"due-course": given}).get("/account").text
        assert "Ann Ode" in mine
    assert the_board.anyone(cookies={"due-course": "of-my-own-choice"}).get("/work").status_code == 303


@pytest.mark.parametrize("target", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_sent_to_another_site(the_board: Board, target: str) -> None:
    answer = the_board.anyone().post("/sign-in", data={"email": ANN, "next": target})
    assert answer.headers["location"] == "/"


def test_nobody_comes_in_who_is_not_in_the_register(the_board: Board) -> None:
    assert the_board.anyone().post("/sign-in", data={"email": "who@example.org"}).status_code == 404


def test_a_session_ends_when_it_was_idle_or_open_too_long(the_board: Board) -> None:
    with the_board.memory() as memory:
        person = Person(email=ANN, name="Ann", roles=("officer",), team="North")
        for column, too_long in (("seen_at", timedelta(minutes=31)), ("began_at", timedelta(hours=13))):
            secret = web.begin_session(memory, person)
            assert web.session(memory, secret) == person
            memory.execute(f"UPDATE web_session SET {column} = now() - %s WHERE email = %s", [too_long, ANN])
            assert web.session(memory, secret) is None
        secret = web.begin_session(memory, person)
        memory.execute("UPDATE web_session SET seen_at = now() - interval '29 minutes' WHERE email = %s", [ANN])
        for at_work in (False, True):  # a page that refreshes itself keeps nobody signed in
            assert web.session(memory, secret, at_work=at_work) == person
            awake = "SELECT max(seen_at) > now() - interval '1 minute' FROM web_session WHERE email = %s"
            assert memory.execute(awake, [ANN]).fetchone() == (at_work,)
        secrets = [web.begin_session(memory, person) for _ in range(2)]
        assert web.end_sessions_of(memory, ANN.upper()) >= 2
        assert [web.session(memory, s) for s in secrets] == [None, None]


def test_the_choice_is_refused_beside_servers_of_somebody_else(the_board: Board) -> None:
    for part in ("database_embedded", "temporal_embedded"):
        with pytest.raises(SettingsError, match="does not know who people are"):
            create_app(the_board.settings.model_copy(update={part: False}))


@pytest.mark.parametrize("elsewhere", [{"web_address": "0.0.0.0:8080"}, {"web_url": "https://cases.example.org"}])
def test_the_choice_is_for_this_machine_alone(the_board: Board, elsewhere: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="for this machine alone"):
        create_app(the_board.settings.model_copy(update=elsewhere))


def test_a_strangers_name_for_this_machine_is_refused(the_board: Board) -> None:
    answer = the_board.anyone().get("/sign-in", headers={"Host": "rebound.example"})
    assert answer.status_code == 400 and "Ann Ode" not in answer.text


@pytest.fixture(scope="module")
def organisation() -> Iterator[str]:
    """An organisation's sign-in: Lee has two roles, Kit none."""
    claims = [
        User(
            sub="lee", claims={"email": LEE.upper(), "name": "Lee of Entra", "roles": ["team_leader", "admin", "staff"]}
        ),
        User(sub="kit", claims={"email": "kit@example.org", "roles": ["service"]}),
    ]
    port = processes.free_port(0)
    server = make_server("127.0.0.1", port, provider_app(user_claims=claims), threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
    running.join(5)


@pytest.fixture(scope="module")
def theirs(the_board: Board, organisation: str) -> Iterator[str]:
    """A board that asks them."""
    address = f"127.0.0.1:{processes.free_port(0)}"
    about = {"oidc_issuer": organisation, "oidc_client_id": "board", "oidc_client_secret": "s", "web_address": address}
    elsewhere = {"database_embedded": False, "temporal_embedded": False}
    settings: Settings = the_board.settings.model_copy(update={**about, **elsewhere})
    with served(settings) as url:
        yield url


@contextmanager
def come_in(url: str, sub: str) -> Iterator[tuple[httpx2.Client, httpx2.Response]]:
    with httpx2.Client(base_url=url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30.0) as browser:
        leaving = browser.get("/sign-in/leave?next=/board").headers["location"]
        asked = parse_qs(urlsplit(leaving).query)
        assert asked["code_challenge_method"] == ["S256"] and asked["redirect_uri"] == [f"{url}/sign-in/back"]
        back = httpx2.post(leaving, data={"sub": sub}).headers["location"]
        yield browser, browser.get(back)


def test_the_organisation_says_who_somebody_is(theirs: str, the_board: Board) -> None:
    with come_in(theirs, "lee") as (browser, inside):
        assert (inside.status_code, inside.headers["location"]) == (303, "/board")
        page = browser.get("/work").text
        assert "Lee of Entra" in page
        with the_board.memory() as memory:
            held = web.session(memory, browser.cookies["due-course"])
        # the address and the team are the register's; of the roles those the board has
        assert held == Person(email=LEE, name="Lee of Entra", roles=("admin", "team_leader"), team="North")
        assert browser.post("/sign-in", data={"email": ANN}).status_code == 404


def test_without_a_role_nobody_comes_in(theirs: str) -> None:
    with come_in(theirs, "kit") as (browser, outside):
        assert outside.status_code == 403 and "no role here" in outside.text
        assert "due-course" not in browser.cookies


def test_a_way_back_that_was_not_begun_here_leads_nowhere(theirs: str) -> None:
    with httpx2.Client(base_url=theirs) as browser:
        assert browser.get("/sign-in/back?code=x&state=y").status_code == 403


def test_with_https_the_cookie_is_bound_to_the_host(the_board: Board) -> None:
    address = f"127.0.0.1:{processes.free_port(0)}"
    about = {"web_url": "https://localhost:8443", "web_address": address}
    with served(the_board.settings.model_copy(update=about)) as url, httpx2.Client(base_url=url) as browser:
        answer = browser.post("/sign-in", data={"email": ANN}, headers={"Sec-Fetch-Site": "same-origin"})
        cookie = answer.headers["set-cookie"]
        assert (
            cookie.startswith("__Host-due-course=")
            and "Secure" in cookie
            and "Path=/" in cookie
            and "Domain" not in cookie
        )
        assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_the_roles_are_the_six() -> None:
    assert [str(role) for role in Role] == ["officer", "team_leader", "legal", "reader", "admin", "service"]


def test_whoever_guesses_is_held_back_and_others_are_not(the_board: Board) -> None:
    guesser = the_board.anyone()
    with the_board.memory() as memory:
        memory.execute("DELETE FROM web_attempt")
        tried = [guesser.get("/cal/" + "x" * 43 + ".ics"), guesser.post("/sign-in", data={"email": "who@example.org"})]
        assert [answer.status_code for answer in tried] == [404, 404]
        counted = memory.execute("SELECT what, tries FROM web_attempt ORDER BY what").fetchall()
        assert counted == [(limits.UNKNOWN_FEED.what, 1), (limits.BEGUN.what, 1)]
        memory.execute("UPDATE web_attempt SET tries = %s", [limits.BEGUN.most])
    answer = guesser.get("/cal/" + "y" * 43 + ".ics")
    assert answer.status_code == 429 and "Try again in" in answer.text
    assert 0 < int(answer.headers["retry-after"]) <= limits.UNKNOWN_FEED.seconds
    assert guesser.post("/sign-in", data={"email": ANN}).status_code == 429
    with the_board.memory() as memory:
        memory.execute("UPDATE web_attempt SET since = since - interval '1 hour'")
        assert guesser.get("/cal/" + "z" * 43 + ".ics").status_code == 404, "the window is over"
        kept = memory.execute("SELECT who_hash FROM web_attempt").fetchall()
        assert kept and not any(b"127.0.0.1" in who for (who,) in kept)
        memory.execute("DELETE FROM web_attempt")


def test_the_emergency_account_lets_an_administrator_in_and_guessers_out(theirs: str, the_board: Board) -> None:
    ours = {"Sec-Fetch-Site": "same-origin"}
    with (
        httpx2.Client(base_url=theirs, headers=ours) as browser,
        httpx2.Client(base_url=theirs, headers=ours) as guesser,
        the_board.memory() as memory,
    ):
        assert browser.get("/sign-in/emergency").status_code == 404 and "emergency" not in browser.get("/sign-in").text
        assert "at least 14" in emergency.set_password(memory, "Safe@example.org", "short")
        assert emergency.set_password(memory, "Safe@example.org", "a long enough one") == ""
        kept = web.emergency_hash(memory, "safe@EXAMPLE.org") or ""
        assert kept.startswith("$argon2id$") and not emergency.fits(memory, "nobody@example.org", "of nobody")
        assert "/sign-in/emergency" in browser.get("/sign-in").text
        right = {"email": "safe@example.org", "password": "a long enough one"}
        assert browser.post("/sign-in/emergency", data=right).status_code == 303
        assert browser.get("/work").status_code == 200 and "used " in browser.get("/account").text
        assert browser.get("/cases/A1-1/record").status_code == 403, "it records nothing"
        told = [guesser.post("/sign-in/emergency", data=right | {"password": "x"}).status_code for _ in range(6)]
        assert told == [403] * limits.PASSWORD.most + [429]
        assert guesser.post("/sign-in/emergency", data=right).status_code == 429, "not by guessing on"
        memory.execute("DELETE FROM web_attempt")
        assert web.end_emergency(memory, "safe@example.org")
        assert the_board.anyone().get("/sign-in/emergency").status_code == 404
