"""The offline file lays out any groups folded: nothing on top of anything, lines from box to box, and it asks for nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from chainmap.present.chain_map import html
from chainmap.present.words import LANGUAGES, Language
from tests.present.chains import SHIPPED
from tests.present.views import shipped_view

# Of every fold: boxes that overlap, or captions that lie on a box, or lines that do not end at their boxes.
CHECK = """(folds) => folds.flatMap((fold) => {
  const { graph } = window.map;
  graph.folds = [];
  graph.fold(new Set(fold));
  const boxes = [...graph.boxes.values()];
  const sides = ({ x, y, width, height }) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const before = (one, other, gap) => one[2] + gap <= other[0] || one[3] + gap <= other[1];
  const apart = (one, other, gap) => before(one, other, gap) || before(other, one, gap);
  const wrong = [];
  boxes.forEach((box, at) => boxes.slice(at + 1).forEach((other) => {
    if (!apart(sides(box), sides(other), 3.5)) wrong.push(`${fold}: ${box.id} lies on ${other.id}`);
  }));
  for (const lane of graph.lanes) {
    const caption = [lane.left, lane.top, lane.left + lane.width, lane.top + 16];
    for (const box of boxes) if (!apart(sides(box), caption, 0)) wrong.push(`${fold}: ${box.id} lies on ${lane.group}`);
  }
  const [width, height] = graph.size;
  for (const box of boxes) {
    const [left, top, right, bottom] = sides(box);
    if (left < 0 || top < 0 || right > width + 0.1 || bottom > height + 0.1) wrong.push(`${fold}: ${box.id} is off the map`);
  }
  for (const line of graph.lines) {
    const ends = [[line.from, line.route[0]], [line.to, line.route.at(-1)]];
    for (const [id, [x, y]] of ends) {
      const [left, top, right, bottom] = sides(graph.boxes.get(id));
      const touches = Math.min(Math.abs(x - left), Math.abs(x - right)) < 0.1 && y >= top && y <= bottom;
      if (!touches) wrong.push(`${fold}: ${line.from} > ${line.to} misses ${id}`);
    }
  }
  return wrong;
})"""

# Boxes of groups far larger than the place of the segment that they stand at.
TALLER = """() => Object.values(window.map.graph.groupBoxes).forEach((box) => Object.assign(box, { width: 260, height: 140 }))"""


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Iterator[Page]:
    """A page of a browser without network that notes all it asks for."""
    with browser.new_context(offline=True, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_any_groups_fold_without_overlap(name: str, language: Language, offline: Page, tmp_path: Path) -> None:
    view = shipped_view(language)
    result = next(one for one in view.assessment.chains if one.chain.chain_id == name)
    path = tmp_path / "map.html"
    path.write_text(html(view, result), encoding="utf-8")
    asked: list[str] = []
    offline.on("request", lambda request: asked.append(request.url))
    offline.goto(path.as_uri())
    groups = offline.evaluate("() => window.map.payload.groups")
    singles = [[group] for group in groups]
    rest = [[group for group in groups if group != one] for one in groups]
    several = [groups[at : at + 3] + groups[at + 5 : at + 7] for at in range(len(groups))]
    assert len(groups) > 5
    assert offline.evaluate(CHECK, [*singles, *rest, *several]) == []
    offline.evaluate(TALLER)
    assert offline.evaluate(CHECK, [*singles, *several]) == []
    offline.set_viewport_size({"width": 768, "height": 1024})
    offline.reload()
    offline.wait_for_function("() => window.map.graph.tall")
    assert offline.evaluate(CHECK, [[], *singles, *several]) == []
    offline.set_viewport_size({"width": 1280, "height": 800})
    assert all(url == path.as_uri() for url in asked)


def test_a_page_higher_than_wide_has_places_of_its_own(offline: Page, tmp_path: Path) -> None:
    view = shipped_view("zh")
    path = tmp_path / "map.html"
    path.write_text(html(view, view.assessment.chain("ic-materials")), encoding="utf-8")
    offline.goto(path.as_uri())
    wide = offline.evaluate("() => map.graph.size")
    offline.set_viewport_size({"width": 768, "height": 1024})
    offline.wait_for_function("() => map.graph.tall")
    assert offline.evaluate("() => map.network.getScale() * map.payload.letters.name") > 10
    offline.evaluate("() => map.foldAll(true)")
    assert offline.evaluate("() => map.graph.exact.tall && map.graph.boxes.size < map.payload.nodes.length / 2")
    offline.evaluate("() => map.foldAll(false)")
    offline.set_viewport_size({"width": 1280, "height": 800})
    offline.wait_for_function("() => !map.graph.tall")
    assert offline.evaluate("() => map.graph.size") == wide
