import json
from dataclasses import replace

import pytest

from chainmap.desk import alias_files, history
from chainmap.desk.drafts import Draft
from chainmap.desk.matching import (
    Question,
    Why,
    accepted_above,
    company_questions,
    decision_draft,
    place_questions,
    segment_questions,
    with_decisions,
)
from chainmap.desk.outcome import Conflict, Invalid, Refusal
from chainmap.desk.publish import Purpose, publish
from chainmap.desk.uploads import list_draft, proposal
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.event import What
from chainmap.store.database import Store
from tests.desk.stage import BEN, NOW, Sheets, data, draft, first, folder, landed, opened, put
from tests.desk.test_uploads import upload


def decided(written: str, target: str, answer: Answer = Answer.SAME, chain_id: str = "", author: str = "甲") -> Alias:
    kind = AliasKind.SEGMENT if chain_id else AliasKind.COMPANY
    return Alias(kind=kind, chain_id=chain_id, written=written, answer=answer, target=target, author=author, decided_at=NOW)


def listed(store: Store, *companies: str, segment: str = "metal") -> Draft:
    of = upload(*([company, "one", segment, "临港新片区", "内资", "量产", None] for company in companies))
    found = proposal(store, of)
    assert found is not None
    made = list_draft(store, of, found.recipe)
    assert isinstance(made, Draft)
    return made


def asked(store: Store, made: Draft) -> tuple[Question, ...]:
    assert made.parsed.dataset is not None
    return company_questions(data(store), made.parsed.dataset, made.content.decisions)


def named(*companies: str) -> dict[str, bytes]:
    """The folder with these companies on metal of chain one."""

    def change(made: Sheets) -> None:
        made["企业"] += [[company, "metal", "北京市", "内资", "量产"] for company in companies]

    return folder(one=change)


def keys(store: Store, *companies: str) -> list[str]:
    suppliers = data(store).suppliers
    return [str(suppliers[suppliers["company"] == one]["company_key"].iloc[0]) for one in companies]


def test_a_company_written_in_three_ways_is_asked_about_with_the_likest_first(store: Store) -> None:
    landed(put(store, draft(store, named("上海新昇半导体科技有限公司", "上海新阳半导体材料股份有限公司"))))
    made = listed(store, "上海新昇半导体科技股份公司", "新昇半导体科技", "完全不同的厂")
    questions = asked(store, made)
    assert [(one.written, one.suggestions[0].name, one.suggestions[0].why) for one in questions] == [
        ("上海新昇半导体科技股份公司", "上海新昇半导体科技有限公司", Why.ONLY_LEGAL_FORM),
        ("新昇半导体科技", "上海新昇半导体科技有限公司", Why.CONTAINED),
    ]
    assert questions[0].suggestions[0].likeness == 100.0
    assert [str(cell) for cell in questions[0].cells] == ["东区名单.xlsx[名单]!2:2"]


def test_nothing_is_merged_without_a_decision_and_a_decision_merges(store: Store) -> None:
    landed(put(store, draft(store, named("示例新材料有限公司"))))
    made = listed(store, "示例新材料股份公司")
    before = landed(put(store, made))
    one, other = keys(store, "示例新材料有限公司", "示例新材料股份公司")
    assert one != other
    (question,) = company_questions(None, data(store))
    answer = question.answer(Answer.SAME, question.suggestions[0], author="甲", now=NOW, note="工商信息")
    after = landed(put(store, decision_draft(store, [answer])))
    one, other = keys(store, "示例新材料有限公司", "示例新材料股份公司")
    assert one == other
    assert alias_files.in_force(store) == (answer,)
    assert alias_files.in_force(store, before.version_id) == ()
    assert company_questions(None, data(store), alias_files.in_force(store)) == ()
    landed(
        publish(
            store, _draft(decision_draft(store, [], withdrawn=[answer])), user=BEN, note="看错了", now=NOW,
            purpose=Purpose(what=What.WITHDRAWN),
        )
    )  # fmt: skip
    one, other = keys(store, "示例新材料有限公司", "示例新材料股份公司")
    assert one != other
    assert alias_files.in_force(store, after.version_id) == (answer,)
    assert history.deeds(store)[0].what is What.WITHDRAWN


