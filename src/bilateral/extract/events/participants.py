"""Participants: which of the dyad's states take part in an event; its rule names the policy for it."""

from collections.abc import Callable, Iterable, Sequence

from ...mentions.clauses import Reading, inside
from ...rules import vocabulary
from ...states.names import Mention
from ...text import lazy
from ..when import Clause
from .acts import Match

_GRAMMAR = vocabulary.load().grammar
_PARTNER_ROLES = ("with", "between", "to", "by")
_OWNER_REACH = 22

Mentions = list[Mention]


def of(reading: Reading, match: Match) -> tuple[str, ...] | None:
    """
    Return the dyad's states that take part in an event.

    Parameters
    ----------
    reading : clauses.Reading
    match : acts.Match

    Returns
    -------
    tuple of str or None
        The acting state first; None where the event is one of other states.
    """
    named = POLICIES[match.states](Parties(reading, match))
    if named is None:
        return None
    found = dict.fromkeys(m.state for m in sorted(named, key=lambda m: m.start) if m.state in reading.pair)
    if found and match.thing not in ("relations", "mission"):
        return tuple(found)
    return tuple(dict.fromkeys([*found, *reading.pair]))


class Parties(Clause):
    """The states that a clause names around an act and its object, by the part they play."""

    def __init__(self, reading: Reading, match: Match) -> None:
        super().__init__(reading, match)
        self.here = reading.within(self.start, self.end)

    def is_ours(self, mention: Mention) -> bool:
        """Whether a mention is of the dyad."""
        return inside(mention, self.reading.pair)

    def ours_of(self, mentions: Iterable[Mention]) -> Mentions:
        """Return those of the dyad among some mentions."""
        return [m for m in mentions if inside(m, self.reading.pair)]

    def role(self, mention: Mention) -> str:
        """Return the preposition that a mention stands after."""
        return self.reading.role(mention)

    @property
    def ours(self) -> Mentions:
        """Return the clause's mentions of the dyad."""
        return self.ours_of(self.here)

    @lazy
    def owners(self) -> Mentions:
        """Return who owns the object: "the Peruvian legation"."""
        at = self.match.object[0]
        near = (m for m in self.here if 0 <= at - m.end <= _OWNER_REACH)
        owners = [m for m in near if _GRAMMAR.owned.fullmatch(self.text, m.end, at)]
        whose = None if owners else _GRAMMAR.whose.search(self.text, self.start, at)
        return owners if whose is None else [m for m in self.reading.mentions if m.end <= whose.start()][-1:]

    @lazy
    def subjects(self) -> Mentions:
        """Return who acts."""
        at, voice = self.match.start, self.match.voice
        roles = ("", "between", "by", "with")
        before = (m for m in self.reading.mentions if m.end <= at and self._may_act(m))
        found = [m for m in before if self.role(m) in roles]
        if voice == "noun":
            return [m for m in found if m.start >= self.start and at - m.end < 4]
        found = [m for m in found if m.start >= self.start] or found[-2:]
        if voice != "active":
            return found
        bare = [m for m in found if self.role(m) == ""]  # "A broke with B, closing its embassy": A's
        return _joined(bare or found, self.text)

    def _may_act(self, mention: Mention) -> bool:
        """Whether a state before the act can be its subject: no town but a capital, and none of a relative clause."""
        return mention.kind != "city" and not self.reading.is_aside(mention, self.match.start)

    @property
    def after_object(self) -> Mentions:
        """Return the sentence's mentions after the object."""
        return [m for m in self.reading.mentions if m.start >= self.match.object[1]]

    @property
    def earlier_partners(self) -> Mentions:
        """Return with whom or between whom, where the act stands after them: "relations with Peru were severed"."""
        match = self.match
        if match.voice not in ("passive", "noun") and match.start <= match.object[0]:
            return []
        return [m for m in self.here if m.start < match.start and self.role(m) in ("with", "between")]

    @lazy
    def partners(self) -> Mentions:
        """Return with whom, between whom or by whom."""
        more = self.text.find("relations", self.high)  # "established relations and kept up friendly relations with …"
        end = more if more >= 0 else self.end
        after = (m for m in self.here if self.low <= m.start < end and m.kind != "adjective")
        return [m for m in after if self.role(m) in _PARTNER_ROLES]


def _joined(subjects: Sequence[Mention], text: str) -> Mentions:
    """Return the last of the mentions before a verb, and those that and or a comma joins to it."""
    found = list(subjects[-1:])
    for m in reversed(subjects[:-1]):
        if not _GRAMMAR.joined_subjects.fullmatch(text, m.end, found[0].start):
            break
        found.insert(0, m)
    return found


# The policies: each returns the mentions that take part, or None where the event is one of other states.

Policy = Callable[[Parties], Mentions | None]


def _relations(p: Parties) -> Mentions | None:
    """Both states: no third one may stand in the place of either."""
    if _is_with_a_party(p):
        return None
    partners = [*p.partners, *p.owners, *p.earlier_partners]
    if partners and not _are_both(p, partners):
        return None
    ours = {m.state for m in p.ours_of(partners)}
    if p.match.voice == "active" and p.subjects and len(ours) < 2 and _others_act(p, bool(partners)):
        return None
    return p.ours


