"""Versions, decisions, leads, scenarios and events in a database. Knows bytes and records, not scores."""
