"""The review page: correct, approve, hide, move, reload; two people at once; nobody in without the token."""

import http.client
from typing import Any
from urllib.parse import urlsplit

import pytest
from pptx import Presentation

from callsheet import runs, store
from callsheet.shipped import shipped
from tests.browser.conftest import TOKEN, Served


def opened(browser: Any, served: Served, who: str) -> Any:
    """A person's own browser window on the page, the name filled in."""
    page = browser.new_context(viewport={"width": 1300, "height": 850}).new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(served.entry)
    assert "token" not in page.url
    page.fill("#reviewer", who)
    return page


@pytest.fixture
def page(browser: Any, served: Served) -> Any:
    page = opened(browser, served, "Kim")
    yield page
    page.context.close()


def ids(page: Any, company: str = "Microsoft") -> list[str]:
    return page.eval_on_selector_all(
        f'tbody[data-company="{company}"] li:not(.question):not(.answer)', "lines => lines.map(line => line.id)"
    )


def line(page: Any, key: str) -> Any:
    return page.locator(f'[id="{key}"]')


def button(page: Any, key: str, name: str) -> None:
    """Open a line and press one of its buttons."""
    if line(page, key).locator("details[open]").count() == 0:
        line(page, key).locator("summary").click()
    line(page, key).locator(".review").get_by_role("button", name=name).click()


def correct(page: Any, key: str, text: str, why: str = "house style") -> None:
    """Open the form of a line, write another Korean text, save."""
    button(page, key, "수정")
    page.fill(f'[id="{key}"] textarea[name=ko]', text)
    page.fill(f'[id="{key}"] input[name=reason]', why)
    line(page, key).get_by_role("button", name="저장").click()


def overrides(served: Served, key: str) -> list[dict[str, Any]]:
    with store.open_published(served.warehouse) as con:
        return store.rows(
            con,
            "select field, value, author, reason from review_overrides where target_id = ? order by made_at, field",
            [key],
        )


def test_a_corrected_line_stays_after_a_reload_and_a_new_run(page: Any, served: Served) -> None:
    key = ids(page)[0]
    correct(page, key, "고친 첫 줄")
    line(page, key).locator("text=† 수정: Kim — house style").wait_for()
    assert line(page, key).locator(".text").text_content() == "고친 첫 줄 †"
    assert overrides(served, key) == [{"field": "ko", "value": "고친 첫 줄", "author": "Kim", "reason": "house style"}]
    with store.open_warehouse(served.warehouse) as con:
        con.execute("update raw_documents set extractor_version = 'older'")  # so that all are read again
    runs.process([shipped("transcripts")], served.warehouse)
    page.reload()
    assert line(page, key).locator(".text").text_content() == "고친 첫 줄 †"
    assert page.input_value("#reviewer") == "Kim"  # remembered


def test_an_approved_line_says_by_whom(page: Any) -> None:
    key = ids(page)[1]
    button(page, key, "확인")
    line(page, key).locator(".approved").wait_for()
    page.reload()
    assert line(page, key).locator(".approved").get_attribute("title") == "확인: Kim"
    assert "1줄 Kim 확인" in page.locator("p.source").first.text_content()


def test_the_second_of_two_people_sees_both_texts(browser: Any, page: Any, served: Served) -> None:
    key = ids(page)[2]
    other = opened(browser, served, "Lee")
    button(other, key, "수정")
    other.fill(f'[id="{key}"] textarea[name=ko]', "리의 문장")
    other.fill(f'[id="{key}"] input[name=reason]', "shorter")
    correct(page, key, "김의 문장")
    line(page, key).locator("text=† 수정: Kim").wait_for()
    line(other, key).get_by_role("button", name="저장").click()
    conflict = line(other, key).locator(".conflict")
    conflict.wait_for()
    assert "김의 문장" in conflict.text_content()
    assert "리의 문장" in conflict.text_content()
    assert "Kim — house style" in conflict.text_content()
    assert other.input_value(f'[id="{key}"] textarea[name=ko]') == "리의 문장"
    assert [row["value"] for row in overrides(served, key)] == ["김의 문장"]  # nothing was lost
    line(other, key).get_by_role("button", name="저장").click()  # having seen both
    line(other, key).locator("text=† 수정: Lee").wait_for()
    assert [row["value"] for row in overrides(served, key)] == ["김의 문장", "리의 문장"]
    button(page, key, "확인")  # of a line that has changed since it was read
    line(page, key).locator(".conflict").wait_for()
    assert "리의 문장" in line(page, key).locator(".conflict").text_content()
    other.context.close()


def test_a_line_is_hidden_and_shown_again(page: Any) -> None:
    key = ids(page)[3]
    button(page, key, "수정")
    page.select_option(f'[id="{key}"] select[name=hidden]', "true")
    page.fill(f'[id="{key}"] input[name=reason]', "off topic")
    with page.expect_navigation():
        line(page, key).get_by_role("button", name="저장").click()
    assert page.locator(f'.comments [id="{key}"]').count() == 0
    hidden = page.locator(f'section:has(#hidden) [id="{key}"]')
    assert "Kim — off topic" in hidden.text_content()
    with page.expect_navigation():
        hidden.get_by_role("button", name="다시 표시").click()
    assert page.locator(f'.comments [id="{key}"]').count() == 1


