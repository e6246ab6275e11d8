"""The order of tables: a header's click is kept in the address, lists in pages are sorted as a whole, codes are no labels."""

from streamlit.testing.v1 import AppTest

from chainmap.app import order
from chainmap.present.html_table import Column, Paged, Row, html_table
from chainmap.present.register_order import ordered_rows, reading_order
from chainmap.present.targets_review import ordered
from tests.present.views import shipped_targets, shipped_view


def _kept_order() -> None:
    import streamlit as st

    from chainmap.app import order

    for event in st.session_state.get("events", []):
        order.put("gaps_table", event)
    if start := st.session_state.get("forgotten"):
        order.forget(start)
    st.json(order.of("gaps_table"))
    st.text(str(order.paged("gaps_table")))


def _orders(**state: object) -> AppTest:
    app = AppTest.from_function(_kept_order)
    for name, value in state.items():
        app.session_state[name] = value
    return app.run()


def test_click_on_a_header_is_kept_and_the_last_one_counts() -> None:
    app = _orders(events=["sort:0:up:segment", "sort:1:down:a:b", "sort:0:down:segment"])
    assert app.json[0].value == '[[1, "a:b", "down"], [0, "segment", "down"]]'
    assert app.text[0].value == str(Paged(column="segment", down=True))
    assert _orders(events=["sort:0:up:segment", "sort:0:none:segment"]).json[0].value == "[]"
    assert _orders(events=["sort:0:up:segment"], forgotten="gaps_").json[0].value == "[]"


def test_order_that_no_header_sends_is_passed_over() -> None:
    for text in (
        "gaps_table",
        "gaps_table~segment",
        "gaps_table~segment~sideways",
        "gaps_table.x~a~up",
        "gaps_tables~a~up",
        "~~~",
    ):
        app = _orders(address_texts={"": {order.NAME: text}})
        assert app.json[0].value == "[]", text


def test_header_names_its_column_by_code_and_says_how_a_list_is_sorted() -> None:
    columns = (Column(label="企业", code="company"), Column(label="数", numeric=True))
    table = html_table(columns, [Row(cells=("a", "1"))], caption="", empty="", paged=Paged(column="company", down=True))
    assert 'data-sort="company"' in table and 'data-sort="1"' in table and "data-paged" in table
    assert table.count("aria-sort") == 1 and 'aria-sort="descending"' in table


def test_register_is_sorted_as_its_cells_read() -> None:
    for language in ("zh", "en"):
        view = shipped_view(language)
        rows = view.dataset.suppliers
        names = ordered_rows(view, rows, "company", down=False)["company"].tolist()
        assert names == sorted(rows["company"], key=reading_order)
        assert ordered_rows(view, rows, "company", down=True)["company"].tolist() == sorted(
            names, key=reading_order, reverse=True
        )
        status = ordered_rows(view, rows, "status", down=False)
        for _, same in status.groupby("status"):
            assert same.index.is_monotonic_increasing, "rows of one status do not stand as they came"
        cells = ordered_rows(view, rows, "cell", down=False)
        assert all(same["row"].is_monotonic_increasing for _, same in cells.groupby(["file", "sheet"]))
        for column in ("segment", "place", "control", "source", "confidence"):
            assert len(ordered_rows(view, rows, column, down=True)) == len(rows)
        assert ordered_rows(view, rows, "nosuch", down=False) is rows


def test_chinese_names_are_in_the_order_of_pinyin() -> None:
    assert sorted(["中微公司", "安集科技", "ASML", "沪硅产业", "昊华化工", "北方华创", "3M"], key=reading_order) == [
        "3M", "ASML", "安集科技", "北方华创", "昊华化工", "沪硅产业", "中微公司",
    ]  # fmt: skip


def test_targets_keep_their_numbers_in_another_order() -> None:
    view, targets = shipped_view(), shipped_targets().targets
    found = list(enumerate(targets, start=1))
    by_gain = ordered(view, found, Paged(column="landing", down=True))
    gains = [one.gains.pulled for _, one in by_gain]
    assert gains == sorted(gains, reverse=True)
    assert all(targets[number - 1] is one for number, one in by_gain)
    assert [number for number, _ in ordered(view, found, Paged(column="number", down=True))][-1] == 1
    assert ordered(view, found, Paged()) == found
