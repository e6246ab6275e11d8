from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chainmap.analysis.assess import assess
from chainmap.desk import history, keep_scenarios
from chainmap.desk.follow_leads import StaleLead, add, change, forecast, land, landing_rows, leads_json, leads_of, listed
from chainmap.desk.follow_leads import history as lead_history
from chainmap.desk.outcome import Refusal
from chainmap.desk.workspace import assessed
from chainmap.model.event import What
from chainmap.model.lead import Lead
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.store.database import Store
from tests.databases import fingerprint
from tests.desk.stage import ADMIN, ANN, BEN, NOW, VIEWER, Sheets, data, draft, first, folder, landed, opened, put

TODAY = date(2026, 11, 23)
LEAD = Lead(
    chain_id="one", segment_id="metal", region_id="lingang", company="M2", owner="甲", origin="招商会", due=date(2026, 12, 1)
)


def added(store: Store, lead: Lead = LEAD) -> Lead:
    outcome = add(store, lead, user=ANN, now=NOW)
    assert isinstance(outcome, Lead), outcome
    return outcome


def test_a_lead_is_added_changed_and_logged(store: Store) -> None:
    lead = added(store)
    signed = change(store, replace(lead, status=LeadStatus.SIGNED), user=BEN, now=NOW)
    assert isinstance(signed, Lead) and signed.revision == 2
    assert change(store, replace(lead, owner="丁"), user=BEN, now=NOW) == StaleLead(present=signed)
    assert change(store, signed, user=BEN, now=NOW) == signed
    assert [(one.field, one.after, one.author) for one in lead_history(store, lead.lead_id)] == [
        ("status", "lead", "甲"),
        ("status", "signed", "乙"),
    ]
    assert [(one.what, one.author) for one in history.deeds(store)] == [(What.LEAD_CHANGED, "乙"), (What.LEAD_ADDED, "甲")]


@pytest.mark.parametrize("field", ["chain_id", "segment_id", "region_id", "company"])
def test_a_lead_without_what_it_is_about_is_refused(store: Store, field: str) -> None:
    outcome = add(store, replace(LEAD, **{field: " "}), user=ANN, now=NOW)  # type: ignore[arg-type]
    assert outcome == Refusal(code="lead-incomplete", facts={"fields": (field,)})


def test_who_may_not_changes_no_lead(store: Store) -> None:
    lead = added(store)
    before = fingerprint(store)
    late = NOW + timedelta(hours=1)
    assert isinstance(add(store, LEAD, user=VIEWER, now=NOW), Refusal)
    assert isinstance(change(store, replace(lead, owner="丁"), user=BEN, now=late), Refusal)
    assert isinstance(land(store, lead, user=VIEWER, now=NOW, note=""), Refusal)
    assert change(store, replace(lead, lead_id=77), user=ANN, now=NOW) == Refusal(code="unknown-lead", facts={"lead": 77})
    assert fingerprint(store) == before


def test_overdue_leads_come_first_and_closed_ones_last(store: Store) -> None:
    for company, due, status in [
        ("a", None, LeadStatus.LEAD),
        ("b", TODAY, LeadStatus.LEAD),
        ("c", TODAY - timedelta(days=1), LeadStatus.NEGOTIATING),
        ("d", TODAY - timedelta(days=9), LeadStatus.DROPPED),
    ]:
        added(store, replace(LEAD, company=company, due=due, status=status))
    assert [(view.lead.company, view.overdue) for view in listed(store, None, TODAY)] == [
        ("c", True), ("b", False), ("a", False), ("d", False),
    ]  # fmt: skip