def _draft(made: Draft | Refusal) -> Draft:
    assert isinstance(made, Draft)
    return made


@pytest.mark.parametrize("answer", [Answer.DIFFERENT, Answer.NEW])
def test_what_was_told_apart_is_not_asked_again(store: Store, answer: Answer) -> None:
    landed(put(store, draft(store, named("示例新材料有限公司"))))
    landed(put(store, listed(store, "示例新材料股份公司")))
    assert "company-written-differently" in {one.code for one in opened(store).findings}
    (question,) = company_questions(None, data(store))
    landed(put(store, decision_draft(store, [question.answer(answer, question.suggestions[0], author="甲", now=NOW)])))
    one, other = keys(store, "示例新材料有限公司", "示例新材料股份公司")
    assert one != other
    assert company_questions(None, data(store), alias_files.in_force(store)) == ()
    assert "company-written-differently" not in {one.code for one in opened(store).findings}


def test_companies_that_codes_tell_apart_are_not_asked_about(store: Store) -> None:
    def change(made: Sheets) -> None:
        made["企业"][0].append("统一社会信用代码")
        made["企业"] += [
            ["示例新材料有限公司", "metal", "北京市", "内资", "量产", "91310115MA1K3X0000"],
            ["示例新材料股份公司", "metal", "北京市", "内资", "量产", "911100001000012345"],
        ]

    made = draft(store, folder(one=change))
    if made.errors:  # the check digits are not ours to make up
        assert {one.code for one in made.errors} <= {"code-check-digit"}
    assert made.parsed.dataset is not None
    suppliers = made.parsed.dataset.suppliers
    codes = suppliers["company"].map({"示例新材料有限公司": "uscc:a", "示例新材料股份公司": "uscc:b"})
    told = suppliers.assign(company_key=codes.fillna(suppliers["company_key"]))
    assert len(company_questions(None, made.parsed.dataset)) <= 1
    assert company_questions(None, replace(made.parsed.dataset, suppliers=told)) == ()


def test_a_segment_nobody_knows_is_asked_about_and_a_decision_reads_it(store: Store) -> None:
    first(store)
    made = listed(store, "甲厂", "乙厂", segment="resists")
    (question,) = segment_questions(made.workspace)
    assert (question.written, len(question.cells)) == ("resists", 2)
    assert (question.suggestions[0].target, question.suggestions[0].why) == ("resist", Why.CONTAINED)
    best = next(one for one in question.suggestions if one.chain_id == "one")
    answered = with_decisions(store, made, [question.answer(Answer.SAME, best, author="甲", now=NOW)])
    assert isinstance(answered, Draft) and answered.errors == ()
    landed(put(store, answered))
    assert set(data(store).suppliers.query("company == '甲厂'")["segment_id"]) == {"resist"}
    again = listed(store, "丙厂", segment="resists")
    assert again.errors == (), "the decision holds for the next list"


def placed(store: Store, *places: str) -> Draft:
    of = upload(*([f"{place}厂", "one", "metal", place, "内资", "量产", None] for place in places))
    found = proposal(store, of)
    assert found is not None
    made = list_draft(store, of, found.recipe)
    assert isinstance(made, Draft)
    return made


