"""How large a file a field takes from the browser."""

from chainmap.intake.limits import DEFAULT

# Twice the limit of reading: what is somewhat too large is refused in our words, not in the browser's.
TAKEN_MB = DEFAULT.max_bytes >> 19
