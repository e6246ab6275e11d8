"""axe-core finds nothing serious in the shipped data; test_every_stop.py looks at all pages with all that opens on them."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.tour import visit


@pytest.mark.parametrize("path", ["", "gaps", "chain-map", "plan"])
def test_the_shipped_data_have_no_serious_violation(page: Page, shipped_app: str, path: str) -> None:
    query = {"chain": "ic-materials", "segment": "ic-materials/photoresist"}
    visit(page, shipped_app, path, **query)
    assert not (found := violations(page)), "\n".join(found)


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content("<main><button></button><p style='color:#999;background:#aaa'>some words</p></main>")
    assert {one.split(": ")[1] for one in violations(page)} >= {"button-name", "color-contrast"}