def test_a_line_is_moved(page: Any) -> None:
    before = ids(page)
    with page.expect_navigation():
        button(page, before[4], "위로")
    after = ids(page)
    assert after[3:5] == [before[4], before[3]]
    with page.expect_navigation():
        button(page, before[4], "아래로")
    assert ids(page) == before


def test_a_corrected_figure_goes_into_ladder_chart_and_deck(page: Any, served: Served, tmp_path: Any) -> None:
    row = page.locator('tr[data-company="Meta"][data-period="FY2025"]')
    key = row.get_attribute("id")
    row.get_by_role("button", name="수정").click()
    page.fill(f'[id="{key}"] input[name=low]', "61,000,000,000")
    page.fill(f'[id="{key}"] input[name=reason]', "as the release prints it")
    with page.expect_navigation():
        row.get_by_role("button", name="저장").click()
    assert "$61~65B †" in row.text_content()
    assert "61~65 †" in page.locator('[data-bar="META-CY2025"]').text_content()
    assert page.locator(f'.ladder [data-words="{key}"]').text_content() == "$61-65B †"
    with page.expect_download() as download:
        page.get_by_role("link", name="pptx").click()
    download.value.save_as(tmp_path / "deck.pptx")
    deck = Presentation(str(tmp_path / "deck.pptx"))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any("애널리스트 수정: Meta CY2025" in text for text in texts)


def test_what_cannot_be_is_said_in_the_form(page: Any) -> None:
    row = page.locator('tr[data-company="Meta"][data-period="FY2025"]')
    row.get_by_role("button", name="수정").click()
    row.locator("input[name=low]").fill("99000000000")
    row.locator("input[name=reason]").fill("a slip")
    row.get_by_role("button", name="저장").click()
    row.locator(".conflict").wait_for()
    assert "lies above high" in row.locator(".conflict").text_content()
    page.fill("#reviewer", "")
    row.get_by_role("button", name="저장").click()
    row.locator("text=give your name").wait_for()


def test_hostile_corrections_are_text(page: Any) -> None:
    key = ids(page, "Meta")[0]
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    text = "<img src=x onerror=alert(1)> {{ 7*7 }} =1+1"
    correct(page, key, text, why="<script>alert(2)</script>")
    line(page, key).locator("text=† 수정: Kim").wait_for()
    assert line(page, key).locator(".text").text_content() == f"{text} †"
    page.reload()
    assert line(page, key).locator(".text").text_content() == f"{text} †"
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_review(scheme: str, page: Any, violations: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    button(page, ids(page)[0], "수정")
    page.locator("form.correction").wait_for()
    assert violations(page) == []


# --- who gets in ---------------------------------------------------------------------------------------------------


def asked(served: Served, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
    at = urlsplit(served.address)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=30)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, {"Content-Type": "application/x-www-form-urlencoded", **given})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


BEARER = f"Bearer {TOKEN}"


def test_without_the_token_there_is_nothing(served: Served) -> None:
    for path in ("/", "/table.pptx", "/finding/x"):
        assert asked(served, "GET", path)[0] == 401
        assert asked(served, "GET", path, Cookie="callsheet-1=wrong")[0] == 401
    assert asked(served, "GET", "/?token=wrong")[0] == 401
    assert asked(served, "GET", "/?company=MSFT&period=CY2024Q4", Authorization=BEARER)[0] == 200


def test_another_name_for_this_machine_gets_nothing(served: Served) -> None:
    assert asked(served, "GET", "/", Host="evil.example", Authorization=BEARER)[0] == 421


def test_nothing_is_changed_from_another_page(served: Served) -> None:
    body = "author=Eve&approved=true&reason=x"
    assert asked(served, "POST", "/finding/x", body, Authorization=BEARER)[0] == 403
    assert asked(served, "POST", "/finding/x", body, Authorization=BEARER, X_Callsheet="guess")[0] == 403
    status, text = asked(served, "POST", "/finding/x", body, Authorization=BEARER, Origin="http://evil.example")
    assert (status, "own page" in text) == (403, True)


def test_what_is_not_there_is_one_sentence(served: Served) -> None:
    assert asked(served, "GET", "/?company=MSFT&period=CY1999Q1", Authorization=BEARER) == (
        404,
        "callsheet: the warehouse holds no call of MSFT for CY1999Q1; it holds MSFT: CY2024Q3, CY2024Q4\n",
    )
    assert asked(served, "GET", "/finding/f-nothing", Authorization=BEARER)[0] == 404
    assert asked(served, "GET", "/table.exe", Authorization=BEARER)[0] == 404