def test_a_lead_whose_segment_left_the_chain_says_so_and_stays(store: Store) -> None:
    first(store)
    added(store)
    added(store, replace(LEAD, chain_id="gone", region_id="mars"))

    def without_metal(made: Sheets) -> None:
        del made["环节"][1], made["依赖"][1]
        made["企业"] = [row for row in made["企业"] if row[1] != "metal"]

    landed(put(store, draft(store, folder(one=without_metal))))
    views = listed(store, data(store), TODAY)
    known = [(view.chain_known, view.segment_known, view.region_known) for view in views]
    assert known == [(True, False, True), (False, False, False)]
    told = leads_json(store, data(store), TODAY)["leads"]
    assert isinstance(told, list)
    assert told[0] == {
        "id": 1, "chain_id": "one", "segment_id": "metal", "region_id": "lingang", "company": "M2", "origin": "招商会",
        "status": "lead", "owner": "甲", "contact": "", "next_step": "", "due": "2026-12-01", "notes": "",
        "extra": {}, "since": "2026-11-23", "segment_known": False, "in_register": False, "overdue": False,
    }  # fmt: skip


def test_a_landed_lead_is_a_row_and_a_status_in_one_version(store: Store) -> None:
    start = first(store)
    lead = added(store)
    version = landed(land(store, lead, user=BEN, now=NOW, note="已投产"))
    rows = data(store).suppliers.query("company == 'M2' and chain_id == 'one'")
    assert rows[["region_id", "status", "control", "file"]].to_numpy().tolist() == [
        ["beijing", "planned", "domestic", "one.xlsx"],
        ["lingang", "producing", "domestic", "更正/one"],
    ]
    (view,) = listed(store, data(store), TODAY)
    assert (view.lead.status, view.lead.revision) == (LeadStatus.LANDED, 2)
    assert (version.parent, version.author, version.note) == (start.version_id, "乙", "已投产")
    assert [one.what for one in history.deeds(store)][:2] == [What.LEAD_CHANGED, What.CORRECTED]
    score = assessed(opened(store), Parameters()).chain("one").scores["lingang"][Score.COVERAGE]
    assert score.lo == pytest.approx((5 + 4) / 26)


def test_a_company_that_is_there_already_starts_producing_there(store: Store) -> None:
    def planned(made: Sheets) -> None:
        made["企业"].append(["M2", "metal", "临港新片区", "内资", "规划"])

    landed(put(store, draft(store, folder(one=planned))))
    landed(land(store, added(store), user=ANN, now=NOW, note=""))
    rows = data(store).suppliers.query("company == 'M2' and chain_id == 'one'")
    assert rows[["region_id", "status"]].to_numpy().tolist() == [["beijing", "planned"], ["lingang", "producing"]]


def test_landing_leaves_nothing_half_done(store: Store) -> None:
    first(store)
    lead = added(store)
    change(store, replace(lead, owner="丁"), user=BEN, now=NOW)
    before = fingerprint(store)
    assert land(store, lead, user=ANN, now=NOW, note="") == Refusal(code="lead-moved-on", facts={"lead": lead.lead_id})
    elsewhere = added(store, replace(LEAD, region_id="mars"))
    before = fingerprint(store)
    assert land(store, elsewhere, user=ANN, now=NOW, note="") == Refusal(code="unknown-region", facts={"region": "mars"})
    assert fingerprint(store) == before


def test_landing_on_an_old_version_that_others_changed_lands_nothing(store: Store) -> None:
    base = first(store).version_id
    lead = added(store)

    def change_it(made: Sheets) -> None:
        made["企业"][1][4] = "停产"

    landed(put(store, draft(store, folder(one=change_it))))
    before = fingerprint(store)
    assert type(land(store, lead, user=ANN, now=NOW, note="", base=base)).__name__ == "Conflict"
    assert fingerprint(store) == before


def test_the_forecast_lands_known_and_unknown_companies_and_passes_over_what_is_gone(store: Store) -> None:
    first(store)
    leads = [
        LEAD,
        replace(LEAD, company="谁也不认识", segment_id="resist"),
        replace(LEAD, segment_id="gone"),
        replace(LEAD, region_id="mars"),
    ]
    after = forecast(data(store), leads)
    new = after.suppliers.iloc[len(data(store).suppliers) :]
    assert new[["company", "segment_id", "region_id", "status", "control"]].to_numpy().tolist() == [
        ["M2", "metal", "lingang", "producing", "domestic"],
        ["谁也不认识", "resist", "lingang", "producing", "unknown"],
    ]
    assert (new["company_key"] != "").all()


