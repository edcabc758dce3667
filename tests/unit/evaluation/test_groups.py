from callsheet.evaluation.groups import Passages, by_industry, by_kind, sectors


def row(ticker: str, *kinds: str | list[str]) -> dict[str, object]:
    return {"id": ticker, "ticker": ticker, "figures": [{"kind": kind, "low": 1} for kind in kinds]}


def test_a_wrong_kind_is_missed_in_one_group_and_too_many_in_another() -> None:
    groups = dict(by_kind(Passages([row("A", "plan", "guidance")], [row("A", "guidance", "guidance")])))
    assert list(groups) == ["guidance", "plan"]
    assert [len(groups["plan"].labels[0]["figures"]), len(groups["plan"].found[0]["figures"])] == [1, 0]
    assert [len(groups["guidance"].labels[0]["figures"]), len(groups["guidance"].found[0]["figures"])] == [1, 2]


def test_a_label_of_several_kinds_counts_neither_way() -> None:
    groups = dict(by_kind(Passages([row("A", ["actual", "prior"])], [row("A", "prior")])))
    assert [(name, group.labels[0]["figures"][0]["optional"]) for name, group in groups.items()] == [
        ("actual", True),
        ("prior", True),
    ]
    assert groups["prior"].figures == 0


def test_industries_keep_labels_and_findings_together_unknown_last() -> None:
    labels = [row("ZZZZ", "actual"), row("NEE", "actual"), row("AEP", "plan")]
    groups = dict(by_industry(Passages(labels, labels)))
    assert {name: [one["id"] for one in group.found] for name, group in groups.items()} == {
        "Utilities": ["NEE", "AEP"],
        "unknown": ["ZZZZ"],
    }
    assert list(groups)[-1] == "unknown"


def test_every_ticker_has_one_sector_and_there_are_eleven() -> None:
    assert len(set(sectors().values())) == 11
    assert len(sectors()) > 500
    assert (sectors()["MSFT"], sectors()["AMZN"]) == ("Information Technology", "Consumer Discretionary")
