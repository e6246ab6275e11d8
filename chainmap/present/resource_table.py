"""Institutes, platforms, incubators, funds and alliances of the chains, and the segments that have some of their own."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.chain import Resource
from chainmap.model.vocabulary import ResourceKind
from chainmap.present.html_table import Column, Row, cell_markup, html_table, opener
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import listed
from chainmap.present.view import View, ref

_CELLS = 2  # as many lines as the other columns of a row have


def resource_table(view: View) -> Markup:
    """One row a resource, by kind: what stands in several chains stands once."""
    columns = tuple(
        Column(label=view.say(f"column.{name}"), code=name, sortable=name in ("resource", "kind"))
        for name in ("resource", "kind", "place", "serves", "source", "cell")
    )
    found: dict[tuple[str, ResourceKind], list[tuple[ChainResult, Resource]]] = {}
    for chain in view.assessment.chains:
        for one in chain.chain.resources:
            found.setdefault((one.name, one.kind), []).append((chain, one))
    order = list(ResourceKind)
    rows = [_row(view, *key, found[key]) for key in sorted(found, key=lambda key: order.index(key[1]))]
    return html_table(columns, rows, caption=view.say("plan.resources"), empty=view.say("plan.no-resources"))


def segments_with_resources(view: View) -> Markup:
    """The segments that a resource names, each with its verdict and its resources."""
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("column.verdict"), sortable=False),
        Column(label=view.say("plan.resources"), sortable=False, width="60%"),
    )
    found: dict[str, tuple[ChainResult, SegmentResult, list[str]]] = {}
    for chain in view.assessment.chains:
        for one in chain.chain.resources:
            for segment_id in one.segments:
                name = ref(chain.chain, segment_id)
                entry = found.setdefault(name, (chain, chain.segment(segment_id), []))
                entry[2].append(view.say("plan.resource-of-kind", name=one.name, kind=view.word(one.kind)))
    rows = [
        Row(
            cells=(
                element("div", opener(view.segment(one.segment), f"segment:{name}"), element("small", view.chain(chain.chain))),
                chip(one.verdict, view.language),
                listed(resources, view.language),
            )
        )
        for name, (chain, one, resources) in found.items()
    ]
    return html_table(
        columns, rows, caption=view.say("plan.resources-by-segment"), empty=view.say("plan.no-resources-by-segment")
    )


def _row(view: View, name: str, kind: ResourceKind, rows: list[tuple[ChainResult, Resource]]) -> Row:
    segments = [_segment(view, chain, segment_id) for chain, one in rows for segment_id in one.segments]
    every = len(rows) == len(view.assessment.chains) and len(rows) > 1
    chains = view.say("plan.every-chain") if every else listed((view.chain(chain.chain) for chain, _ in rows), view.language)
    serves = element("div", *segments, element("small", chains, class_="cm-muted"))
    sources = list(dict.fromkeys(one.source for _, one in rows if one.source))
    places = list(dict.fromkeys(one.place for _, one in rows if one.place))
    return Row(
        cells=(name, view.word(kind), listed(places, view.language) or "–", serves, "；".join(sources), _cells(view, rows))
    )


def _cells(view: View, rows: list[tuple[ChainResult, Resource]]) -> Markup:
    """Where it stands; of one that stands in many chains the number of cells, which opens to them."""
    cells = join([element("div", cell_markup(one.cell)) for _, one in rows])
    if len(rows) <= _CELLS:
        return cells
    return element("details", element("summary", view.say("plan.cells", count=len(rows))), cells, class_="cm-cells")


def _segment(view: View, chain: ChainResult, segment_id: str) -> Markup:
    one = chain.segment(segment_id)
    button = opener(view.segment(one.segment), f"segment:{ref(chain.chain, segment_id)}")
    return element("span", button, " ", chip(one.verdict, view.language), class_="cm-pair")
