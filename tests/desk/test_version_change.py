"""What changed between two versions as JSON: causes add up to the change, companies to the part of the data."""

from typing import Any

import pytest

from chainmap.desk import history
from chainmap.model.parameters import Parameters, Readiness
from chainmap.store.database import Store
from tests.desk.stage import Sheets, draft, folder, put


def _regraded_and_stopped(made: Sheets) -> None:
    made["环节"][1][3] = 1  # metal weighs less
    made["企业"][4][4] = "停产"  # G, wafer in Lingang
    made["企业"].append(["N", "resist", "上海临港新片区", "内资", "量产"])


@pytest.fixture
def two_versions(store: Store) -> Store:
    """The example, then with another grade, a stopped company and a new one."""
    put(store, draft(store, folder()))
    put(store, draft(store, folder(one=_regraded_and_stopped)))
    return store


@pytest.mark.parametrize("earlier", [None, Parameters(q=0.6, readiness=Readiness.FIRM)])
def test_every_part_adds_up(two_versions: Store, earlier: Parameters | None) -> None:
    versions = history.listed(two_versions)
    answer: Any = history.diff_json(two_versions, versions[-1].version_id, "latest", Parameters(), earlier)
    data = {part["chain"]: part for part in answer["data"]}
    for one in answer["split"]:
        for end in (0, 1):
            change = one["after"][end] - one["before"][end]
            assert one["change"][end] == pytest.approx(change, abs=1e-12)
            assert sum(part[end] for part in one["parts"].values()) == pytest.approx(change, abs=1e-12)
            if one["chain"] in data:
                shares = [each["parts"][one["score"]][end] for each in data[one["chain"]]["contributions"]]
                left = data[one["chain"]]["remainder"][one["score"]][end]
                assert sum(shares) + left == pytest.approx(one["parts"]["data"][end], abs=1e-12)
                assert abs(left) < 1e-12
    assert [sorted(each["companies"]) for each in data["one"]["contributions"]] in (
        [["name:g"], ["name:n"]],
        [["name:n"], ["name:g"]],
    )
    moved = [one["parts"]["method"] for one in answer["split"] if one["chain"] == "two"]
    assert any(any(ends) for ends in moved) == (earlier is not None)


def test_the_effect_agrees_with_the_split(two_versions: Store) -> None:
    versions = history.listed(two_versions)
    answer: Any = history.diff_json(two_versions, versions[-1].version_id, "latest", Parameters(), Parameters(q=0.6))
    one = next(each for each in answer["effect"] if each["chain"] == "one")
    coverage = next(each for each in answer["split"] if (each["chain"], each["score"]) == ("one", "coverage"))
    assert one["scores"]["lingang"]["coverage"]["before"] == pytest.approx(coverage["before"])
    assert one["scores"]["lingang"]["coverage"]["after"] == pytest.approx(coverage["after"])
    assert answer["parameters"]["before"]["q"] == 0.6 and answer["parameters"]["after"]["q"] == 1.0
