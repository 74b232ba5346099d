"""What web pages print around an article: advertising forms, newsletters, cookie banners, links to more.

Only whole lines go, and only those that begin like such a line; the words of an article stay as they are.
"""

import re

# Longer lines are paragraphs of an article, whatever they begin with.
_LONGEST = 90
_NOISE = re.compile(
    r"^\W*(?:"
    r"(?:read|see|show|load)\s+more\W*$|related(?:\s+(?:articles?|stories|content))?\W*$|advertisement\W*$"
    r"|(?:\d\W+)?how\s+relevant\s+is\s+this\s+ad\b|ad\s+(?:feedback|froze|never\s+loaded)\b"
    r"|video\s+(?:player|content|ad)\b.*\b(?:load|loaded|slow|froze)\b|audio\s+on\s+ad\s+was\b|content\s+never\s+loaded"
    r"|did\s+you\s+encounter\s+any\s+technical\s+issues|other\s+issues\W*$"
    r"|(?:click|tap)\s+here\s+(?:to|for)\b|sign\s+up\s+(?:here|for|to)\b|subscribe\s+(?:to|now|here|today)\b"
    r"|get\s+.{0,60}\b(?:newsletter|in\s+your\s+inbox)\b|(?:would\s+you\s+like\s+to\s+)?receive\s+.*\bnewsletter\b"
    r"|would\s+you\s+like\s+to\s+receive\b|(?:what['’]s\s+everyone\s+talking\s+about\?\s+)?sign\s+up\b"
    r"|.{0,60}\bdelivered\s+to\s+your\s+inbox\b|we\s+will\s+use\s+the\s+(?:details|information)\s+you\s+have\s+shared"
    r"|if\s+you\s+wish\s+to\s+object\s+to\s+the\s+use\s+of\s+your\s+data"
    r"|(?:we|this\s+(?:web)?site|our\s+(?:web)?site|by\s+continuing)\b.*\bcookies?\b"
    r".*\b(?:consent|accept|policy|preferences|settings|experience)\b"
    r"|(?:accept|manage|reject)\s+(?:all\s+)?cookies?\b|all\s+rights\s+reserved\b"
    r"|check\s+your\s+local\s+forecast\b|follow\s+.{0,80}\bon\s+(?:twitter|facebook|instagram|x)\b"
    r"|share\s+(?:this|on)\b.{0,40}$|support\s+local\s+journalism\b|.{0,30}\bmay\s+earn\s+(?:us\s+)?a\s+commission\b"
    r"|skip\s+(?:to\s+(?:main\s+)?content|advertisement)\W*$|enable\s+javascript\b|javascript\s+is\s+disabled\b"
    r")",
    re.IGNORECASE,
)


def without_noise(text: str) -> str:
    """The text without the lines that belong to the page and not to the article."""
    lines = text.split("\n")
    kept = [line for line in lines if len(line.split()) > _LONGEST or not _NOISE.search(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n") if len(kept) < len(lines) else text