def _is_with_a_party(p: Parties) -> bool:
    """Whether the relations are with somebody who is no state: "relations with the Axis"."""
    party = _GRAMMAR.party.match(p.text, p.match.object[1])
    return party is not None and not any(party.start(1) <= m.start < party.end() for m in p.reading.mentions)


def _others_act(p: Parties, with_partners: bool) -> bool:
    """Whether the subjects are other states: without partners, both states of the dyad must be among several."""
    acting = {m.state for m in p.ours_of(p.subjects)}
    strangers = not with_partners and not all(map(p.is_ours, p.subjects))  # "France and Peru established relations"
    return not acting or (strangers and len(acting) < 2)


def _are_both(p: Parties, partners: Mentions) -> bool:
    """Whether some partners leave room for the dyad: one of it is among them, and beside others both are named."""
    ours = p.ours_of(partners)
    known = {m.state for m in [*ours, *p.ours_of(p.subjects)]}
    return bool(ours) and (len(ours) == len(partners) or len(known) >= 2)


def _mission(p: Parties) -> Mentions | None:
    """Owner and host: whose mission it is, and in which state."""
    owners = _mission_owners(p)
    host = next((m for m in p.after_object if m not in owners and _is_host(p, m)), None)
    known = owners[-1:] if host is None else [*owners[-1:], host]
    if not all(map(p.is_ours, known)):
        return None
    return owners + ([host] if host else []) or p.ours


def _mission_owners(p: Parties) -> Mentions:
    """Return who owns a mission: "the Peruvian legation", "the legation of Peru", "Peru opened a legation"."""
    end = p.match.object[1]
    owners = p.owners or [m for m in p.here if m.start >= end and p.text[end : m.start].strip() in ("of", "of the")]
    if owners or p.match.voice != "active":
        return owners
    return p.subjects[-1:]


def _is_host(p: Parties, m: Mention) -> bool:
    """Whether a mission is in the state of a mention."""
    in_it = m.kind != "adjective" and p.role(m) in ("in", "at", "to")
    return in_it and not _GRAMMAR.apart.search(p.text, p.match.object[1], m.start)


def _recognized(p: Parties) -> Mentions | None:
    """Actor and target."""
    match, (subjects, targets) = p.match, _actors_and_targets(p)
    if not all(map(p.is_ours, targets)) or (subjects and not p.ours_of(subjects)):
        return None
    if not targets and match.thing == "state":
        return None
    return None if not subjects and _GRAMMAR.many.search(p.text[: match.start]) else subjects + targets


def _actors_and_targets(p: Parties) -> tuple[Mentions, Mentions]:
    """Return who recognized whom, as far as the words name them."""
    match = p.match
    if match.voice == "passive":
        return [m for m in p.here if m.start >= match.end and p.role(m) == "by"], p.subjects[-1:]
    if match.thing == "recognition" and match.voice == "active":
        return p.subjects, []  # "recognized the new state": the words do not name it
    near = (m for m in p.here if 0 <= m.start - match.end < 60 and m.kind != "capital")
    return p.subjects, list(near)[:1]


def _both(p: Parties) -> Mentions | None:
    """Both states: in the place of relations, or directly after the act ("broke with Peru")."""
    if p.match.thing == "relations":
        return _relations(p)
    at = p.match.object[0]
    if p.match.voice == "active" and p.subjects and not p.ours_of(p.subjects):
        return None
    return p.ours if any(at <= m.start < at + 60 for m in p.ours) else None


def _state_itself(p: Parties) -> Mentions | None:
    """The state that is formed or dissolved."""
    at, end = p.match.object
    named = [m for m in p.here if m.start <= at < m.end and m.state in p.reading.pair]
    return named or [m for m in p.subjects[-1:] if m.state in p.reading.pair] or None


def _state_beside(p: Parties) -> Mentions | None:
    """The state that stands beside the word."""
    at, end = p.match.object
    beside = (m for m in p.ours if at - m.end in range(3) or 0 <= m.start - end < 45)
    return [m for m in beside if m.state != "*"] or None


def _travellers(p: Parties) -> Mentions | None:
    """The states whose people travelled: "Peruvian merchants"."""
    return [m for m in p.ours if m.kind == "adjective"] or None


def _with_each_other(p: Parties) -> Mentions | None:
    """Agreements, envoys and the like: one of the dyad acts, and nobody else is the other party."""
    active, at = p.match.voice == "active", p.match.object[0]
    others_act = active and p.subjects and not p.ours_of(p.subjects)
    after = (m for m in p.here if m.start > at and p.role(m) in ("with", "to"))
    far = any(not p.is_ours(m) for m in after)
    if not p.ours or others_act or (far and len({m.state for m in p.ours}) < 2):
        return None
    return p.ours


#: Policy by its name in the vocabulary.
POLICIES: dict[str, Policy] = {
    "both": _both,
    "owner and host": _mission,
    "actor and target": _recognized,
    "actor": lambda p: p.ours_of(p.subjects) or None,
    "state itself": _state_itself,
    "state beside it": _state_beside,
    "host": lambda p: [m for m in p.ours if p.role(m) in ("in", "to")] or None,
    "travellers": _travellers,
    "all named": lambda p: p.ours,
    "with each other": _with_each_other,
}
