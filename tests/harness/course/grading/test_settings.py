"""Which of three places wins, what a profile stands for, and what is said of a wrong key or value, and where."""

import pytest

from harness.course.grading.check import PATIENCE, CheckSettings
from harness.course.grading.settings import KNOWN_PROFILES, Settings, known_profiles, load_settings
from harness.errors import UsageError
from harness.workers.job import DEFAULT_RUNS


@pytest.fixture
def says(tmp_path, monkeypatch):
    """What a pyproject.toml, an environment and options come to."""
    monkeypatch.chdir(tmp_path)

    def say(text="", environment=None, **options):
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        return load_settings(tmp_path, options, environment or {})

    return say


def refused(says, *args, **options):
    with pytest.raises(UsageError) as caught:
        says(*args, **options)
    return str(caught.value)


# -- who wins --------------------------------------------------------------------------------------------


def test_nothing_said_is_the_quick_profile(says):
    assert says() == says(profile="quick") == Settings()


def test_it_is_what_a_check_does_without_being_asked(says):
    assert says().settings == CheckSettings(ends_early=True)


def test_each_key_can_be_said_in_each_place(says):
    wanted = Settings("stress", 7, 8, 9.5, 10, "pos", True, 3)
    text = 'engine="stress"\nschedules=7\nruns=8\nseconds=9.5\nseed=10\nstrategy="pos"\nstrict-races=true\njobs=3\n'
    assert says(f"[tool.kata]\n{text}") == wanted
    assert (
        says(
            environment={
                "KATA_ENGINE": "stress", "KATA_SCHEDULES": "7", "KATA_RUNS": "8", "KATA_SECONDS": "9.5",
                "KATA_SEED": "10", "KATA_STRATEGY": "pos", "KATA_STRICT_RACES": "yes", "KATA_JOBS": "3",
            }
        )
        == wanted
    )  # fmt: skip
    assert says(**vars(wanted)) == wanted


def test_options_win_over_the_environment_and_that_over_the_file(says):
    text, environment = "[tool.kata]\nschedules = 1\nruns = 1\nseed = 1\n", {"KATA_RUNS": "2", "KATA_SEED": "2"}
    found = says(text, environment, seed=3)
    assert (found.schedules, found.runs, found.seed) == (1, 2, 3)


def test_an_option_not_given_and_an_empty_variable_say_nothing(says):
    assert says("[tool.kata]\nschedules = 5", {"KATA_SCHEDULES": "", "KATA_SEED": " "}, schedules=None).schedules == 5


def test_a_profile_wins_over_what_was_said_before_and_not_over_what_is_said_beside_it(says):
    text = "[tool.kata]\nschedules = 5\nseed = 4\n"
    assert says(text).schedules == 5
    assert says(text, {"KATA_PROFILE": "thorough"}).schedules == KNOWN_PROFILES["thorough"]["schedules"]
    assert says(text, {"KATA_PROFILE": "thorough", "KATA_SCHEDULES": "6"}).schedules == 6
    assert says(text, {"KATA_SCHEDULES": "6"}, profile="nightly").schedules == KNOWN_PROFILES["nightly"]["schedules"]
    assert says(text, profile="nightly", schedules=7).schedules == 7
    assert says(text, profile="nightly").seed == 4, "a profile says nothing of the seed"
    assert says('[tool.kata]\nprofile = "thorough"\nschedules = 8\n').schedules == 8


def test_each_profile_looks_harder_than_the_one_before(says):
    schedules = [says(profile=name).schedules for name in ("quick", "thorough", "nightly")]
    runs = [says(profile=name).runs or DEFAULT_RUNS for name in ("quick", "thorough", "nightly")]
    patience = [says(profile=name).settings.patience for name in ("quick", "thorough", "nightly")]
    for numbers in (schedules, runs, patience):
        assert numbers == sorted(set(numbers))
    assert patience[0] == PATIENCE


def test_a_project_has_profiles_of_its_own_and_may_change_the_others(says, tmp_path):
    text = "[tool.kata.profiles.ci]\nschedules = 50\nstrict-races = true\n[tool.kata.profiles.nightly]\nruns = 3\n"
    assert says(text).strict_races is False
    assert says(text, profile="ci") == Settings(schedules=50, strict_races=True)
    nightly = says(text, profile="nightly")
    assert (nightly.runs, nightly.schedules) == (3, KNOWN_PROFILES["nightly"]["schedules"])
    assert known_profiles(tmp_path) == ["quick", "thorough", "nightly", "ci"]


@pytest.mark.parametrize(("word", "value"), [("1", True), ("ON", True), ("True", True), ("0", False), ("no", False)])
def test_words_for_true_and_false_in_the_environment(says, word, value):
    assert says("[tool.kata]\nstrict-races = true", {"KATA_STRICT_RACES": word}).strict_races is value


