"""Directions: from which state to which an amount goes. One policy for prose, tables, parts, ranks and lists."""

from collections.abc import Iterable, Sequence

from ...mentions.amounts import WORDS
from ...mentions.clauses import Reading
from ...states.names import Mention
from . import measures
from .guards import clause

Flow = tuple[str | None, str | None]
#: What has no direction.
UNDIRECTED = ("trade", "share", "growth")
#: What comes to its owner, such as "Peru's imports"; all else goes from its owner.
_RECEIVED = ("imports", "received", "received arms", "rank")
#: What the other state need not be the partner of.
_OPEN = ("received arms", "sold arms", "companies")
#: Words before the state that something is from, to and of.
_FROM, _BY, _TO, _OF = ("from",), ("by",), ("to", "in", "into", "for"), ("", "of")
_ROLE_REACH = 24  # characters before a state in which such a word begins
_PHRASE = 40  # characters behind a state in which a word for a measure is its own: "US foreign assistance"
_GIVEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {"received": ((*_FROM, *_BY), ())}
#: A measure of trade → that of the goods that go the other way.
MIRROR = {"exports": "imports", "imports": "exports"}
_OF_ONE = ("other", "population", "tourists")


def flow(
    kind: str,
    pair: Sequence[str],
    owner: str | None = None,
    source: str | None = None,
    target: str | None = None,
    whole: bool = True,
) -> Flow:
    """
    From and to: who owns exports sells, who owns imports buys.

    Parameters
    ----------
    kind : str
        A measure or a list.
    pair : sequence of str
        The dyad's states.
    owner, source, target : str, optional
        The state that it is of, comes from, goes to, as the words say.
    whole : bool
        Whether the state that is not named is the other one of the pair.
    """
    if kind in UNDIRECTED:
        return None, None
    received = kind in _RECEIVED
    owner, partner = (owner or target, source) if received else (source or owner, target)
    if whole:
        owner = owner or other(partner, pair)
    if (whole or received) and kind not in _OPEN:
        partner = partner or other(owner, pair)
    partner = None if partner == owner else partner
    return (partner, owner) if received else (owner, partner)


def other(state: str | None, pair: Sequence[str]) -> str | None:
    """The state of a pair that a state of it is not; None for any other state."""
    return next((s for s in pair if s != state), None) if state in pair else None


def of(reading: Reading, at: int, measure: str, end: int = 0, noun: int | None = None) -> tuple[Flow, str]:
    """
    From, to, and whether an amount is of the dyad or of other states.

    Parameters
    ----------
    reading : clauses.Reading
    at, end : int
        Where the amount stands.
    measure : str
    noun : int, optional
        Where its measure is named before it.
    """
    here = _named(reading, at)
    if mine := [
        x for x in here if x.kind != "adjective" and _owns(reading, x, at)
    ]:  # "Norway's exports were $5 million, Peru's $6 million"
        here, noun = mine, at
    elif noun is not None and (those := [*WORDS.those.finditer(reading.text, noun, at)]):
        noun = those[-1].start()
    foreign, scope = _scope(reading, here, (at, end), measure, noun)
    flow = _nearest_flow(reading, here, (at, end), measure, noun, scope == "dyad" and not foreign)
    ours = our_states(here, reading.pair)
    if len(ours) < 2 and _is_abroad(reading, at, measure):
        return (flow[0] if flow[0] in ours else None, flow[1] if flow[1] in ours else None), "other"
    return flow, scope


def _scope(
    reading: Reading, here: Sequence[Mention], amount: tuple[int, int], measure: str, noun: int | None
) -> tuple[bool, str]:
    """Whether other states are named, and whether an amount is theirs."""
    owners = {x.state for x in here if noun is not None and _owns(reading, x, noun)}
    foreign = is_foreign(here, reading.pair) or not owners <= {*reading.pair} or _goes_abroad(reading, amount, noun)
    both = "*" in {x.state for x in (reading.within(*clause(reading, amount[0])) if foreign else reading.mentions)}
    return foreign, "other" if (foreign or _is_of_one(reading, measure)) and not both else "dyad"


def _goes_abroad(reading: Reading, amount: tuple[int, int], noun: int | None) -> bool:
    """Whether an amount comes from or goes to another state, and none of the dyad: "exports to Chile exceeded those to Peru"."""
    at, end = amount
    words = [
        x for x in not_of_money(reading) if (noun or at) <= x.start < end + _PHRASE and x.kind in ("name", "adjective")
    ]
    partners = [x.state for x in words if _role(reading, x) in (*_FROM, "to") and not x.state == "*"]
    return bool(partners) and partners[0] not in reading.pair