def test_a_misspelt_place_is_asked_about_and_a_decision_reads_it_from_then_on(store: Store) -> None:
    first(store)
    made = placed(store, "临巷新片区", "临巷新片区 ", "临港新片区")
    (question,) = place_questions(made.workspace)
    assert (question.kind, question.written, [str(one) for one in question.cells]) == (
        AliasKind.PLACE, "临巷新片区", ["东区名单.xlsx[名单]!D2", "东区名单.xlsx[名单]!D3"],
    )  # fmt: skip
    best = question.suggestions[0]
    assert (best.target, best.name, best.likeness) == ("lingang", "临港新片区", 80.0)
    answered = with_decisions(store, made, [question.answer(Answer.SAME, best, author="甲", now=NOW, note="笔误")])
    assert isinstance(answered, Draft) and answered.errors == ()
    version = landed(put(store, answered))
    rows = data(store).suppliers.query("company == '临巷新片区厂'")
    assert set(rows["region_id"]) == {"lingang"} and "临巷新片区" in set(rows["place"]), "what was written stays"
    (kept,) = history.content_of(store, version.version_id).decisions
    assert (kept.kind, kept.target, kept.author, kept.note) == (AliasKind.PLACE, "lingang", "甲", "笔误")
    assert placed(store, "临巷新片区").errors == (), "the decision holds for the next list"
    withdrawn = _draft(decision_draft(store, [], withdrawn=[kept]))
    assert [one.code for one in withdrawn.errors] == ["unknown-place"] * 2


def test_a_place_like_no_region_may_be_taken_for_any(store: Store) -> None:
    first(store)
    made = placed(store, "东海边的新厂房")
    (question,) = place_questions(made.workspace)
    assert question.suggestions == ()
    answered = with_decisions(store, made, [question.named("beijing", author="甲", now=NOW)])
    assert isinstance(answered, Draft) and answered.errors == ()
    refused = with_decisions(store, made, [question.named("atlantis", author="甲", now=NOW)])
    assert isinstance(refused, Refusal) and refused.code == "unknown-target"


def test_a_region_that_was_refused_is_not_suggested_again(store: Store) -> None:
    first(store)
    made = placed(store, "临巷新片区")
    (question,) = place_questions(made.workspace)
    no = question.answer(Answer.DIFFERENT, question.suggestions[0], author="甲", now=NOW)
    (again,) = place_questions(made.workspace, [no])
    assert "lingang" not in {one.target for one in again.suggestions}


def test_a_place_inside_an_address_is_suggested(store: Store) -> None:
    first(store)
    (question,) = place_questions(placed(store, "临巷新片区海洋一路333号").workspace)
    assert question.suggestions[0].target == "lingang"


def test_a_decision_in_a_workbook_speaks_of_its_chain_only(store: Store) -> None:
    def misspelt(made: Sheets) -> None:
        made["企业"][7][1] = "resists"

    made = draft(store, folder(one=misspelt, two=misspelt))
    answered = with_decisions(store, made, [decided("resists", "resist", chain_id="one")])
    assert isinstance(answered, Draft)
    outcome = put(store, answered)
    assert isinstance(outcome, Invalid) and [str(one.cell) for one in outcome.errors] == ["two.xlsx[企业]!B8"]


def test_a_company_new_in_three_spellings_is_asked_about_twice(store: Store) -> None:
    first(store)
    questions = asked(store, listed(store, "示例新材料股份公司", "示例新材料有限公司", "示例新材料"))
    assert {(one.written, one.suggestions[0].name) for one in questions} == {
        ("示例新材料有限公司", "示例新材料股份公司"),
        ("示例新材料", "示例新材料股份公司"),
    }


def test_spellings_that_matching_does_not_tell_apart_are_one_question(store: Store) -> None:
    landed(put(store, draft(store, named("示例新材料有限公司"))))
    (question,) = asked(
        store, listed(store, "示例新材料（集团）有限公司", "示例新材料(集团)有限公司", "示例新材料（集團）有限公司")
    )
    assert question.written == "示例新材料（集团）有限公司" and len(question.cells) == 3


