"""Settings: options over environment over config.toml over defaults."""

from pathlib import Path

import pytest

from tui.settings import STARTER_COURSES, Settings, SettingsError, remember, resolve


def settled(
    tmp_path: Path,
    *,
    libraries: tuple[str, ...] = (),
    database: str | None = None,
    member: str | None = None,
    lang: str | None = None,
    environment: dict[str, str] | None = None,
    config: str = "",
    here: Path | None = None,
) -> Settings:
    config_folder = tmp_path / "config"
    config_folder.mkdir(exist_ok=True)
    if config:
        (config_folder / "config.toml").write_text(config, encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir(exist_ok=True)
    return resolve(
        libraries=libraries,
        database=database,
        member=member,
        lang=lang,
        environment=environment or {},
        here=here or empty,
        config_folder=config_folder,
        data_folder=tmp_path / "data",
    )


def test_the_starter_courses_stand_in_where_nothing_is_named(tmp_path: Path) -> None:
    settings = settled(tmp_path)
    assert settings.libraries == STARTER_COURSES
    assert settings.starter
    assert settings.database == tmp_path / "data" / "study.db"


def test_the_folder_one_stands_in_is_the_library_when_it_holds_a_course(tmp_path: Path) -> None:
    (tmp_path / "here" / "rust").mkdir(parents=True)
    (tmp_path / "here" / "rust" / "course.md").write_text("# Rust", encoding="utf-8")
    assert settled(tmp_path, here=tmp_path / "here").libraries == (tmp_path / "here",)
    assert settled(tmp_path, here=tmp_path / "here" / "rust").libraries == (tmp_path / "here" / "rust",)


def test_folders_called_lessons_and_quizzes_are_not_taken_for_courses(tmp_path: Path) -> None:
    for name in ("lessons", "quizzes"):
        (tmp_path / "here" / name).mkdir(parents=True)
        (tmp_path / "here" / name / "model.md").write_text("# Not a lesson", encoding="utf-8")
    assert settled(tmp_path, here=tmp_path / "here").libraries == STARTER_COURSES


def test_an_option_overrules_the_environment_and_that_the_file(tmp_path: Path) -> None:
    config = 'library = ["/from/file"]\nmember = "file"\ndb = "/file.db"\nlang = "zh"\n'
    environment = {
        "FIVEFOLD_LIBRARY": "/one:/two",
        "FIVEFOLD_MEMBER": "environment",
        "FIVEFOLD_DB": "/environment.db",
        "FIVEFOLD_LANG": "en",
    }
    by_file = settled(tmp_path, config=config)
    assert (by_file.libraries, by_file.member, by_file.lang) == ((Path("/from/file"),), "file", "zh")
    by_environment = settled(tmp_path, config=config, environment=environment)
    assert by_environment.libraries == (Path("/one"), Path("/two"))
    assert (by_environment.member, by_environment.database) == ("environment", Path("/environment.db"))
    by_option = settled(
        tmp_path,
        config=config,
        environment=environment,
        libraries=("/option",),
        member="option",
        database="/o.db",
        lang="zh",
    )
    assert (by_option.libraries, by_option.member, by_option.lang) == ((Path("/option"),), "option", "zh")
    assert by_option.named


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("de_DE", "en"), ("C.UTF-8", "en"), ("", "en")]
)
def test_the_language_comes_from_the_locale(tmp_path: Path, locale: str, lang: str) -> None:
    assert settled(tmp_path, environment={"LANG": locale}).lang == lang


@pytest.mark.parametrize("config", ["library = 3", 'library = ["a", 3]', "member = 7", "not toml"], ids=repr)
def test_a_file_that_cannot_be_used_is_named_in_one_sentence(tmp_path: Path, config: str) -> None:
    with pytest.raises(SettingsError) as problem:
        settled(tmp_path, config=config)
    assert "\n" not in str(problem.value)


def test_the_usual_library_is_known_where_another_is_named_or_stood_in(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "course.md").write_text("# Rust", encoding="utf-8")
    assert settled(tmp_path, here=tmp_path / "here").usual == STARTER_COURSES
    remembered = tmp_path / "remembered"
    remember(tmp_path / "config", [remembered])
    stood_in = settled(tmp_path, here=tmp_path / "here")
    assert (stood_in.libraries, stood_in.usual) == ((tmp_path / "here",), (remembered,))
    named = settled(tmp_path, libraries=("elsewhere",))
    assert (named.libraries, named.usual) == ((Path("elsewhere"),), (remembered,))
    assert settled(tmp_path).libraries == (remembered,)
    assert settled(tmp_path, config='library = ["/file"]', here=tmp_path / "here").usual == (Path("/file"),)
