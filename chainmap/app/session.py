"""What pages ask for: the data, the assessment, and the state that the address keeps. Loads are shared by all users.

Results are cached by the hash of their content and by the parameters, never by language.
"""

import gc
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import streamlit as st

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.analysis.best import Best, best_of
from chainmap.analysis.place import focal_region
from chainmap.app import address
from chainmap.desk.first_version import ensure_first_version
from chainmap.desk.follow_leads import leads_of
from chainmap.desk.history import find
from chainmap.desk.roles import Deed
from chainmap.desk.workspace import Workspace, open_folder, open_known
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.chain_map import Elements, elements
from chainmap.present.drafting import TALL, WIDE
from chainmap.present.folding import folded_map
from chainmap.present.map_detail import Json
from chainmap.present.version_list import version_name
from chainmap.present.view import View, in_plan_order
from chainmap.present.words import LANGUAGES, Language, say
from chainmap.store.database import URL_VARIABLE, Store, default_url, open_store

FOLDER_VARIABLE = "CHAINMAP_DATA"
DEFAULT_FOLDER = Path(__file__).parents[2] / "data"
# A long list makes millions of small values that stay: with the usual thresholds they are all gone through over and over.
gc.set_threshold(100_000, 20, 20)

_KEPT = 64  # results in memory; one is a few megabytes at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the sidebar says. `chain_id` and `segment` (`chain/segment`) are None for all."""

    region: str
    chain_id: str | None
    segment: str | None


def settle_source() -> Workspace:
    """What this run shows, decided at its beginning: all of a page is of one version, whatever is published meanwhile.

    Who answers a click, before the next run begins, finds the version that the click was made on.
    """
    kept = store()
    found = kept and ((version_id() and find(kept, version_id())) or find(kept, "latest"))
    st.session_state["settled_version"] = found.version_id if found else ""
    return open_source()


def open_source() -> Workspace:
    """What the pages show: the version that the sidebar says, or the data folder where there is none."""
    kept = store()
    if kept and "settled_version" not in st.session_state:
        return settle_source()
    if kept and (settled := st.session_state["settled_version"]):
        return open_known(kept, settled)
    return _opened(str(folder()), _signature(folder()))


def store() -> Store | None:
    """The database of versions; None when the app was told to show a folder, as it stands."""
    if FOLDER_VARIABLE in os.environ and URL_VARIABLE not in os.environ:
        return None
    return _store(default_url(), str(folder()))


def folder() -> Path:
    """The data folder; an empty database takes it over, once."""
    return Path(os.environ.get(FOLDER_VARIABLE, str(DEFAULT_FOLDER)))


def version_id() -> str:
    """The version that the sidebar says; "" for the latest."""
    return str(st.session_state.get("version", ""))


def version_meant(written: str) -> str:
    """The whole id of which this is the beginning, as pages and commands print it; what means no version stays; "" the latest."""
    kept = store()
    if written in ("", "latest"):
        return ""
    found = find(kept, written) if kept else None
    return found.version_id if found else written


def source_label() -> str:
    """How the sidebar and every page name the source: its version, or its folder."""
    workspace, kept = open_source(), store()
    if kept and workspace.version:
        return say("source.version", language(), name=_version_name(kept.url, workspace.version, kept))
    return say("source.folder", language(), name=Path(workspace.label).name)


def language() -> Language:
    """The language of the page; Chinese unless the address says otherwise."""
    code = st.session_state.get("lang") or st.query_params.get("lang", LANGUAGES[0])
    return cast(Language, code if code in LANGUAGES else LANGUAGES[0])


def default_region(dataset: Dataset) -> str:
    """The region that is asked about when nobody says another."""
    return focal_region(dataset.regions, Parameters())


def scope() -> Scope:
    """What the sidebar says; only after it stands."""
    return cast(Scope, st.session_state["scope"])


def view() -> View:
    """The data of the page, for the region and in the language that the sidebar says; raises RegionError."""
    workspace = open_source()
    if workspace.dataset is None:
        raise LookupError("no dataset is open")
    from chainmap.app import spot, who  # ask this module for the language and the version

    parameters, kept = Parameters(region=scope().region), store()
    return View(
        assessment=assessment(workspace, workspace.dataset, parameters), dataset=workspace.dataset, language=language(),
        leads=leads_of(kept) if kept else (), corrections=spot.known(), may_keep=kept is not None and who.may(Deed.FOLLOW_LEADS),
    )  # fmt: skip


def assessment(workspace: Workspace, dataset: Dataset, parameters: Parameters) -> Assessment:
    """The assessment of the data with these parameters; raises RegionError."""
    return _assessed(_content(dataset, workspace.version), _settings(parameters), dataset, parameters, workspace)


def seen_from(region: str, of: View, parameters: Parameters | None = None) -> Parameters:
    """These parameters, or the view's own, at another region; the home country stays the view's."""
    return replace(parameters or of.assessment.parameters, region=region, home_country=of.assessment.home_country)


