"""What the pages of investment attraction compute once and keep: targets, best companies, scenarios, stress, documents."""

import json
from collections.abc import Mapping, Sequence

import streamlit as st

from chainmap.analysis.companies import BestCompanies, best_companies
from chainmap.analysis.scenario import Change, Scenario, UnknownName, changes, scenario
from chainmap.analysis.stress import Stress, lose_each, lose_one_by_one, lose_some
from chainmap.analysis.targets import TargetList, targets
from chainmap.desk.forecast import Forecast, chances_text, forecast
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.chain_map import Elements, elements
from chainmap.present.scenario_link import Step
from chainmap.present.scenario_review import after_view
from chainmap.present.view import View

_KEPT = 32
Slot = tuple[str, str]


def targets_for(view: View, only: Slot | None, score: Score) -> TargetList:
    """Companies to attract for one segment, or for every gap of a score, of the chains that are shown."""
    return _targets(_of(view), only, score, view)


def invited_on(view: View, segment_ref: str) -> int:
    """How many companies the list of targets names for one segment, `chain/segment`; 0 for what is none."""
    if (found := view.find(segment_ref)) is None:
        return 0
    chain, result = found
    return len(targets_for(view, (chain.chain.chain_id, result.segment.segment_id), Score.COVERAGE).targets)


def best_for(view: View, found: TargetList, k: int, domestic: bool) -> tuple[BestCompanies, ...]:
    """The best sets of 1 to k of the companies for coverage, of all of them or of the domestic ones."""
    return _best(_of(view), k, domestic, view, found)


def understood(view: View, steps: tuple[Step, ...]) -> list[Change | UnknownName]:
    """What each step means in the data of the view."""
    read = (changes(view.dataset, [step]) for step in steps)
    return [one if isinstance(one, UnknownName) else one[0] for one in read]


def scenario_of(view: View, steps: tuple[Step, ...]) -> Scenario:
    """Before and after the steps that the data know."""
    return _scenario(_of(view), steps, view)


def map_after(view: View, steps: tuple[Step, ...], chain_id: str) -> Elements:
    """The map of a chain as it is after the steps."""
    return _map_after(_of(view), view.language, steps, chain_id, view)


def stress_of(view: View, mode: str, amount: float, region: str, seed: int) -> Stress:
    """A stress of the view's chains: `mode` is some (amount companies), each (with probability amount) or one."""
    return _stress(_of(view), mode, amount, region, seed, view)


def forecast_of(view: View, leads: Sequence[Lead], at_least: LeadStatus, chances: Mapping[LeadStatus, float]) -> Forecast:
    """What the landing of the leads would do, once for the same leads and chances."""
    asked = json.dumps([[repr(one) for one in leads], at_least, chances_text(chances)])
    return _forecast(_of(view), asked, view, leads, at_least, chances)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _forecast(
    of: str, asked: str, _view: View, _leads: Sequence[Lead], _at_least: LeadStatus, _chances: Mapping[LeadStatus, float]
) -> Forecast:
    return forecast(_view.dataset, _view.assessment, _leads, at_least=_at_least, chances=_chances)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _scenario(of: str, steps: tuple[Step, ...], _view: View) -> Scenario:
    known = [one for one in understood(_view, steps) if not isinstance(one, UnknownName)]
    return scenario(_view.dataset, _view.assessment, known)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _map_after(of: str, language: str, steps: tuple[Step, ...], chain_id: str, _view: View) -> Elements:
    after = after_view(_view, scenario_of(_view, steps))
    return elements(after, after.assessment.chain(chain_id), details=False)


@st.cache_resource(show_spinner=False, max_entries=8)
def _stress(of: str, mode: str, amount: float, region: str, seed: int, _view: View) -> Stress:
    if mode == "some":
        return lose_some(_view.dataset, _view.assessment, number=int(amount), region=region, seed=seed)
    if mode == "each":
        return lose_each(_view.dataset, _view.assessment, probability=amount, region=region, seed=seed)
    return lose_one_by_one(_view.dataset, _view.assessment, region=region)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _targets(of: str, only: Slot | None, score: Score, _view: View) -> TargetList:
    return targets(_view.dataset, _view.assessment, only, score=score)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _best(of: str, k: int, domestic: bool, _view: View, _found: TargetList) -> tuple[BestCompanies, ...]:
    return best_companies(_view.dataset, _view.assessment, _found, k, domestic=domestic)


def _of(view: View) -> str:
    """What a result depends on: content, parameters, region, chains."""
    assessment = view.assessment
    chains = [chain.chain.chain_id for chain in assessment.chains]
    place = [assessment.region, assessment.home_country, assessment.version]
    return json.dumps([view.dataset.sources, assessment.parameters.as_json(), place, chains], sort_keys=True)
