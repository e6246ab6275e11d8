"""The state of a page, kept in its address: which tab, which filters, what stands open. Short names and ids, never labels.

The session holds the texts of every page, and the address follows: a second click that comes before the browser has the
address of the first one loses nothing. What the address says counts when a session begins, where a link says something,
and after back and forward. Region, chain, segment, version and language are the sidebar's; they go from page to page.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from chainmap.present.words import Language

SIDEBAR = frozenset({"region", "chain", "segment", "version", "lang"})
_TEXTS, _DEFAULTS, _PAGE = "address_texts", "address_defaults", "address_page"
_PASSED_OVER = "address_passed_over"

# Streamlit makes an entry in the browser's history of every message about the address: several for one click.
_JS = (Path(__file__).parent / "address.js").read_text(encoding="utf-8")
_one_entry = st.components.v2.component("chainmap.address", js=_JS, isolate_styles=False)


def arrive(page: str) -> None:
    """Takes over what the address says, where it counts, and writes into it what was chosen. Once a run, before the page."""
    _one_entry(key="unseen_address", data={"page": page})
    st.session_state[_PASSED_OVER] = []
    said = {name: text for name, text in st.query_params.to_dict().items() if name not in SIDEBAR}
    if _is_fresh() or (said and page != st.session_state.get(_PAGE)):
        _all()[page] = said
    st.session_state[_PAGE] = page
    follow()


def follow() -> None:
    """Writes the texts of the page into the address, all at once. After the page too: it may have settled some."""
    texts, shown = _texts(), st.query_params.to_dict()
    wanted = {name: text for name, text in texts.items() if text != _defaults().get(name)}
    gone = [name for name in texts if name in shown and name not in wanted]
    if not gone and all(shown.get(name) == text for name, text in wanted.items()):
        return
    context = get_script_run_ctx()
    if context is not None:
        with context.session_state.query_params() as bare:
            for name in gone:
                bare.discard_param_no_forward_msg(name)  # `update` tells the browser
    st.query_params.update(wanted)


def kept(name: str, default: str = "") -> str:
    """The text of the page by this name."""
    _defaults()[name] = default
    return _texts().setdefault(name, default)


def has(name: str) -> bool:
    """Whether anything was said by this name, be it nothing."""
    return name in _texts()


def pass_over(what: str, value: str, shown: str | None = None) -> None:
    """The address says something of the page that nobody knows: under which label, and what is shown in its place, if any."""
    told: list[tuple[str, str, str | None]] = st.session_state.setdefault(_PASSED_OVER, [])
    if (what, value, shown) not in told:
        told.append((what, value, shown))


def passed_over() -> list[tuple[str, str, str | None]]:
    """What was passed over in this run."""
    return list(st.session_state.get(_PASSED_OVER, []))


def put(**texts: str) -> None:
    """Changes texts of the page that is shown. Only from callbacks, or before the page asks for them."""
    _texts().update(texts)


def forget(*names: str) -> None:
    """Texts of the page that is shown are what they are when nothing is said. Only from callbacks."""
    _texts().update({name: _defaults().get(name, "") for name in names})


def is_said(name: str) -> bool:
    """Whether the page says anything by this name but what it says by itself."""
    default = _defaults().get(name, "")
    return _texts().get(name, default) != default


def send(page: str, texts: Mapping[str, str]) -> None:
    """Another page is to show this and nothing else. Only from callbacks."""
    _all()[page] = dict(texts)


def of(page: str) -> dict[str, str]:
    """What a link to a page has to say, so that it is as it was left."""
    defaults = _every_default().get(page, {})
    return {name: text for name, text in _all().get(page, {}).items() if text != defaults.get(name, "")}


def shows(name: str, value: object, language: str = "") -> str:
    """The key of a widget, which is made to show a value of the address. One that keeps its label has one per language."""
    key = "_".join(filter(None, (st.session_state.get(_PAGE, ""), name, language)))
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def tabs(name: str, options: Sequence[str], language: Language, *, label: str, words: Callable[[str], str]) -> str:
    """A row of tabs whose choice the address keeps; the first where it names none. `words` says an option."""
    short = {_short(option): option for option in options}
    text = kept(name, _short(options[0]))
    known = short.get(text, text if text in options else None)
    value = known or options[0]
    if known is None and text:
        pass_over(label, text, words(value))
    key = shows(name, value, language)
    st.segmented_control(
        label, options, key=key, required=True, format_func=words, label_visibility="collapsed",
        on_change=lambda: put(**{name: _short(st.session_state[key])}),
    )  # fmt: skip
    return value


def _short(option: str) -> str:
    """`targets.tab-leads` as the address says it: `leads`."""
    return option.rpartition(".")[2].removeprefix("tab-")


def _is_fresh() -> bool:
    context = get_script_run_ctx()
    return _PAGE not in st.session_state or (context is not None and context.is_history_navigation)


def _texts() -> dict[str, str]:
    return _all().setdefault(st.session_state.get(_PAGE, ""), {})


def _defaults() -> dict[str, str]:
    return _every_default().setdefault(st.session_state.get(_PAGE, ""), {})


def _all() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = st.session_state.setdefault(_TEXTS, {})
    return texts


def _every_default() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = st.session_state.setdefault(_DEFAULTS, {})
    return texts