def moved(of: View, parameters: Parameters) -> Assessment:
    """The same data, assessed with other parameters at the same region."""
    return assessment(open_source(), of.dataset, replace(parameters, region=of.assessment.region))


def chain_or_first(of: View) -> ChainResult:
    """The chain that the sidebar says, else the first: for pages that show one."""
    chosen = scope().chain_id or (scope().segment or "").partition("/")[0]
    return of.assessment.chain(chosen) if chosen else of.assessment.chains[0]


def choose(**state: str) -> None:
    """Sets region, chain or segment, as the sidebar does. Only from callbacks, before the page runs."""
    st.session_state.update(state)
    chain_id = state.get("segment", "").partition("/")[0]
    if chain_id and st.session_state.get("chain"):
        st.session_state["chain"] = chain_id


def choose_on_map(chain_id: str, segment_id: str | None) -> None:
    """A segment was clicked on the map of a chain, or, with None, beside every one."""
    choose(chain=chain_id, segment=f"{chain_id}/{segment_id}" if segment_id else "")


def go(page: str, **state: str) -> None:
    """Shows another page, by its title code: with this state and no other, or as it was left. Only from callbacks."""
    st.session_state["go"] = page
    if state:
        address.send(page, state)


def best(
    of: View, score: Score, k: int, costs: Mapping[tuple[str, str], float] | None = None, budget: float | None = None
) -> tuple[Best, ...]:
    """Per chain of the view the best sets of 1 to k gaps to fill; for continuity also the sets that lift it together."""
    chains = ",".join(chain.chain.chain_id for chain in of.assessment.chains)
    content, prices = _content(of.dataset, of.assessment.version), tuple(sorted((costs or {}).items()))
    return _best(content, _settings(of.assessment.parameters), chains, score, k, prices, budget, of.assessment)


def map_elements(of: View, chain: ChainResult) -> Elements:
    """What the map of the chain shows, in the language of the view."""
    content = _content(of.dataset, of.assessment.version)
    return _elements(content, _settings(of.assessment.parameters), chain.chain.chain_id, of.language, of, chain)


def map_key(of: View) -> str:
    """What a map depends on beside its language: content, region and parameters."""
    return _content(of.dataset, of.assessment.version) + _settings(of.assessment.parameters)


def map_folds(of: View, chain: ChainResult, groups: Sequence[str], kind: str = "", *, tall: bool = False) -> list[Json]:
    """The map of the chain with these groups folded, or nothing; `kind` tells chains of one name apart.

    For a page that is `tall` its places, which are others, with nothing folded and with these groups folded.
    """
    wanted = dict.fromkeys(((), tuple(sorted(groups))))
    named = map_key(of) + kind, chain.chain.chain_id, of.language
    return [found for one in wanted if one or tall if (found := _folded(*named, one, tall, chain))]


@st.cache_resource(show_spinner=False)
def _store(url: str, first: str) -> Store:
    opened = open_store(url)
    ensure_first_version(opened, Path(first), datetime.now(UTC))
    return opened


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _version_name(url: str, version: str, _store: Store) -> str:
    found = find(_store, version)  # a version never changes
    return version_name(found) if found else version


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(folder: str, signature: tuple[tuple[str, int, int], ...]) -> Workspace:
    return open_folder(Path(folder))


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _assessed(content: str, settings: str, _dataset: Dataset, _parameters: Parameters, _workspace: Workspace) -> Assessment:
    done = assess(_dataset, _parameters, version=_workspace.version, findings=_workspace.findings)
    return in_plan_order(done, _dataset.plan)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _best(
    content: str,
    settings: str,
    chains: str,
    score: Score,
    k: int,
    prices: tuple[tuple[tuple[str, str], float], ...],
    budget: float | None,
    _assessment: Assessment,
) -> tuple[Best, ...]:
    costs = dict(prices) if prices or budget is not None else None
    return best_of(_assessment, score, k, costs=costs, budget=budget)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _elements(content: str, settings: str, chain_id: str, language: Language, _view: View, _chain: ChainResult) -> Elements:
    return elements(_view, _chain, details=False)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _folded(content: str, chain_id: str, language: Language, groups: tuple[str, ...], tall: bool, _chain: ChainResult) -> Json:
    return folded_map(_chain, language, groups, TALL if tall else WIDE)


def _content(dataset: Dataset, version: str | None) -> str:
    # A version may read the same files in another way: recipes and name decisions.
    return json.dumps([version, dataset.sources], sort_keys=True)


def _settings(parameters: Parameters) -> str:
    return json.dumps(parameters.as_json(), sort_keys=True)


def _signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    # What the file system says without reading: a saved workbook is loaded anew at the next run of a page.
    files = sorted([*folder.glob("*.xlsx"), *folder.glob("chains/*.xlsx")])
    return tuple((file.relative_to(folder).as_posix(), stat.st_mtime_ns, stat.st_size) for file in files if (stat := file.stat()))
