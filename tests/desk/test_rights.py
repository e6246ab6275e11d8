"""Every function of the desk that writes asks for a user and checks the right before: the list is made from the source."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from chainmap.desk import follow_leads, keep_scenarios
from chainmap.desk.lead_exchange import take_in
from chainmap.desk.outcome import Refusal
from chainmap.desk.publish import publish
from chainmap.desk.roles import User
from chainmap.desk.undo import undo
from chainmap.model.lead import Lead
from chainmap.model.lead_list import LeadComparison, LeadSheet
from chainmap.store.database import Store
from tests.databases import fingerprint
from tests.desk.stage import ANN, BEN, NOW, VIEWER, draft, first, folder, stop

ROOT = Path(__file__).parents[2] / "chainmap"
DESK = ROOT / "desk"

# Writes that are nobody's change: the first version, and who came in.
NO_PERSON = {"first_version.ensure_first_version", "sign_in_log.came_in", "sign_in_log.turned_away"}
# What a page or a command may use of the store itself.
OPENING = {"chainmap.store.database", "chainmap.store.migrations"}


@dataclass(frozen=True)
class Function:
    name: str  # module.function
    node: ast.FunctionDef
    called: frozenset[str]  # functions of the desk

    @property
    def is_public(self) -> bool:
        return not self.node.name.startswith("_")

    @property
    def writes(self) -> bool:
        return any(isinstance(node, ast.Attribute) and node.attr == "writing" for node in ast.walk(self.node))

    @property
    def takes_a_user(self) -> bool:
        return any(
            argument.arg == "user" and ast.unparse(argument.annotation or ast.Constant("")) == "User"
            for argument in (*self.node.args.args, *self.node.args.kwonlyargs)
        )

    @property
    def checks(self) -> bool:
        return any(
            isinstance(node, ast.Call) and ast.unparse(node.func) in ("refusal", "roles.refusal") for node in ast.walk(self.node)
        )


def functions(folder: Path = DESK) -> dict[str, Function]:
    """Every function of the desk by `module.function`, with what it calls of the desk."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = _names(tree, path.stem)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                used = {ast.unparse(one) for one in ast.walk(node) if isinstance(one, ast.Name | ast.Attribute)}
                called = frozenset(known[name] for name in used if name in known)
                found[f"{path.stem}.{node.name}"] = Function(f"{path.stem}.{node.name}", node, called)
    return found


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """How functions of the desk are called in a module → `module.function`."""
    known = {node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("chainmap.desk"):
            for alias in node.names:
                if node.module == "chainmap.desk":
                    other = ast.parse((DESK / f"{alias.name}.py").read_text(encoding="utf-8"))
                    spelled = alias.asname or alias.name
                    known |= {
                        f"{spelled}.{one.name}": f"{alias.name}.{one.name}"
                        for one in other.body
                        if isinstance(one, ast.FunctionDef)
                    }
                else:
                    known[alias.asname or alias.name] = f"{str(node.module).rpartition('.')[2]}.{alias.name}"
    return known


def writers(all_of: dict[str, Function]) -> dict[str, Function]:
    """Functions that write, or call one that does."""
    found = {name for name, one in all_of.items() if one.writes}
    while True:
        more = {name for name, one in all_of.items() if one.called & found} | found
        if more == found:
            return {name: all_of[name] for name in sorted(found)}
        found = more


def guarded(one: Function, all_of: dict[str, Function], writing: dict[str, Function]) -> bool:
    """Whether it checks itself, or leaves every write to functions that do."""
    if one.checks:
        return True
    inner = [all_of[name] for name in one.called if name in writing and name != one.name]
    return not one.writes and bool(inner) and all(guarded(each, all_of, writing) for each in inner)


PUBLIC = [one for one in writers(functions()).values() if one.is_public and one.name not in NO_PERSON]


@pytest.mark.parametrize("one", PUBLIC, ids=lambda one: one.name)
def test_whatever_writes_takes_a_user_and_checks_the_right(one: Function) -> None:
    all_of = functions()
    assert one.takes_a_user, f"{one.name} writes and takes no user"
    assert guarded(one, all_of, writers(all_of)), f"{one.name} writes without a check of the right"


def test_the_list_is_made_from_the_source() -> None:
    names = {one.name for one in PUBLIC}
    assert {"publish.publish", "undo.undo", "follow_leads.add", "follow_leads.change", "follow_leads.land"} <= names
    assert {"keep_scenarios.save", "keep_scenarios.forget"} <= names


def test_a_new_function_without_a_check_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text(
        "from chainmap.desk.roles import User\n"
        "def careless(store: object, *, user: User) -> None:\n    with store.writing():\n        pass\n"
        "def by_another(store: object, *, user: User) -> None:\n    careless(store, user=user)\n",
        encoding="utf-8",
    )
    all_of = functions(tmp_path)
    found = writers(all_of)
    assert set(found) == {"new.careless", "new.by_another"}
    assert not any(guarded(one, all_of, found) for one in found.values())


@pytest.mark.parametrize("door", ["app", "cli"])
def test_no_page_and_no_command_writes_past_the_desk(door: str) -> None:
    for path in [*(ROOT / door).rglob("*.py"), ROOT.parent / "streamlit_app.py"]:
        text = path.read_text(encoding="utf-8")
        assert ".writing(" not in text, path
        used = {
            str(node.module)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("chainmap.store")
        }
        assert used <= OPENING, path


LEAD = Lead(chain_id="one", segment_id="A", region_id="park", company="某公司")
NOTHING = LeadComparison(
    sheet=LeadSheet(file="x", rows=(), exported=None, findings=()), added=(), edited=(), unchanged=0, missing=(), findings=(),
    last_number=0,
)  # fmt: skip
NEW: dict[str, Callable[[Store, User], object]] = {
    "publish.publish": lambda store, user: publish(store, draft(store, folder(one=stop(2))), user=user, note="", now=NOW),
    "undo.undo": lambda store, user: undo(store, user=user, note="", now=NOW, to="latest"),
    "follow_leads.add": lambda store, user: follow_leads.add(store, LEAD, user=user, now=NOW),
    "follow_leads.change": lambda store, user: follow_leads.change(store, LEAD, user=user, now=NOW),
    "follow_leads.land": lambda store, user: follow_leads.land(store, LEAD, user=user, now=NOW, note=""),
    "lead_exchange.take_in": lambda store, user: take_in(store, NOTHING, user=user, now=NOW),
    "keep_scenarios.save": lambda store, user: keep_scenarios.save(store, "名", [("cut", "x")], "latest", user=user, now=NOW),
    "keep_scenarios.forget": lambda store, user: keep_scenarios.forget(store, 1, user=user, now=NOW),
}
LATE = User(name=BEN.name, role=ANN.role, expires_at=NOW - timedelta(seconds=1))


@pytest.mark.parametrize(("user", "code"), [(VIEWER, "not-allowed"), (LATE, "token-expired")], ids=["viewer", "expired"])
@pytest.mark.parametrize("name", NEW)
def test_a_forced_call_is_refused_and_nothing_is_written(store: Store, name: str, user: User, code: str) -> None:
    first(store)
    follow_leads.add(store, LEAD, user=ANN, now=NOW)
    keep_scenarios.save(store, "名", [("cut", "x")], "latest", user=BEN, now=NOW)
    before = fingerprint(store)
    outcome = NEW[name](store, user)
    assert isinstance(outcome, Refusal) and outcome.code == code
    assert fingerprint(store) == before
