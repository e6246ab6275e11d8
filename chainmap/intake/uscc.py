"""统一社会信用代码 after GB 32100-2015: 18 characters of a 31-letter alphabet, the last one a check digit."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
LENGTH = 18

_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


def check_digit(code: str) -> str:
    """The character that must follow the first 17 of `code`; raises KeyError for one outside the alphabet.

    C = (31 − Σ value · 3^i mod 31) mod 31.

    >>> check_digit("91350100M000100Y4")
    '3'
    """
    total = sum(_VALUE[letter] * weight for letter, weight in zip(code[: LENGTH - 1], _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def foreign_letters(code: str) -> str:
    """The characters of `code` that no code may hold, each once, in their order; "" when all are of the alphabet."""
    return "".join(dict.fromkeys(letter for letter in code if letter not in _VALUE))
