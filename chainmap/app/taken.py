"""How large a file a field takes from the browser."""

from chainmap.intake.limits import DEFAULT

# Somewhat above the largest limit of reading: what is a little too large is refused in our words, not in the browser's.
TAKEN_MB = max(DEFAULT.max_bytes, DEFAULT.max_text_bytes + (8 << 20)) >> 20