def _is_of_one(reading: Reading, measure: str) -> bool:
    """Whether people or the like are of one state alone: its population, or its visitors from anywhere."""
    ours = reading.of_pair
    if measure not in _OF_ONE or len({x.state for x in ours}) > 1:
        return False
    if measure == "tourists":
        return bool(ours) and not any(x.kind == "adjective" or reading.role(x) == "from" for x in ours)
    return measure == "other" or not WORDS.registered.search(reading.text)


def _nearest_flow(
    reading: Reading, here: list[Mention], amount: tuple[int, int], measure: str, noun: int | None, whole: bool
) -> Flow:
    """From and to as the states say in the amount, between the word for a measure and its amount, or else in all of the clause."""
    at, end = amount
    descended = [x for x in here if measure == "population" and WORDS.descent.match(reading.text, x.end)]
    if descended:
        return flow_of(reading, descended, measure, whole, noun=descended[0].end + 1)
    if within := [x for x in here if _is_within(reading, x, at, end)]:
        return _flow_within(reading, within[0], here, measure, whole)
    kind = "received" if _is_received(reading, at, measure) else measure
    near = [] if noun is None else [x for x in here if noun <= x.start < at or _owns(reading, x, noun)]
    nearest = flow_of(reading, near, kind, whole, noun, _antecedent(reading, noun))
    return nearest if any(nearest) else _mirrored(reading, kind, noun) or flow_of(reading, here, kind, whole)


def _is_received(reading: Reading, at: int, measure: str) -> bool:
    """Whether the subject of an amount's clause is the one that it came to: who takes in migrants, who is given aid."""
    if measure == "aid":
        return bool(WORDS.given_by_others.search(reading.text, clause(reading, at)[0], at))
    return measure == "migrants" and bool(WORDS.taken_in.search(reading.text))


def _flow_within(reading: Reading, state: Mention, here: list[Mention], measure: str, whole: bool) -> Flow:
    """From and to of what a state in the amount has."""
    target = _with_role(reading, [x for x in here if x.start > state.start], _TO)
    return flow(measure, reading.pair, source=state.state, target=target, whole=whole)


def has_seller(reading: Reading) -> bool:
    """Whether goods are said to be of a state of the dyad, or to come from or go to one."""
    return any(x.kind == "adjective" or _role(reading, x) in (*_FROM, "to") for x in reading.of_pair)


def _is_within(reading: Reading, state: Mention, at: int, end: int) -> bool:
    """Whether a state of the dyad is in an amount: "24,000 Peruvian visitors", "$5 million in US assistance"."""
    if state.start < at or state.state not in reading.pair:
        return False
    if state.start < end:
        return True
    words = (word.start() for _, word in measures.mentioned(reading.text, state.end, state.end + _PHRASE))
    owns = any(WORDS.owned_by_adjective.fullmatch(reading.text, state.end, word) for word in words)
    own = state.kind == "adjective" and reading.role(state) in _OF
    return (own or owns) and bool(WORDS.in_amount.fullmatch(reading.text, end, state.start))


def _antecedent(reading: Reading, noun: int | None) -> str | None:
    """The state that "its" means before a noun: the subject named before, else the last state."""
    if noun is None or not WORDS.its.search(reading.text, 0, noun):
        return None
    before = [x for x in reading.within(0, noun) if x.state in reading.pair]
    subject = next((x for x in before if reading.role(x) == ""), before[-1] if before else None)
    return subject and subject.state


def _mirrored(reading: Reading, kind: str, noun: int | None) -> Flow | None:
    """The flow opposite to the one named before with its states: "Peru imported $5 million from Norway and exported $6 million"."""
    if noun is None or kind not in MIRROR:
        return None
    words = [w for name, w in measures.mentioned(reading.text, 0, noun) if name == MIRROR[kind]]
    named = [x for x in not_of_money(reading) if x.start < noun]
    if not words or any(x.start > words[-1].end() and reading.role(x) in _OF for x in named):
        return None
    buyer, seller = flow_of(reading, named, MIRROR[kind], noun=words[-1].start())
    return (seller, buyer) if buyer and seller else None


def carried(before: Iterable[Reading], measure: str) -> Flow:
    """From and to of an amount in a sentence that names no state, as sentences or headings before it have them."""
    for reading in before:
        named = {name for name, _ in measures.mentioned(reading.text)}
        found: Flow = (None, None)
        if measure in named:
            noun = max(word.start() for name, word in measures.mentioned(reading.text) if name == measure)
            found = flow_of(reading, not_of_money(reading), measure, noun=noun)
        elif "trade" in named and measure in MIRROR:
            found = flow(measure, reading.pair, owner_of_trade(reading))
        if any(found):
            return found
    return None, None


def _named(reading: Reading, at: int) -> list[Mention]:
    """The states of a clause; of the sentence where the clause, which "and" or a comma parts from its subject, names none."""
    low, high = clause(reading, at)
    named = [x for x in not_of_money(reading) if x.state != "*"]
    return [x for x in named if low <= x.start < high] or named


