"""Databases for the tests of this room."""

from tests.databases import store as store
from tests.databases import url as url
