"""对比: regions side by side on the same chains, and two versions with the causes of every change."""

import streamlit as st

from chainmap import METHOD_VERSION
from chainmap.analysis.place import RegionError
from chainmap.app import comparison, dialogs, events, failure, map_page, parameter_form, session
from chainmap.app.chain_tabs import chain_tabs
from chainmap.app.comparison import ID_LENGTH, KINDS, REGIONS, VERSIONS, Asked
from chainmap.app.filters import switch
from chainmap.app.pane import pane
from chainmap.app.plain import plain
from chainmap.app.version_sides import BEFORE_SETTINGS
from chainmap.desk import history
from chainmap.model.version import Version
from chainmap.present.change_review import change_review, change_sentence
from chainmap.present.compare_review import region_comparison, region_sentence, segment_comparison
from chainmap.present.markup import element
from chainmap.present.names import region_name
from chainmap.present.version_list import version_name
from chainmap.present.view import View
from chainmap.store.database import Store


def compare_regions(view: View, asked: Asked) -> None:
    """Regions beside the one of the sidebar: the answer, every chain, and one chain segment by segment."""
    answer = st.container()
    names = {one: region_name(view.dataset, one, view.language) for one in comparison.comparable(view)}
    key = f"compare_regions_{view.language}"
    st.session_state[key] = chosen = comparison.others(view, asked)
    with st.container(key="filters_compare_regions"):
        st.multiselect(
            plain(view.say("compare.with", region=view.region(view.assessment.region))),
            [one for one in names if one != view.assessment.region],
            key=key,
            format_func=lambda one: names.get(one, one),
            placeholder=view.say("compare.choose-regions"),
            on_change=lambda: comparison.ask(REGIONS, st.session_state[key]),
        )
    shown = view.only(session.scope().chain_id)
    with answer, st.spinner(view.say("app.computing")):
        found = comparison.regions_beside(shown, chosen)
        told = region_sentence(shown, found)
        pane(element("p", told, class_="cm-sentence"), key="compare_answer", on_event=events.follow)
    pane(region_comparison(shown, found), key="compare_chains", on_event=events.follow)
    if chosen:
        compare_segments(view, chosen)


def compare_segments(view: View, regions: list[str]) -> None:
    """One chain, segment by segment."""
    heading = st.container()
    chain = chain_tabs(view, "compare")
    heading.html(element("h3", view.say("compare.segments", chain=view.chain(chain.chain))))
    only = switch(view.say("compare.only-different"), name="only", at_first=True)
    found = comparison.regions_beside(view, regions)
    pane(segment_comparison(view, found, chain, only_different=only), key="compare_segments", on_event=events.follow)


def compare_versions(view: View, store: Store, versions: tuple[Version, ...], asked: Asked) -> None:
    """Two versions: the answer, every score split by cause, company by company."""
    named = comparison.pair(store, asked)
    sides = named or (versions[1], versions[0])
    names = {one.version_id[:ID_LENGTH]: version_name(one) for one in versions}
    with st.container(key="filters_compare_versions", horizontal=True, vertical_alignment="bottom"):
        for side, version in zip(("before", "after"), sides, strict=True):
            st.session_state[f"compare_{side}"] = version.version_id[:ID_LENGTH]
            st.selectbox(
                view.say(f"compare.{side}"),
                list(names),
                key=f"compare_{side}",
                format_func=lambda one: names.get(one, one),
                on_change=ask_versions,
                width=200,
            )
    before, after = sides
    if asked.ids and named is None:
        instead = " → ".join(map(version_name, sides))
        if unknown := comparison.unknown_versions(store, asked):
            failure.unknown("version", ", ".join(unknown), instead, view.language)
        else:
            failure.line(view.say("error.two-versions", shown=instead))
    answer = st.container()
    if before.version_id == after.version_id:
        st.html(element("p", view.say("compare.same-version"), class_="cm-sentence"))
        return
    earlier = parameter_form.asked(BEFORE_SETTINGS)
    with st.container(key="filters_compare_parameters"), st.expander(view.say("compare.other-parameters")):
        st.caption(view.say("compare.other-parameters-note"))
        parameter_form.form(view, BEFORE_SETTINGS, earlier, shown=parameter_form.SCORED)
    shown = view.only(session.scope().chain_id)
    try:
        with answer, st.spinner(view.say("app.computing")):
            change = comparison.change_between(store, before, after, view, earlier)
    except RegionError:
        region = view.region(view.assessment.region)
        st.html(element("p", view.say("compare.no-region", region=region), class_="cm-sentence"))
        return
    with answer:
        told = element("p", change_sentence(shown, change), class_="cm-sentence")
        pane(told, key="compare_change_answer", on_event=events.follow)
    answer.button(
        view.say("map.difference-open"), key="compare_on_map", on_click=map_page.compare_versions,
        args=(before.version_id, after.version_id),
    )  # fmt: skip
    settings = parameter_form.told(view, earlier)
    notes = [
        view.say("compare.parameters-differ", settings=settings)
        if settings
        else view.say("compare.same-method", method=METHOD_VERSION)
    ]
    notes += [
        view.say("compare.published-by", number=one.number, method=one.method) for one in sides if one.method != METHOD_VERSION
    ]
    pane(change_review(shown, change, notes=notes), key="compare_change", on_event=events.follow)


def ask_versions() -> None:
    """Both drop-downs go into the address."""
    comparison.ask(VERSIONS, [st.session_state[f"compare_{side}"] for side in ("before", "after")])


view = session.view()
asked = comparison.asked()
store = session.store()
versions = history.listed(store) if store else ()
kind = asked.kind if len(versions) > 1 else REGIONS
if len(versions) > 1:
    key = f"compare_kind_{view.language}"
    st.session_state[key] = kind
    st.segmented_control(
        view.say("compare.kind"),
        KINDS,
        required=True,
        format_func=lambda one: view.say(f"compare.kind.{one}"),
        key=key,
        label_visibility="collapsed",
        on_change=lambda: comparison.ask(st.session_state[key]),
    )
if kind == VERSIONS and store:
    compare_versions(view, store, versions, asked)
else:
    compare_regions(view, asked if asked.kind == REGIONS else Asked(REGIONS, None))
dialogs.show_asked(view)
