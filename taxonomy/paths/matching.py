"""Does this experience count for that requirement? Yes, no, or only HR can say; always with the reason in words."""

from __future__ import annotations

from taxonomy.model import Experience
from taxonomy.naming import slug
from taxonomy.paths.answers import Precedent, Verdict, Weighed
from taxonomy.paths.profile import Held
from taxonomy.paths.rulebook import Rulebook, parts_of, words_of

_ENOUGH_TO_ASK = 0.5  # from this share of the words that say the kind of work on, the question is worth asking
_LONGEST_QUOTE = 90


class Claim:
    """One experience of a person, made ready to be held against many requirements."""

    def __init__(self, held: Held, rulebook: Rulebook) -> None:
        self.held = held
        self._rulebook = rulebook
        self._told = words_of(held.of or "")
        self._near = self._told | words_of(held.class_ or "")
        self._slug = slug(held.class_ or "")
        self._authority = slug(held.authority) if held.authority else None
        self._classes: dict[str, str | None] = {}
        self._weighed: dict[int, tuple[Experience, Weighed]] = {}  # by identity: rules ask for the same leaf again

    def against(self, leaf: Experience, authority: str) -> Weighed:
        """Hold it against one requirement of a class of `authority`.

        A class that the requirement names counts; a class named only in a part of it ("one year of which must have
        been …") counts for the whole as well, since the text counts it in. Any other experience is held against the
        words of the requirement. Whether other work is "at that level" is always for HR to say.
        """
        known = self._weighed.get(id(leaf))
        if known is None:
            known = self._weighed[id(leaf)] = (leaf, self._weigh(leaf, authority))
        return known[1]

    def _weigh(self, leaf: Experience, authority: str) -> Weighed:
        named = self._named(leaf, authority)
        if named is not None:
            return self._with_kind(leaf)
        if leaf.at_class:
            return self._other_class(leaf)
        if leaf.includes and any(self._named(part, authority) for part in parts_of(leaf)):
            return self._reason("counts", "The text counts this class in.")
        return self._by_words(leaf.of or "", authority)

    def touches(self, words: frozenset[str]) -> bool:
        """Whether what the person says of it has one of these words."""
        return bool(self._near & words)

    def _class_in(self, authority: str) -> str | None:
        """The class held, if it is one of `authority`; titles of another mean other classes."""
        if authority not in self._classes:
            told = None if self._is_foreign(authority) else self.held.class_
            self._classes[authority] = self._rulebook.find(authority, told) if told is not None else None
        return self._classes[authority]

    def _is_foreign(self, authority: str) -> bool:
        return self._authority is not None and self._authority != authority

    def _named(self, leaf: Experience, authority: str) -> str | None:
        """The title in the requirement that means the class held."""
        if not leaf.at_class or self.held.class_ is None or self._is_foreign(authority):
            return None
        own = self._class_in(authority)
        for title in leaf.at_class:
            if self._rulebook.slug(title) == self._slug or (
                own is not None and self._rulebook.resolve(authority, title) == own
            ):
                return title
        return None

    def _with_kind(self, leaf: Experience) -> Weighed:
        """The class is right; where the text asks for a kind of work in it too, the person must have said that kind."""
        asked = self._rulebook.words(leaf.of or "")
        asked = asked.difference(*(self._rulebook.words(title) for title in leaf.at_class))
        if asked <= self._told:
            return self._reason("counts", "The text names this class.")
        return self._reason(
            "ask_hr", f"The text names this class, and asks for more: HR must say whether it was {_short(leaf.of)}."
        )

    def _other_class(self, leaf: Experience) -> Weighed:
        named = " or ".join(leaf.at_class)
        if leaf.or_equivalent_level and self.held.class_:  # only a class can be "a class at that level"
            return self._reason("ask_hr", f"HR must say whether this class is at the level of {named}.")
        return self._reason("does_not_count", f"The text asks for time as {named}.")

    def _by_words(self, text: str, authority: str) -> Weighed:
        asked = self._rulebook.words(text)
        if asked and asked <= self._told:
            return self._reason("counts", "Your words say all that the text asks for.")
        own = self._class_in(authority)
        precedent = self._rulebook.precedent(own, asked) if own and asked else None
        if precedent is not None:
            return self._reason("counts", f"The text of {precedent.title} counts this class as such work.", precedent)
        kind = self._rulebook.kind(text) or asked
        if not kind or len(kind & self._near) >= _ENOUGH_TO_ASK * len(kind):
            return self._reason(
                "ask_hr", f"HR must say whether this is {_short(text)}." if text else "HR must say whether this counts."
            )
        return self._reason("does_not_count", f"This does not read like {_short(text)}.")

    def _reason(self, verdict: Verdict, why: str, precedent: Precedent | None = None) -> Weighed:
        held = self.held
        return Weighed(experience=held.name, years=held.years, verdict=verdict, why=why, precedent=precedent)


def _short(text: str | None) -> str:
    """The beginning of a requirement's words, in quotation marks; the whole sentence stands beside the answer."""
    words = (text or "").strip()
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;") + " …"
    return f"“{words}”"
