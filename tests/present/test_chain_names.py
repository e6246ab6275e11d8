"""Chains of one name carry their id wherever they are named, and what is so written is read as the chain that it was."""

from dataclasses import replace

import pytest

from chainmap.intake.plan_sheets import ChainNames
from chainmap.present.names import chain_name, chain_options
from chainmap.present.words import LANGUAGES, Language
from tests.present.views import shipped_view


@pytest.mark.parametrize("language", LANGUAGES)
def test_chains_of_one_name_are_told_apart_and_read_back(language: Language) -> None:
    view = shipped_view(language)
    first, second, *others = view.dataset.chains
    same = replace(second, name_zh=first.name_zh, name_en=first.name_en)
    dataset = replace(view.dataset, chains=(first, same, *others))
    named = [chain_name(chain, dataset, language) for chain in dataset.chains]
    assert len(set(named)) == len(named) and first.chain_id in named[0] and same.chain_id in named[1]
    assert named[2:] == [view.chain(chain) for chain in others]
    assert sorted(chain_options(dataset, language).values()) == sorted(named)
    read = ChainNames(dataset.chains, {}, complete=True)
    assert [read.find(name) for name in named] == [chain.chain_id for chain in dataset.chains]
