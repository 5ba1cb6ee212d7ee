"""The game of a page in a real browser: won at par, taken back, by keys alone, on a phone, and checked by axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from harness.answers.game import Recording
from harness.explorer.game_positions import GamePositions
from harness.explorer.run import opened as opened_search
from harness.program.function import Function
from harness.report.story.game_words import key_of
from harness.result import Result
from harness.token import Token

Open = Callable[..., Any]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def deadlock(found: Callable[[str, str], Result]) -> Result:
    return found("opposite_orders", "both_work")


@pytest.fixture
def playing(opened: Open, deadlock: Result, recorded: Callable[[Result], Recording]) -> Open:
    """Opens the page of the deadlock with a game."""
    return lambda fragment="", **settings: opened(deadlock, fragment, recording=recorded(deadlock), **settings)


def board(page: Any) -> dict[str, Any]:
    """What the game shows."""
    shown: dict[str, Any] = page.evaluate(
        """() => {
            const text = (one) => one ? one.textContent.replace(/\\s+/g, " ").trim() : null;
            const by = (id) => document.getElementById(id);
            const all = (query) => [...document.querySelectorAll(query)];
            return {
                on: by("game").offsetParent !== null,
                walk: by("slider").offsetParent !== null,
                moves: all("#game-moves button").map((one) => [text(one.querySelector("kbd")), text(one)]),
                open: all("#game-moves button:not([aria-disabled])").map((one) => text(one.querySelector("kbd"))),
                rows: all("#game-moves li").map(text),
                facts: Object.fromEntries(all("#game-facts tr").map((one) => [...one.children].map(text))),
                steps: all("#game-steps li").map(text),
                used: text(by("game-used")),
                said: text(by("game-now")),
                end: by("game-end").hidden ? "" : text(by("game-end")),
                command: text(by("game-command")),
                badges: all(".source .badge").map(text),
                focus: document.activeElement.id || document.activeElement.className,
            };
        }"""
    )
    return shown


def choices(page: Any, result: Result) -> list[str]:
    """The keys that make the moves of the failure."""
    assert result.trace is not None
    return [str(choice) for choice in result.trace.choices]


def test_a_failure_is_taken_over_and_won_at_par(playing: Open, deadlock: Result) -> None:
    page = playing("#step-1")
    assert not board(page)["on"]
    page.click("#take-over")
    shown = board(page)
    assert (shown["on"], shown["walk"], shown["end"]) == (True, False, "")
    assert shown["used"] == "0 preemptions used"
    keys = choices(page, deadlock)
    for key in keys:
        assert key in [one for one, _ in board(page)["moves"]]
        page.keyboard.press(key)
    shown = board(page)
    assert shown["used"] == "1 preemption used"
    assert "deadlock" in shown["end"]
    assert "You broke it with 1 preemption: that is par." in shown["end"]
    assert shown["moves"] == []
    assert any("waits for paper (artist holds it)" in row for row in shown["rows"])
    assert {"writer", "artist"} <= set(shown["badges"])
    # its token is that of the failure, without the anchors that fit it to an edited source
    token = Token.parse(shown["command"].removeprefix("kata play "))
    known = Token.parse(str(deadlock.replay))
    assert (token.what, token.source, token.switches) == (known.what, known.source, known.switches)


def test_moves_are_taken_back_and_made_again(playing: Open, deadlock: Result) -> None:
    page = playing("#step-1")
    page.keyboard.press("t")
    before = [board(page)]
    for key in choices(page, deadlock):
        page.keyboard.press(key)
        before.append(board(page))
    for shown in reversed(before[:-1]):
        page.keyboard.press("u")
        again = board(page)
        assert {**again, "focus": ""} == {**shown, "focus": ""}
    assert page.is_disabled("#undo")
    page.keyboard.press("r")
    assert board(page)["steps"] == before[1]["steps"]
    page.click("#redo")
    assert board(page)["steps"] == before[2]["steps"]
    page.keyboard.press("Home")
    assert board(page)["steps"] == before[0]["steps"]
    assert not page.is_disabled("#redo")


def switches(command: str) -> Any:
    """The switches of the token in a command."""
    return Token.parse(command.removeprefix("kata play ").strip("'")).switches


def test_the_key_to_go_on_leads_where_it_does_in_a_terminal(playing: Open, deadlock: Result) -> None:
    page = playing()
    page.click("#from-start")
    token, stops = Token.parse(str(deadlock.replay)), 0
    with opened_search(Function(*token.what.split("::")), 0) as search:
        game = GamePositions(search, token)
        start = game.position(())
        for move in start.moves:
            page.keyboard.press("s")
            page.keyboard.press(key_of(move))
            position = game.position((move.choice,))
            while not position.over:
                position = game.position(position.choices, go_on=True)
                page.keyboard.press("c")
                assert switches(board(page)["command"]) == Token.parse(position.replay).switches
                assert bool(board(page)["end"]) == position.over
                stops += not position.over
    assert stops, "it stops where another thread must be chosen"


def test_the_other_keys_of_a_terminal_work_too(playing: Open) -> None:
    page = playing()
    page.click("#from-start")
    assert "plain" in board(page)["focus"]
    before = board(page)["steps"]
    page.keyboard.press("j")
    assert "plain" not in board(page)["focus"]
    page.keyboard.press("ArrowUp")
    assert "plain" in board(page)["focus"]
    page.keyboard.press("Enter")
    assert board(page)["steps"] != before
    page.keyboard.press("Delete")
    assert board(page)["steps"] == before
    page.click("#go-on")
    assert board(page)["steps"] != before
    page.keyboard.press("q")
    assert board(page)["walk"]


def test_a_schedule_that_passes_says_so(playing: Open) -> None:
    page = playing()
    page.click("#from-start")
    page.keyboard.press("f")
    shown = board(page)
    assert shown["used"] == "0 preemptions used"
    assert "Nothing fails in this schedule." in shown["end"]
    assert shown["facts"] == {"pen": "free", "paper": "free"}
    page.keyboard.press("h")
    assert "This failure went another way" in board(page)["said"]


def test_the_hint_names_the_moves_of_the_failure(playing: Open, deadlock: Result) -> None:
    page = playing("#step-1")
    page.keyboard.press("t")
    for key in choices(page, deadlock):
        page.click("#hint")
        said = board(page)["said"]
        name = next(text for one, text in board(page)["moves"] if one == key)
        assert said.removeprefix("Now ").removesuffix(" goes on.") in name
        page.keyboard.press(key)
    page.keyboard.press("h")
    assert board(page)["said"] == "From here the failure comes by itself: f goes on to the end."


def test_a_move_that_is_not_recorded_shows_the_command(
    opened: Open, deadlock: Result, recorded: Callable[[Result], Recording]
) -> None:
    whole = recorded(deadlock)
    page = opened(deadlock, "#step-1", recording=Recording(whole.runs[:1], whole.token))
    page.keyboard.press("t")
    shown = board(page)
    key = next(one for one, _ in shown["moves"] if one not in shown["open"])
    assert "not recorded" in dict(shown["moves"])[key]
    page.keyboard.press(key)
    after = board(page)
    assert after["steps"] == shown["steps"]
    assert "not recorded on this page" in after["said"]
    token = Token.parse(after["command"].removeprefix("kata play "))
    assert token.switches[-1][1] == int(key)
    page.keyboard.press(shown["open"][0])
    assert "not recorded on this page" not in board(page)["said"]


def test_it_begins_at_the_step_and_leaves_to_it(playing: Open, deadlock: Result) -> None:
    page = playing()
    last = int(page.input_value("#slider"))
    steps = []
    for number in (1, last // 2, last):
        page.fill("#slider", str(number))
        page.click("#take-over")
        steps.append(len(board(page)["steps"]))
        page.keyboard.press("Escape")
        shown = board(page)
        assert (shown["on"], shown["walk"], shown["focus"]) == (False, True, "take-over")
        assert page.input_value("#slider") == str(number)
    assert steps == sorted(steps)
    assert steps[0] < steps[-1]
    assert page.locator("tr[aria-current]").get_attribute("id") == f"step-{last}"


def test_the_keyboard_is_enough(playing: Open) -> None:
    page = playing("#step-1")
    page.keyboard.press("t")
    assert "move" in board(page)["focus"]
    assert "plain" in board(page)["focus"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    shown = board(page)
    assert shown["steps"] != []
    assert "move" in shown["focus"]  # the pressed button is gone, and another one has the focus
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    assert len(board(page)["steps"]) < len(shown["steps"])
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    assert board(page)["walk"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_game(playing: Open, axe: Any, deadlock: Result, scheme: str) -> None:
    page = playing("#step-1", color_scheme=scheme)
    page.keyboard.press("t")
    for key in [*choices(page, deadlock), ""]:
        violations = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
        if key:
            page.keyboard.press(key)


def test_it_fits_on_a_phone(playing: Open, deadlock: Result) -> None:
    page = playing("#step-1", viewport=PHONE, has_touch=True)
    page.tap("#take-over")
    for key in choices(page, deadlock):
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        heights = page.evaluate("[...document.querySelectorAll('#game-moves button')].map((one) => one.offsetHeight)")
        assert min(heights) >= 40
        page.tap(f"#game-moves button:has(kbd:text-is('{key}'))")
    assert "that is par" in board(page)["end"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_in_print_there_is_no_game(playing: Open) -> None:
    page = playing()
    page.keyboard.press("t")
    assert not page.is_visible("#steps")
    page.emulate_media(media="print")
    assert not page.is_visible("#game")
    assert not page.is_visible("#game-bar")
    assert page.is_visible("#steps")


def test_names_of_the_learner_are_text_in_a_game(
    opened: Open, found: Callable[[str, str], Result], recorded: Callable[[Result], Recording]
) -> None:
    result = found("hostile", "both")
    page = opened(result, "#step-1", recording=recorded(result))
    page.keyboard.press("t")
    shown = board(page)
    while shown["open"]:
        assert any("<script>alert(1)</script>" in row for row in shown["rows"])
        page.keyboard.press(shown["open"][-1])
        shown = board(page)
    assert shown["end"] or shown["moves"]


def test_a_livelock_is_over_when_the_threads_take_turns(
    opened: Open, found: Callable[[str, str], Result], recorded: Callable[[Result], Recording]
) -> None:
    result = found("after_you", "two_polite_people")
    page = opened(result, recording=recorded(result))
    page.keyboard.press("t")
    page.keyboard.press("t")
    shown = board(page)
    assert "livelock" in shown["end"]
    page.keyboard.press("u")
    assert board(page)["end"] == ""
