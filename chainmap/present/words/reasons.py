"""Sentences that give the reason of a verdict, an action or an order; codes begin with `reason.`."""

TEXTS: dict[str, tuple[str, str]] = {}
