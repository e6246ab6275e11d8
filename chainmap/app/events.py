"""What a click on a page does: opens a dialog, chooses a segment, or goes to another page. Called before the page runs."""

from chainmap.app import address, lead_desk, levels, session, spot


def follow(event: str) -> None:
    """The usual answer to an event `kind:value`; pages that answer a kind differently do so themselves."""
    kind, _, value = event.partition(":")
    match kind:
        case "map":
            session.choose(chain=value, segment="")
            session.go("chain-map")
        case "on-map":
            session.choose(chain=value.partition("/")[0], segment=value)
            session.go("chain-map")
        case "gaps":
            session.go("gaps", **({"tab": value} if value else {}))
        case "company":
            session.go("suppliers", company=value)
        case "keep":
            lead_desk.keep_named(event)
        case "targets":
            session.choose(segment=value)
            session.go("targets", tab="list")
        case "leads":
            session.go("targets", tab="leads")
        case "lead":
            session.go("targets", tab="leads", lead=value)
        case "answer":
            spot.open_panel("answer", value)
            session.go("gaps", answer=value)
        case "compare":
            session.go("compare", compare=value)
        case "close":
            session.choose(segment="")
        case _:
            levels.ask(event)


def open_in_place(event: str) -> None:
    """As `follow`, but a segment opens in its row, and closes when it stands open."""
    kind, _, value = event.partition(":")
    if kind == "answer":
        spot.open_panel("answer", value)
    elif kind != "segment":
        follow(event)
    else:
        session.choose(segment="" if session.scope().segment == value else value)


def in_panel(event: str) -> None:
    """As `follow`, beside the map: another segment takes the place of the one shown."""
    kind, _, value = event.partition(":")
    if kind == "segment":
        session.choose(segment=value)
    else:
        follow(event)


def follow_company(event: str) -> None:
    """As `follow`, on the page where companies open."""
    kind, _, value = event.partition(":")
    if kind == "company":
        address.put(company=value)
    elif kind == "close-company":
        address.put(company="")
    else:
        follow(event)
