"""Who can sign in to the provider of the tests. Some of their tokens are wrong on purpose."""

CLIENT_ID, CLIENT_SECRET, PASSWORD = "chainmap", "a-secret-of-the-tests", "correct horse battery staple"
SHORT_S = 25  # how long the token of `short` holds: long enough to open a page, over within a test

# User → claims of the token beside the standard ones; `None` takes a claim away.
PEOPLE: dict[str, dict[str, object]] = {
    "viewer": {"email": "viewer@park.cn", "email_verified": True},
    "analyst": {"email": "analyst@park.cn", "email_verified": True},
    "admin": {"groups": ["chainmap-admins"], "email": "admin@park.cn"},
    "stranger": {"email": "stranger@elsewhere.cn", "email_verified": True},
    "unverified": {"email": "analyst@park.cn", "email_verified": False},
    "renamed": {"name": "admin@park.cn", "preferred_username": "analyst@park.cn"},
    "short": {"email": "analyst@park.cn", "email_verified": True},
    "hostile": {"email": "<img src=x onerror=window.hacked=1>@park.cn", "email_verified": True},
    "wrong-nonce": {"email": "admin@park.cn", "nonce": "another"},
    "wrong-audience": {"email": "admin@park.cn", "aud": "another-app"},
    "wrong-issuer": {"email": "admin@park.cn", "iss": "http://127.0.0.1:1/o"},
    "forged": {"email": "admin@park.cn"},
    "endless": {"email": "admin@park.cn", "exp": None},
    "over": {"email": "admin@park.cn", "exp": 1_000_000_000},
}
