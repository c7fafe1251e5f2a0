"""The environment's cache survives interruption and two builders at once."""

import multiprocessing
import time
from pathlib import Path

import pytest

from config.environment.build_once import build_once, exclusive, forget_all_but, is_held


def test_an_interrupted_build_leaves_no_folder_of_that_name(tmp_path):
    def break_off(folder: Path):
        (folder / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_once(tmp_path / "made", break_off)
    assert not (tmp_path / "made").exists()


def test_a_build_starts_from_an_empty_folder_after_an_interrupted_one(tmp_path):
    unfinished = tmp_path / ".made.unfinished"
    unfinished.mkdir()
    (unfinished / "half").touch()
    made = build_once(tmp_path / "made", lambda folder: (folder / "whole").touch())
    assert [path.name for path in made.iterdir()] == ["whole"]


def test_two_builders_at_once_build_once(tmp_path):
    both = [multiprocessing.Process(target=_build_slowly, args=(tmp_path,)) for _number in range(2)]
    for builder in both:
        builder.start()
    for builder in both:
        builder.join(20)
    assert (tmp_path / "builds").read_text() == "built\n"


def test_a_finished_folder_is_not_built_again(tmp_path):
    (tmp_path / "made").mkdir()
    build_once(tmp_path / "made", lambda _folder: pytest.fail("built again"))


def test_a_lock_is_free_once_its_holder_has_gone(tmp_path):
    with exclusive(tmp_path / "lock"):
        held = is_held(tmp_path / "lock")
    assert (held, is_held(tmp_path / "lock")) == (True, False)


def test_only_the_newest_folders_stay(tmp_path):
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir()
    forget_all_but(3, folders)
    forget_all_but(1, folders)
    assert len(list(tmp_path.iterdir())) == 1


def _build_slowly(folder: Path):
    def build(_unfinished: Path):
        with open(folder / "builds", "a") as written:
            written.write("built\n")
        time.sleep(0.3)

    build_once(folder / "made", build)
