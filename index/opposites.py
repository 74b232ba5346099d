"""Words that stand for each other's opposite, or for another measure, and turn a sentence round."""

from collections.abc import Set

# Pairs, either way round.
_PAIRS = (
    "rose fell; increased decreased; increase decrease; before after; first last; more fewer; more less;"
    " won lost; opened closed; higher lower; largest smallest; highest lowest; oldest youngest; early"
    " late; earlier later; north south; northern southern; east west; eastern western; men women; above"
    " below; best worst; accepted rejected; approved rejected; supported opposed; began ended; starts"
    " ends; gained lost; old new; buy sell; bought sold; inside outside; strong weak; always never; many"
    " few; all some; every no; both neither; million billion; percent points; days weeks; weeks months;"
    " months years; hours minutes; miles kilometres; dollars euros; kilograms pounds; metres feet; daily"
    " weekly; monthly yearly; minimum maximum; major minor; public private; left right; top bottom; with"
    " without; include exclude; includes excludes; allowed banned; legal illegal; common rare; easy"
    " difficult; positive negative; long short; large small; high low; hot cold; increase reduction;"
    " success failure; agreed refused; son daughter; father mother; king queen; he she; up down; frequently"
    " rarely; often rarely; better worse; admitted denied; final first; sooner later; most least; inbound"
    " outbound; openings closures; opening closure; victory defeat; victories defeats;"
    " same different; similar different; strengthen weaken; upheld overturned; accepting rejecting;"
    " postponed advanced; soon long; joined left; encourage discourage; encouraged discouraged; encourages"
    " discourages; accept reject; accepts rejects; praised criticized; succeeded failed; attacked defended;"
    " built destroyed; created destroyed; founded dissolved; entered left; arrived departed; rich poor; safe"
    " dangerous; expensive cheap; hired fired; friend enemy; friends enemies; ally enemy; allies enemies;"
    " peace war; known unknown; support oppose; supports opposes; similarity difference; similarities"
    " differences; advantage disadvantage; advantages disadvantages; strengths weaknesses; widely rarely;"
    " earliest latest; shortest longest; lowest highest; fastest slowest; tallest shortest; nearest farthest;"
    " biggest smallest; present absent; import export; imports exports; imported exported; winner loser;"
    " winners losers; shrink grow; shrank grew; simple complex; warm cold; wet dry; full empty"
)


def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for pair in _PAIRS.split(";"):
        first, second = pair.split()
        table.setdefault(first, []).append(second)
        table.setdefault(second, []).append(first)
    return table


OPPOSITES = _table()


def any_opposite(first: Set[str], second: Set[str]) -> bool:
    """Whether a word that only the first text has meets its opposite in the second alone; in lower case."""
    return any(other in second - first for word in first - second for other in OPPOSITES.get(word, ()))
