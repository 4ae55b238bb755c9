"""Does this experience count for that requirement? Yes, no, or only HR can say; always with the reason in words."""

from __future__ import annotations

from taxonomy.basics.naming import slug
from taxonomy.model import Experience
from taxonomy.paths.answers import ExperienceVerdict, Precedent, Strength, Verdict
from taxonomy.paths.kinds_of_work import words_of
from taxonomy.paths.profile import ExperienceEntry
from taxonomy.paths.rulebook import RequirementBook, RequirementTerms, number_of, parts_of, series_of

_ENOUGH_TO_ASK = 0.5  # from this share of the words that say the kind of work on, the question is worth asking
_MOST = 0.75  # of what the person says: a short description may say little of a long text, and nothing else
_LEAST_SHARED = 2  # "customer service" shares one word with "a human services environment", which says nothing


class ExperienceMatch:
    """One experience of a person, made ready to be held against many requirements."""

    def __init__(self, held: ExperienceEntry, rulebook: RequirementBook) -> None:
        self.held = held
        self._rulebook = rulebook
        self._name = held.name
        self._told = words_of(held.of or "")
        self._title = words_of(held.class_ or "")
        self._near = self._told | self._title
        self._slug = slug(held.class_ or "")
        self._series = series_of(self._slug)
        self._authority = rulebook.employer(held.authority) if held.authority else None
        self._meant: frozenset[str] | None = None
        self._classes: dict[str, str | None] = {}

    def against(self, leaf: Experience, authority: str) -> ExperienceVerdict:
        """Hold it against one requirement of a class of `authority`.

        A class that the requirement names counts; a class named only in a part of it ("one year of which must have
        been …") counts for the whole as well, since the text counts it in. Any other experience is held against the
        words of the requirement. Whether other work is "at that level" is always for HR to say.
        """
        asked = self._rulebook.reading(leaf, authority)
        foreign = self._is_foreign(authority)
        if asked.excluded and not foreign and self._slug in asked.excluded:
            return self._reason("does_not_count", f"The text does not count time as {self._name}.")
        if asked.slugs and not foreign and self._is_named(asked, authority):
            return self._with_kind(asked) if self._is_number(asked) else self._of_series(asked)
        if asked.slugs:
            return self._nearly_named(asked, foreign=foreign) or self._other_class(leaf, asked, authority)
        if leaf.includes and not foreign:
            parts = [self._rulebook.reading(part, authority) for part in parts_of(leaf)]
            if any(part.slugs and self._is_named(part, authority) for part in parts):
                return self._reason("counts", "The text counts this class in.")
            if self._series and any(self._series in part.series for part in parts):
                return self._ask("level_to_confirm", "HR must say: the text counts in another class of this series.")
        return self._by_words(asked, authority)

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

    def _is_named(self, asked: RequirementTerms, authority: str) -> bool:
        """Whether a title in the requirement means the class held."""
        if self.held.class_ is None:
            return False
        return self._slug in asked.slugs or self._class_in(authority) in asked.classes

    def _is_number(self, asked: RequirementTerms) -> bool:
        """Whether it is the number of the series that the text names, where it names one."""
        return self._slug in asked.slugs or not self._numbers(asked)

    def _numbers(self, asked: RequirementTerms) -> list[int]:
        """The numbers that the text names of the series of the class held."""
        own = self._series or self._slug
        numbered = [number_of(each) for each in asked.slugs if series_of(each) == own]
        return [number for number in numbered if number]

    def _of_series(self, asked: RequirementTerms) -> ExperienceVerdict:
        """``Assistant Inspector II`` where the text asks for ``III``: a lower number is less; else HR must say."""
        own = number_of(self._slug)
        if own and own < min(self._numbers(asked)):
            return self._reason("does_not_count", f"The text asks for time as {asked.named}.")
        return self._ask("level_to_confirm", f"HR must say whether this was time as {asked.named}.")

    def _with_kind(self, asked: RequirementTerms) -> ExperienceVerdict:
        """The class is right; where the text asks for a kind of work in it too, the person must have said that kind."""
        if asked.beyond <= self._told:
            return self._reason("counts", "The text names this class.")
        words = f"The text names this class, and asks for more: HR must say whether it was {asked.quoted}."
        return self._ask("kind_to_confirm", words)

    def _other_class(self, leaf: Experience, asked: RequirementTerms, authority: str) -> ExperienceVerdict:
        if leaf.or_equivalent_level and self.held.class_:  # only a class can be "a class at that level"
            own = self._rulebook.pay(self._class_in(authority)) if asked.pay else ""
            pay = f" Pay printed: {self._name} {own}; {asked.pay}." if own else ""
            words = f"HR must say whether this class is at the level of {asked.named}.{pay}"
            return self._ask("level_to_confirm", words)
        return self._reason("does_not_count", f"The text asks for time as {asked.named}.")

    def _nearly_named(self, asked: RequirementTerms, *, foreign: bool) -> ExperienceVerdict | None:
        """A title that no class bears and that is written nearly like one the text names."""
        if foreign or not self.held.class_:
            return None
        if self._meant is None:
            self._meant = frozenset(map(slug, self._rulebook.meant(self.held.class_)))
        if not self._meant & asked.slugs:
            return None
        return self._ask("kind_to_confirm", f"You wrote “{self._name}”. HR must say whether that is {asked.named}.")

    def _by_words(self, asked: RequirementTerms, authority: str) -> ExperienceVerdict:
        words = asked.words
        if words and words <= self._told:
            return self._reason("counts", "Your words say all that the text asks for.")
        own = self._class_in(authority)
        precedent = self._rulebook.precedent(own, words) if own and words else None
        if precedent is not None:
            return self._reason("counts", f"The text of {precedent.title} counts this class as such work.", precedent)
        kind = asked.kind
        if own and self._series_of_trade(leaf_words=words):
            return self._ask(
                "kind_to_confirm", f"The text names this trade: HR must say whether it was {asked.quoted}."
            )
        if self._reads_like(kind):
            what = f"is {asked.quoted}" if asked.quoted != "“”" else "counts"
            return self._ask("kind_to_confirm", f"HR must say whether this {what}.")
        return self._reason("does_not_count", f"This does not read like {asked.quoted}.")

    def _series_of_trade(self, leaf_words: frozenset[str]) -> bool:
        """ "journey-level plumber" and a Plumber: the text says the title in small letters."""
        return bool(self._title) and self._title <= leaf_words

    def _reads_like(self, kind: frozenset[str]) -> bool:
        """Whether it says much of what the text says, or little but what the text says, or the text says its title."""
        shared = len(kind & self._near)
        most_of_own = shared > _LEAST_SHARED and shared >= _MOST * len(self._near)
        by_title = bool(self._title) and self._title <= kind
        return by_title or most_of_own or shared >= max(_ENOUGH_TO_ASK * len(kind), min(_LEAST_SHARED, len(kind)))

    def _reason(self, verdict: Verdict, why: str, precedent: Precedent | None = None) -> ExperienceVerdict:
        strength: Strength = "certain" if verdict == "counts" else "no"
        return ExperienceVerdict(
            experience=self._name,
            years=self.held.years,
            verdict=verdict,
            why=why,
            strength=strength,
            precedent=precedent,
        )

    def _ask(self, strength: Strength, why: str) -> ExperienceVerdict:
        return ExperienceVerdict(
            experience=self._name, years=self.held.years, verdict="ask_hr", why=why, strength=strength
        )
