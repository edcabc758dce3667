"""The self-contained page, opened from disk: a click leads to the words, filters narrow it, everyone can use it."""

from pathlib import Path
from typing import Any

import pytest

from callsheet import runs
from callsheet.exports.render import write_table
from callsheet.records import CalendarQuarter, CommentTable
from tests.unit.exports.render.test_formats import HOSTILE, hostile_table

QUARTER = CalendarQuarter(2024, 4)


@pytest.fixture(scope="module")
def table(sample: Path) -> CommentTable:
    return runs.comment_table(sample, ["MSFT", "META"], QUARTER, "ko")


@pytest.fixture(scope="module")
def file(table: CommentTable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_table(table, "html", tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def page(browser: Any, file: Path) -> Any:
    """The page, opened; a script error or a request to anywhere fails the test."""
    opened = browser.new_page(viewport={"width": 1300, "height": 850})
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: wrong.append(request.url) if request.url != file.as_uri() else None)
    opened.goto(file.as_uri())
    yield opened
    assert wrong == []
    opened.close()


def lines_of(table: CommentTable):
    return [line for block in table.blocks for section in block.sections for line in section.lines]


def words_at(table: CommentTable, key: str) -> list[str]:
    """The words of an id, cut out of the transcript by their offsets."""
    place = table.places[key]
    (transcript,) = [each for each in table.transcripts if each.doc_id == place.doc_id]
    found = []
    for start, end in sorted(place.spans):
        for passage in transcript.passages:
            cut = passage.text[max(start - passage.start, 0) : max(end - passage.start, 0)]
            if cut and start < passage.start + len(passage.text):
                found.append(cut)
    return found


def test_every_line_opens_its_own_words(page: Any, table: CommentTable) -> None:
    for line in lines_of(table):
        page.locator(f'[id="{line.comment_id}"] summary').click()
        marks = page.locator("#words mark").all_text_contents()
        assert marks == words_at(table, line.comment_id)
        assert "".join("".join(marks).split()) == "".join(line.excerpt.split())
        assert page.locator("#words mark").first.is_visible()


def test_figures_and_implied_values_open_their_words(page: Any, table: CommentTable) -> None:
    for figure in table.figures:
        page.locator(f'[id="{figure.figure_id}"] [data-words]').click()
        assert page.locator("#words mark").all_text_contents() == [figure.words]
    implied = next(row for ladder in table.ladders for row in ladder.rows if row.status == "implied")
    page.locator(f'.ladder [data-words="{implied.figure_id}"]').click()
    assert page.locator("#words mark").all_text_contents() == words_at(table, implied.figure_id)


def test_filters_narrow_the_page(page: Any, table: CommentTable) -> None:
    everything = page.locator(".comments li:visible").count()
    assert everything == len(lines_of(table))
    page.select_option("#company", "Meta")
    meta = page.locator(".comments li:visible").count()
    assert meta == sum(len(section.lines) for section in table.blocks[1].sections)
    assert page.locator("section.ladder:visible").count() == 1
    assert page.locator("#found").text_content() == f"{meta} / {everything}"
    page.select_option("#section", "deepseek")
    deepseek = next(section for section in table.blocks[1].sections if section.key == "deepseek")
    assert page.locator(".comments li:visible").count() == len(deepseek.lines)
    page.select_option("#section", "")
    page.select_option("#company", "")
    page.select_option("#period", "FY2025Q2")
    assert page.locator(".comments .band:visible").all_text_contents() == ["#Microsoft FY2025Q2"]
    shown = page.locator(".ladder tbody tr:visible").all()
    assert shown
    assert all("FY2025Q2" in (row.get_attribute("data-period") or "").split() for row in shown)
    page.select_option("#period", "")
    page.fill("#find", "60~65")
    assert page.locator(".comments li:visible").count() == 1


def test_the_keyboard_is_enough(page: Any) -> None:
    page.locator(".comments summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#words").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "words-text"
    page.keyboard.press("Escape")
    assert page.locator("#words").is_hidden()
    assert page.evaluate("document.activeElement.hasAttribute('data-words')")


def test_a_bar_of_the_chart_says_what_it_is_and_opens_its_words(page: Any) -> None:
    page.locator('[id="META-CY2025"]').focus()
    assert "60~65" in page.locator("#bar").text_content()
    page.keyboard.press("Enter")
    assert "60" in "".join(page.locator("#words mark").all_text_contents())


def test_on_paper_there_are_words_and_no_tools(page: Any) -> None:
    page.locator(".comments summary").first.click()
    page.emulate_media(media="print")
    assert page.locator(".tools").first.is_hidden()
    assert page.locator("#words").is_hidden()
    assert page.locator(".comments blockquote").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_it(scheme: str, page: Any, violations: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    assert violations(page) == []
    page.locator("#toggle").click()
    page.locator(".ladder [data-words]").first.click()
    assert violations(page) == []


def test_hostile_words_are_shown_as_words(browser: Any, tmp_path: Path) -> None:
    file = write_table(hostile_table(), "html", tmp_path / "hostile.html")
    page = browser.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    texts = page.locator(".comments .text").all_text_contents()
    page.locator("#toggle").click()
    assert said == []
    assert HOSTILE[0] in texts
    assert HOSTILE[5] in texts
    assert page.locator(".comments script, .comments b").count() == 0
    page.close()