def test_all_above_a_threshold_are_accepted_where_one_is_best(store: Store) -> None:
    landed(put(store, draft(store, named("示例新材料有限公司", "远方光电有限公司", "远方光电集团有限公司"))))
    questions = asked(store, listed(store, "示例新材料股份公司", "远方光电股份公司", "示例新材科"))
    assert [one.written for one in accepted_above(questions, 99, author="甲", now=NOW)] == ["示例新材料股份公司"]
    assert {one.written for one in accepted_above(questions, 60, author="甲", now=NOW)} == {"示例新材料股份公司", "示例新材科"}


def test_two_people_may_decide_on_different_names_but_not_differently_on_one(store: Store) -> None:
    base = landed(put(store, draft(store, named("甲材料", "乙材料", "丙材料")))).version_id
    mine = decision_draft(store, [decided("甲材料厂", "甲材料")], base=base)
    other = decision_draft(store, [decided("乙材料厂", "乙材料", author="乙")], base=base)
    clash = decision_draft(store, [decided("甲材料厂", "丙材料", author="乙")], base=base)
    same = decision_draft(store, [decided("甲材料厂", "甲材料", author="乙")], base=base)
    landed(put(store, mine))
    landed(put(store, other))
    outcome = put(store, clash)
    assert isinstance(outcome, Conflict) and outcome.scopes == ("name:甲材料厂",)
    assert type(put(store, same)).__name__ == "Unchanged"
    assert {one.written for one in alias_files.in_force(store)} == {"甲材料厂", "乙材料厂"}


def test_a_new_answer_takes_the_place_of_the_old_one(store: Store) -> None:
    landed(put(store, draft(store, named("甲材料", "乙材料"))))
    landed(put(store, decision_draft(store, [decided("某厂", "甲材料")])))
    landed(put(store, decision_draft(store, [decided("某厂", "乙材料")])))
    assert [one.target for one in alias_files.in_force(store)] == ["乙材料"]


@pytest.mark.parametrize(
    "alias", [decided("x", "没有这家"), decided("x", "no-such", chain_id="one"), decided("x", "fab", chain_id="no")]
)
def test_a_decision_names_something_that_is_there(store: Store, alias: Alias) -> None:
    first(store)
    assert decision_draft(store, [alias]) == Refusal(code="unknown-target", facts={"written": "x", "target": alias.target})


def test_decisions_are_exported_and_imported(store: Store) -> None:
    landed(put(store, draft(store, named("甲材料"))))
    answers = (decided("某厂", "甲材料"), decided("gkj", "resist", chain_id="one"), decided("新厂", "", Answer.NEW))
    landed(put(store, decision_draft(store, answers)))
    exported = json.loads(json.dumps(alias_files.aliases_json(store)))
    read = alias_files.imported(exported)
    assert isinstance(read, tuple) and set(read) == set(answers)
    assert {one["written"]: one["answer"] for one in exported["aliases"]} == {"某厂": "same", "gkj": "same", "新厂": "new"}


@pytest.mark.parametrize(
    ("answer", "entry"),
    [
        ([], 0),
        ({"aliases": {}}, 0),
        ({"aliases": ["x"]}, 1),
        ({"aliases": [{"kind": "company"}]}, 1),
    ],
)
def test_an_import_that_cannot_be_read_is_refused_by_its_entry(answer: object, entry: int) -> None:
    assert alias_files.imported(answer) == Refusal(code="aliases-file", facts={"entry": entry})


@pytest.mark.parametrize(
    "change",
    [{"kind": "x"}, {"answer": "x"}, {"decided_at": "2026-01-01"}, {"decided_at": "x"}, {"written": " "}, {"target": ""}],
)
def test_an_entry_with_a_wrong_value_is_refused(change: dict[str, str]) -> None:
    good = {
        "kind": "company", "chain": "", "written": "a", "answer": "same", "target": "b", "author": "甲",
        "decided_at": "2026-11-23T08:00:00+00:00", "note": "",
    }  # fmt: skip
    assert isinstance(alias_files.imported({"aliases": [good]}), tuple)
    assert alias_files.imported({"aliases": [good, {**good, **change}]}) == Refusal(code="aliases-file", facts={"entry": 2})
