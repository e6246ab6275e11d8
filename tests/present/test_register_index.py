"""A register is searched and sorted by columns made once: another register never gets those of one that is gone."""

import gc
from dataclasses import replace

import pandas as pd
import pytest

from chainmap.model.names import matching_key
from chainmap.present import register_index
from chainmap.present.register_filter import Filter, matching_rows
from chainmap.present.register_index import indexed, search_texts
from tests.present.views import shipped_view


def test_it_is_made_once_a_register_and_goes_with_it() -> None:
    made: list[int] = []

    def count(register: pd.DataFrame) -> "pd.Series[int]":
        made.append(len(register))
        return pd.Series(len(made), index=register.index)

    before = set(register_index._made)
    for number in range(1, 4):
        register = pd.DataFrame({"company": ["甲"]})
        assert indexed(register, "n", count).tolist() == indexed(register, "n", count).tolist() == [number]
        del register
        gc.collect()
    # Registers of other tests may go meanwhile, and one of these may lie where one of theirs lay.
    assert set(register_index._made) <= before


@pytest.mark.parametrize("text", ["上海 光刻", "ＰＥＥＫ", "photoresist", "硅 江苏", "不存在的", "，"])
def test_every_word_stands_in_the_row_or_in_the_name_of_its_segment(text: str) -> None:
    view = shipped_view()
    register = view.dataset.suppliers
    names = {
        (chain.chain.chain_id, one.segment.segment_id): matching_key(f"{one.segment.name_zh} {one.segment.name_en}")
        for chain in view.assessment.chains
        for one in chain.segments
    }
    wanted = [
        at
        for at, (chain_id, segment_id), own in zip(
            register.index, zip(register["chain_id"], register["segment_id"], strict=True), search_texts(register), strict=True
        )
        if all(part in own or part in names[chain_id, segment_id] for part in map(matching_key, text.split()))
    ]
    assert matching_rows(view, Filter(text=text)).index.tolist() == wanted
    one_chain = replace(view, assessment=replace(view.assessment, chains=view.assessment.chains[:1]))
    chain_id = view.assessment.chains[0].chain.chain_id
    some = matching_rows(one_chain, Filter(chain_id=chain_id, text=text)).index
    assert some.tolist() == [at for at in wanted if register.at[at, "chain_id"] == chain_id]
