import re

from hypothesis import given
from hypothesis import strategies as st

from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark, opener
from chainmap.present.markup import Markup, css_string, element, join
from tests.folders import HOSTILE


def test_text_is_escaped_and_markup_is_not() -> None:
    assert element("p", HOSTILE, element("b", "x")) == "<p>&lt;script&gt;window.hacked=1&lt;/script&gt;<b>x</b></p>"


def test_attributes_are_escaped_renamed_and_left_out() -> None:
    made = element("a", "x", class_="c", data_event='"><script>', hidden=True, title=None, disabled=False)
    assert made == '<a class="c" data-event="&quot;&gt;&lt;script&gt;" hidden>x</a>'


def test_missing_parts_are_left_out() -> None:
    assert join(["a", None, Markup("<br>")], " & ") == "a &amp; <br>"
    assert element("br") == "<br>"


@given(st.text())
def test_no_text_opens_a_tag(text: str) -> None:
    table = html_table(
        [Column(label=text)], [Row(cells=(opener(text, text),), sort=(text,), event=text)], caption=text, empty=text
    )
    assert table.count("<") == table.count(">") == 20  # ten elements


def test_empty_table_says_so() -> None:
    assert (
        html_table([Column(label="x")], [], caption="c", empty="nothing & none") == '<p class="cm-empty">nothing &amp; none</p>'
    )


def test_open_row_is_followed_by_its_detail() -> None:
    table = html_table(
        [Column(label="x", numeric=True)],
        [Row(cells=("1",), sort=(1.0,), event="e", detail=Markup("<i>d</i>"))],
        caption="c",
        empty="",
    )
    assert '<td class="cm-number" data-value="1">1</td></tr><tr class="cm-detail"><td colspan="1"><i>d</i></td></tr>' in table


def test_days_in_a_cell_stay_on_one_line() -> None:
    table = html_table([Column(label="x")], [Row(cells=("a & 2026-11-23, 12026-11-234",))], caption="c", empty="")
    assert '<td>a &amp; <span class="cm-place">2026-11-23</span>, 12026-11-234</td>' in table


def test_a_group_is_named_above_its_first_row() -> None:
    columns = (Column(label="a", sortable=False), Column(label="b", sortable=False))
    text = html_table(columns, [Row(cells=("1", "2"), group="<x>"), Row(cells=("3", "4"))], caption="c", empty="")
    assert '<tr class="cm-group"><th colspan="2" scope="colgroup">&lt;x&gt;</th></tr><tr><td>1</td>' in text
    assert text.count("cm-group") == 1


def test_a_bracket_before_a_figure_stays_on_its_line() -> None:
    text = figures_in(f"of 52 ({mark('n')}); none", {"n": figure("152", "why:n")})
    assert text.startswith('of 52 <span class="cm-place">(<button') and text.endswith("</button>);</span> none")


@given(st.text())
def test_a_string_of_a_style_sheet_ends_nowhere_else(text: str) -> None:
    inside = css_string(text)[1:-1]
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*", inside)


def test_a_stop_behind_a_figure_stays_on_its_line() -> None:
    told = figures_in(
        f"Of {mark('all')} parts, {mark('none')}. Next", {"all": figure("5", "why:a"), "none": figure("2", "why:b")}
    )
    assert re.findall(r'<span class="cm-place"><button[^>]*>(\d)</button>(.)</span>', told) == [("2", ".")]
    assert re.sub("<[^>]*>", "", told) == "Of 5 parts, 2. Next"
