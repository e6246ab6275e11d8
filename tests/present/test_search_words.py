"""What to search for where nobody is known: words made from the data, ready to be pasted."""

from dataclasses import replace
from pathlib import Path

from chainmap.analysis.assess import assess
from chainmap.model.parameters import Parameters
from chainmap.present.search_words import SearchWords, search_text, search_words
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.analysis.datasets import chain, dataset, dependency, segment, supplier
from tests.present.marked import marked_view


def made(name_zh: str, name_en: str = "", language: Language = "zh", **fields: object) -> tuple[View, SearchWords]:
    gap = replace(segment("gap"), name_zh=name_zh, name_en=name_en)
    of = replace(chain([gap, segment("fab")], [dependency("gap", "fab")]), name_zh="算例", name_en="Example")
    rows = [supplier("芯片厂", "fab", "lingang"), *([supplier("甲", "gap", "lingang", **fields)] if fields else [])]
    data = dataset(of, rows)
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language=language)
    found = view.assessment.chains[0]
    return view, search_words(view, found, found.segment("gap"))


def test_alternatives_of_a_name_are_searched_for_each() -> None:
    _view, words = made("一次性储液袋/反应袋(SUB)", "Single-use bag")
    assert words.makers == ("一次性储液袋 生产企业", "反应袋 生产企业", "Single-use bag manufacturer")
    assert words.standards == ("一次性储液袋 国家标准 起草单位",)
    assert words.fairs == ("一次性储液袋 展会 参展商名录", "算例 行业协会 会员单位")


def test_english_page_searches_in_chinese_too() -> None:
    _view, words = made("储液袋", "Single-use bag", "en")
    assert words.makers[0] == "Single-use bag manufacturer"
    assert "储液袋 生产厂家" in words.makers


def test_products_of_the_register_are_search_words() -> None:
    _view, words = made("储液袋", status="planned", product="2D 储液袋/3D 搅拌袋")
    assert words.products == ("2D 储液袋", "3D 搅拌袋")


def test_local_users_are_asked_where_they_buy() -> None:
    view, words = made("储液袋")
    assert words.ask == ("本地用户从哪里买（fab）", "行业协会与下游企业的供应商名录")
    assert search_text(view, words).startswith("可检索：储液袋 生产企业；按标准检索：")


def test_a_name_of_one_letter_or_none_in_english_still_gives_words() -> None:
    view, words = made("A/B")
    assert words.makers and words.fairs
    assert search_text(view, words)


def test_makers_are_searched_for_in_the_home_country_of_the_data(tmp_path: Path) -> None:
    view = marked_view(tmp_path, "en")
    chain_result = view.assessment.chains[0]
    assert "Ore manufacturer Land" in search_words(view, chain_result, chain_result.segment("ore")).makers