def test_variables_of_other_names_are_somebody_elses(says):
    assert says(environment={"KATA_CONTAINERS": "7", "SCHEDULES": "7"}) == Settings()


# -- which file ------------------------------------------------------------------------------------------


def test_the_nearest_file_with_the_table_counts(says, tmp_path):
    says("[tool.kata]\nschedules = 5\n")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nschedules = 6\n")
    assert load_settings(inner, {}, {}).schedules == 5
    (inner / "pyproject.toml").write_text("[tool.kata]\nruns = 7\n")
    assert load_settings(inner, {}, {}) == Settings(runs=7)


# -- what is wrong, and where ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[tool.kata]\n\nschedule = 5", "pyproject.toml line 3: [tool.kata] has no key 'schedule'; did you mean 's"),
        ("[tool.kata]\nschedules = 0", "pyproject.toml line 2: schedules must be a whole number of at least 1, not 0"),
        ("[tool.kata]\nruns = true", "pyproject.toml line 2: runs must be a whole number of at least 1, not True"),
        ("[tool.kata]\nseed = 1.5", "pyproject.toml line 2: seed must be a whole number, not 1.5"),
        ("[tool.kata]\nseconds = inf", "pyproject.toml line 2: seconds must be a number above 0, not inf"),
        ("[tool.kata]\nstrict-races = 1", "pyproject.toml line 2: strict-races must be true or false, not 1"),
        ("[tool.kata]\nstrict_races = true", "line 2: [tool.kata] has no key 'strict_races'; did you mean 'strict-"),
        ('[tool.kata]\nengine = "steam"', "pyproject.toml line 2: engine must be explore, stress or both, not 'steam'"),
        ('[tool.kata]\nstrategy = "poss"', "line 2: there is no strategy 'poss'; did you mean 'pos'?"),
        ("[tool.kata]\nprofile = 3", "pyproject.toml line 2: profile must be the name of a profile, not 3"),
        ('[tool.kata]\nprofile = "nightlies"', "line 2: there is no profile 'nightlies'; did you mean 'nightly'?"),
        ("[tool.other]\nruns = 1\n[tool.kata]\nruns = 0", "pyproject.toml line 4: runs must be"),
        ("tool.kata.runs = 0", "pyproject.toml line 1: runs must be"),
        ("[tool]\nkata.runs = 0", "pyproject.toml line 2: runs must be"),
        ("[tool]\nkata = {runs = 0}", "pyproject.toml: runs must be"),
        ("[tool]\nkata = 7", "pyproject.toml: [tool.kata] must be a table"),
        ("[tool.kata.profiles.ci]\nruns = 0", "pyproject.toml line 2: runs must be"),
        ('[tool.kata.profiles.ci]\nprofile = "quick"', "line 2: [tool.kata.profiles.ci] has no key 'profile'"),
        ("[tool.kata]\nprofiles.ci.runs = 0", "pyproject.toml line 2: runs must be"),
        ("[tool.kata]\nprofiles = 3", "pyproject.toml line 2: [tool.kata.profiles.NAME] must be a table for each name"),
        ("[tool.kata\n", "pyproject.toml cannot be read: "),
    ],
)
def test_a_wrong_file_is_said_with_the_line(says, text, sentence):
    assert sentence in refused(says, text)


def test_a_file_that_is_no_toml_is_said_with_the_line_too(says):
    assert "line 3" in refused(says, "[tool.kata]\nruns = 1\nruns 2\n")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("KATA_SCHEDULES", "many", "KATA_SCHEDULES: schedules must be a whole number of at least 1, not 'many'"),
        ("KATA_SCHEDULES", "-1", "KATA_SCHEDULES: schedules must be a whole number of at least 1, not -1"),
        ("KATA_STRICT_RACES", "perhaps", "KATA_STRICT_RACES: strict-races must be true or false, not 'perhaps'"),
        ("KATA_PROFILE", "quik", "KATA_PROFILE: there is no profile 'quik'; did you mean 'quick'?"),
        ("KATA_STRATEGY", "luck", "KATA_STRATEGY: there is no strategy 'luck'"),
    ],
)
def test_a_wrong_variable_is_said_by_its_name(says, name, text, sentence):
    assert refused(says, environment={name: text}).startswith(sentence)


def test_a_wrong_option_is_said_as_it_is_written(says):
    assert refused(says, profile="quik") == "--profile: there is no profile 'quik'; did you mean 'quick'?"
    assert refused(says, strategy="luck").startswith("--strategy: there is no strategy 'luck'")