def our_states(named: Iterable[Mention], pair: Sequence[str]) -> set[str | None]:
    """The states of the dyad among those named."""
    return {x.state for x in named if x.state in pair}


def is_foreign(named: Sequence[Mention], pair: Sequence[str]) -> bool:
    """Whether other states are named, and not both of the dyad's."""
    others = any(x.state not in (*pair, "*") and x.kind != "city" for x in named)
    return others and len(our_states(named, pair)) < 2


def not_of_money(reading: Reading) -> list[Mention]:
    """The states that a sentence names, but not those of money: "US $", "Swiss francs"."""
    return [x for x in reading.mentions if not WORDS.named_by_money.match(reading.text, x.end)]


def flow_of(
    reading: Reading,
    named: Iterable[Mention],
    kind: str,
    whole: bool = True,
    noun: int | None = None,
    owner: str | None = None,
) -> Flow:
    """
    From and to, as the words before or after some states say whose it is, from whom and to whom.

    Parameters
    ----------
    reading : clauses.Reading
    named : iterable of Mention
        The states that may take part.
    kind, whole
        See `flow`.
    noun : int, optional
        Where the words begin that a state directly before them owns: "Peru's main exports".
    owner : str, optional
        Who owns it where none of the states does so.
    """
    ours = [x for x in named if x.state in reading.pair]
    owners = [x.state for x in ours if noun is not None and _owns(reading, x, noun)][-1:]
    others = [x for x in ours if x.state not in owners]
    goods, receivers = _behind(reading, others, kind, noun)
    givers, takers = _GIVEN.get(kind, (_FROM, _BY))
    source = _with_role(reading, others, givers) or _with_role(reading, goods, _OF)
    target = _with_role(reading, others, _TO) or _with_role(reading, receivers, ("",))  # "sold Peru 24 tanks"
    subjects = [x for x in ours if x.state != target and x not in goods]
    subjects = [x for x in subjects if x not in receivers or reading.role(x) == "of"]  # "exports of Peru"
    owned = [*owners, _with_role(reading, others, takers), owner, _with_role(reading, subjects, _OF)]
    return flow(kind, reading.pair, next(filter(None, owned), None), source, target, whole)


def _behind(
    reading: Reading, named: Iterable[Mention], kind: str, noun: int | None
) -> tuple[list[Mention], list[Mention]]:
    """The states behind a noun that goods are of ("imports of Peruvian fish"), and the other ones there."""
    behind = [x for x in named if noun is not None and x.start > noun]
    goods = [x for x in behind if x.kind == "adjective"] if kind in MIRROR else []
    return goods, [x for x in behind if x not in goods]


def _owns(reading: Reading, state: Mention, noun: int) -> bool:
    """Whether a state stands directly before a noun: "Peru's main exports", "Peruvian exports"; not "gave Peru aid"."""
    owned = WORDS.owned_by_adjective if state.kind == "adjective" else WORDS.owned
    return bool(owned.fullmatch(reading.text, state.end, noun))


def _with_role(reading: Reading, named: Iterable[Mention], roles: tuple[str, ...]) -> str | None:
    """The first state that stands after some word."""
    return next((x.state for x in named if _role(reading, x) in roles), None)


def _role(reading: Reading, state: Mention) -> str:
    """The word that a state stands after; "with Peru exporting", "with Peruvian exports" are like "Peruvian exports"."""
    direct = WORDS.direct_role.search(
        reading.text, max(0, state.start - _ROLE_REACH), state.start
    )  # "and imports from Peru": not "and"
    role = (direct[1] or "from") if direct else reading.role(state)
    acts = state.kind == "adjective" or WORDS.with_verb.match(reading.text, state.end)
    return "of" if role == "with" and acts else role


def _is_abroad(reading: Reading, at: int, measure: str) -> bool:
    """Whether an amount goes to, or comes from, somebody who is none of the dyad: "sent the Republicans 2 million"."""
    if given := WORDS.given_to.search(reading.text, 0, at):
        receivers = {x.state for x in reading.within(given.start() + 1, given.end())}
        return receivers.isdisjoint((*reading.pair, "*"))
    return measure == "migrants" and bool(WORDS.sheltered.search(reading.text, 0, at))


def owner_of_trade(reading: Reading) -> str | None:
    """The state whose trade a text gives: "Foreign trade of Turkey with Uganda"; None for "Turkish-Ugandan trade"."""
    own = set()
    for x in reading.of_pair:
        if reading.role(x) in ("", "of", "with"):
            own.add(other(x.state, reading.pair) if reading.role(x) == "with" else x.state)
    return own.pop() if len(own) == 1 else None
