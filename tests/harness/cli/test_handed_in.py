"""``kata check --against DIR``: a folder of what was handed in, in which not every kata need be."""

PASSED, FAILED, USAGE = 0, 1, 2


def hand_in(project, *names):
    project.add_bell()
    for name in names:
        project.write(f"anna/{name}.py", (project.path / "solutions/tally.py").read_text())


def quickly(project, *more):
    return project.kata("check", "--against", "anna", "--engine", "explore", "--schedules", "20", *more)


def test_what_is_not_there_is_told_and_not_judged(project):
    hand_in(project, "tally", "taly")
    done = quickly(project)
    assert done.exit_code == PASSED, done.output
    assert "1 of 2 katas have no file in anna and are not judged; there is no kata for taly.py" in done.stderr
    assert "bell" not in done.stdout


def test_with_require_all_it_is_a_failure(project):
    hand_in(project, "tally")
    done = quickly(project, "--require-all")
    assert done.exit_code == FAILED
    assert "bell.py does not exist" in done.stdout


def test_what_is_asked_for_by_name_must_be_there(project):
    hand_in(project, "tally")
    done = project.kata("check", "bell", "--against", "anna", "--engine", "explore", "--schedules", "20")
    assert done.exit_code == FAILED
    assert "bell.py does not exist" in done.stdout


def test_a_folder_with_nothing_in_it_for_a_kata_is_wrong_usage(project):
    hand_in(project, "taly")
    done = quickly(project)
    assert done.exit_code == USAGE
    assert "no file in it has the name of a kata, such as" in done.stderr


def test_nothing_is_said_where_all_are_there(project):
    hand_in(project, "tally")
    project.write("anna/bell.py", (project.path / "solutions/bell.py").read_text())
    done = quickly(project)
    assert done.exit_code == PASSED, done.output
    assert "kata:" not in done.stderr