def test_scenarios_are_kept_by_name_with_their_version(store: Store) -> None:
    version = first(store)
    steps = [("cut-region", "japan"), ("land", "M2", "one/metal")]
    saved = keep_scenarios.save(store, " 断供 ", steps, "latest", user=ANN, now=NOW)
    assert not isinstance(saved, Refusal)
    assert (saved.name, saved.version_id, saved.steps, saved.author) == ("断供", version.version_id, tuple(steps), "甲")
    assert keep_scenarios.listed(store) == (saved,) and keep_scenarios.find(store, saved.scenario_id) == saved
    before = fingerprint(store)
    for outcome in (
        keep_scenarios.save(store, "", steps, "latest", user=ANN, now=NOW),
        keep_scenarios.save(store, "x", [], "latest", user=ANN, now=NOW),
        keep_scenarios.save(store, "x", steps, "f" * 64, user=ANN, now=NOW),
        keep_scenarios.save(store, "x", steps, "latest", user=VIEWER, now=NOW),
        keep_scenarios.forget(store, saved.scenario_id, user=BEN, now=NOW),
        keep_scenarios.forget(store, 99, user=ADMIN, now=NOW),
    ):
        assert isinstance(outcome, Refusal)
    assert fingerprint(store) == before
    assert keep_scenarios.forget(store, saved.scenario_id, user=ADMIN, now=NOW) == saved
    assert keep_scenarios.listed(store) == ()


def test_two_people_who_keep_one_company_at_once_make_one_lead(store: Store) -> None:
    with ThreadPoolExecutor(max_workers=6) as people:
        done = list(people.map(lambda user: add(store, LEAD, user=user, now=NOW), [ANN, BEN] * 6))
    assert len([one for one in done if isinstance(one, Lead)]) == 1
    assert {one.code for one in done if isinstance(one, Refusal)} == {"lead-already"}
    assert len(leads_of(store)) == 1


def test_a_lead_that_was_dropped_does_not_stand_in_the_way(store: Store) -> None:
    dropped = change(store, replace(added(store), status=LeadStatus.DROPPED), user=ANN, now=NOW)
    assert isinstance(dropped, Lead)
    assert added(store).lead_id != dropped.lead_id


def test_spellings_of_one_company_are_one_lead(store: Store) -> None:
    first(store)
    added(store)
    again = add(store, replace(LEAD, company="Ｍ２ "), user=BEN, now=NOW, dataset=data(store))
    assert again == Refusal(code="lead-already", facts={"lead": 1, "company": "M2", "owner": "甲"})
    assert isinstance(add(store, replace(LEAD, segment_id="resist"), user=BEN, now=NOW, dataset=data(store)), Lead)


def test_landing_moves_amounts_as_the_forecast_does(store: Store) -> None:
    def with_amounts(made: Sheets) -> None:
        made["环节"][0] += ["年需求量", "需求单位"]
        for row in made["环节"][1:]:
            row += [100, "t"] if row[0] == "cmp" else [None, None]
        made["企业"][0] += ["年产能", "产能单位"]
        for row in made["企业"][1:]:
            row += [30, "t"] if row[0] == "K2" else [None, None]

    landed(put(store, draft(store, folder(one=with_amounts))))
    lead = added(store, replace(LEAD, company="K2", segment_id="cmp"))
    expected = assess(forecast(data(store), [lead]))
    rows = landing_rows(data(store), lead, user=ANN, now=NOW)
    assert [(one.kind.value, one.field, one.after) for one in rows] == [("add", "", ""), ("change", "capacity", "0")]
    landed(land(store, lead, user=ANN, now=NOW, note="迁来"))
    after = assessed(opened(store), Parameters())
    assert after.chain("one").scores == expected.chain("one").scores
    assert after.chain("one").segment("cmp").cover["lingang"].lo == pytest.approx(0.3)
    (view,) = listed(store, data(store), TODAY)
    assert view.in_register
