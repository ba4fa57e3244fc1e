"""What the words of a job give away: checks that help a moderator, and hints for whoever writes it."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from mentorship.database import row
from mentorship.text import fold
from mentorship.work.job.job_words import text_mark
from mentorship.work.organisation.organisation import Kind as Sort


class Check(StrEnum):
    """Something for a moderator to look at; none of them decides anything by itself."""

    CONTACT = "contact"  # an address or number in the text, where robots read it
    UNFAIR = "unfair"  # words that shut people out
    CLIENT = "client"  # work for somebody who is not named
    FEE = "fee"  # asks the one who applies for money
    SAME = "same"  # another organisation has the same text


class Hint(StrEnum):
    """Something that would help whoever reads the job."""

    SHOUTING = "shouting"  # a title in capitals
    SHORT = "short"
    LONG_SENTENCES = "long_sentences"
    MANY_MUSTS = "many_musts"
    NO_HOURS = "no_hours"
    WIDE_PAY = "wide_pay"
    EMPTY_WORDS = "empty_words"


ENOUGH_TEXT = 80  # characters
LONG_SENTENCE = 25  # words
ENOUGH_MUSTS = 5

# All look into folded text: no accents, no capitals.
_CONTACT = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}\.\w|\bhttps?://|\bwww\.|(?<!\w)\+?\d(?:[ ./-]?\d){7,14}(?!\w)")
_UNFAIR = re.compile(
    r"\b(?:(?:only|solo|soltanto|no|niente) (?:men|women|girls|boys|males?|females?|natives?|italians?|christians?|uomini|donne|"
    r"ragazze|ragazzi|italiani|stranieri|foreigners|immigrants|immigrati|cristiani)|(?:men|women) only|bella presenza|"
    r"native speakers?|madrelingua|under (?:\d\d|thirty|forty) years|(?:max|massimo|fino a) \d\d (?:anni|years)|"
    r"(?:not older than|non oltre i|under) \d\d|young and|giovani? e dinamic\w+|nubile|celibe|unmarried|no children|senza figli|"
    r"not pregnant|sana e robusta|able[- ]bodied)\b"
)
_CLIENT = re.compile(
    r"\b(?:our client|on behalf of (?:a|our)|for a (?:leading|well-known|major) (?:company|client|firm)|nostr[oa] (?:client|aziend)\w+|"
    r"per conto di|(?:importante|nota) (?:azienda|societa))\b"
)
_FEE = re.compile(
    r"\b(?:registration fee|training fee|pay (?:a|the) (?:deposit|fee)|(?:send|transfer) (?:us )?money|deposit of|gift cards?|"
    r"starter kit|quota di iscrizione|caparra|anticipo di|versare|kit di avvio|bonifico)\b"
)
_EMPTY = re.compile(
    r"\b(?:rock ?stars?|ninjas?|gurus?|dynamic|fast-paced|self-starters?|synerg\w+|competitive salary|work hard|play hard|like a family|"
    r"dinamic[oaie]|problem solving|proattiv[oaie]|smart|retribuzione commisurata|come una famiglia)\b"
)
_SAME = """SELECT j.key, j.title, o.name AS organisation_name FROM job_word w JOIN job j ON j.id = w.job_id
JOIN organisation o ON o.id = j.organisation_id
WHERE w.word = ? AND j.organisation_id <> ? AND j.state <> 'draft' ORDER BY j.id LIMIT 1"""
_SENTENCE = re.compile(r"[.!?\n]+")


def _words(job: Any, needs: Sequence[Any]) -> str:
    return fold(" . ".join((job.title, job.text, *(one.text for one in needs))))


def checks(job: Any, needs: Sequence[Any]) -> list[Check]:
    """What a moderator should look at in a job of `own.COLUMNS`; reads nothing but its words."""
    words = _words(job, needs)
    is_for_another = job.organisation_kind == Sort.COMPANY and bool(_CLIENT.search(words))
    found = {
        Check.CONTACT: bool(_CONTACT.search(words)),
        Check.UNFAIR: bool(_UNFAIR.search(words)),
        Check.CLIENT: is_for_another,
        Check.FEE: bool(_FEE.search(f"{words} . {fold(job.apply)}")),
    }
    return [check for check, is_so in found.items() if is_so]


def same_elsewhere(job: Any) -> Any | None:
    """A job (key, title, organisation_name) of another organisation with the very same words in its text, or None."""
    return row(_SAME, text_mark(job.text), job.organisation_id)


def hints(job: Any, needs: Sequence[Any]) -> list[Hint]:
    """What would make the job easier to understand."""
    letters = [letter for letter in job.title if letter.isalpha()]
    longest = max(len(sentence.split()) for sentence in _SENTENCE.split(job.text))
    found = {
        Hint.SHOUTING: len(letters) > 4 and all(letter.isupper() for letter in letters),
        Hint.SHORT: len(job.text) < ENOUGH_TEXT,
        Hint.LONG_SENTENCES: longest > LONG_SENTENCE,
        Hint.MANY_MUSTS: sum(bool(one.is_must) for one in needs) > ENOUGH_MUSTS,
        Hint.NO_HOURS: job.hours_from is None,
        Hint.WIDE_PAY: job.pay_from is not None and job.pay_to > 2 * job.pay_from,
        Hint.EMPTY_WORDS: bool(_EMPTY.search(_words(job, needs))),
    }
    return [hint for hint, is_so in found.items() if is_so]
