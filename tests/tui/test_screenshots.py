"""The README's pictures are those of the app as it is."""

import shutil
from pathlib import Path

import pytest

from tests.demos import once
from tests.tui.screenshots import DEMO, DOCS, STORY, Picture, taken, tell_all


@pytest.mark.parametrize("picture", STORY, ids=lambda picture: picture.name)
async def test_a_picture_shows_the_app_as_it_is(
    picture: Picture, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    demo = once(tmp_path_factory, "pictures", tell_all) / DEMO
    seen = await taken(picture, Path(shutil.copy(demo, tmp_path)))
    kept = (DOCS / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert seen == kept, f"docs/{picture.name}.svg is stale: run `make screenshots`, and look at it."


def test_the_readme_shows_every_picture() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in STORY if f"(docs/{one.name}.svg)" not in readme] == []
