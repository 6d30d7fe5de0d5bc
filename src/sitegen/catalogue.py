"""Every problem that sitegen can name: its permanent code, how grave it is, and why it matters.

A code is for ever; people search for it. An error is where the site would be wrong, a warning
where the content is unusual but may be meant. `docs/diagnostics.md` has a section for each.
"""

from __future__ import annotations

from enum import StrEnum

from sitegen.lazy import dataclass


class Severity(StrEnum):
    """How grave a problem is. Only an error keeps the site from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem: what it is called for people, and why it matters."""

    severity: Severity
    title: str
    why: str


def _error(title: str, why: str) -> Entry:
    return Entry(Severity.ERROR, title, why)


def _warning(title: str, why: str) -> Entry:
    return Entry(Severity.WARNING, title, why)


def _notice(title: str, why: str) -> Entry:
    return Entry(Severity.NOTICE, title, why)


CATALOGUE: dict[str, Entry] = {
    # Files
    "missing-file": _error(
        "A file that the site needs is not there",
        "Without it there is no title, no address or no track to show.",
    ),
    "misnamed-file": _error(
        "A file or folder whose name sitegen does not read",
        "The trainings or the page in it would be missing on the site.",
    ),
    "unknown-file": _warning(
        "A file that sitegen does not read",
        "What stands in it would not appear on the site, and nobody would notice.",
    ),
    "copied-file": _error(
        "A file is a copy of another one",
        "The same training or page would be on the site twice, or dates of the year before.",
    ),
    "encoding": _error(
        "A file is not saved as UTF-8",
        "Letters such as é and quotes would turn into other characters on the site.",
    ),
    "broken-letters": _error(
        "Letters that another program has broken",
        "Visitors would read espaÃ±ol where español is meant, and nobody would find the word.",
    ),
    "odd-character": _error(
        "A character that nobody can see or that no file may hold",
        "It changes how the text is read without being visible.",
    ),
    "unseen-space": _error(
        "A space that is none to the program",
        "Text from web pages and from Word holds such spaces. They hide what belongs to what.",
    ),
    "tab-in-line": _warning(
        "A TAB stands between a field and its value",
        "It is read as a space here, and other programs refuse it.",
    ),
    "file-too-large": _error(
        "A file is too large",
        "A schedule of many years has far less than 5 MB. This is most likely the wrong file.",
    ),
    "unsafe-file": _error(
        "A link, or something else that is not safe to read",
        "A link can lead to other files of the machine. A pipe, or folders in folders, can go on "
        "for ever.",
    ),
    "missing-front-matter": _error(
        "A page does not begin with its title and summary",
        "The title and the summary stand between two lines of three hyphens at the top.",
    ),
    # How a file is written
    "syntax": _error(
        "The structure of the file cannot be read",
        "From here on it is not clear what belongs to what.",
    ),
    "curly-quotes": _warning(
        "A whole text stands in curly quotes",
        "Word puts them where plain quotes were typed. Here they are shown on the site.",
    ),
    "number-sign": _warning(
        "A part of a text is read as a comment",
        "After a space, # begins a comment, and the rest of the line is not shown.",
    ),
    "empty-file": _error("A file holds nothing", "It may have been saved before it was filled."),
    "second-document": _error(
        "A line of three hyphens starts a second part",
        "Only the first part would be read, and the rest would be lost.",
    ),
    "yaml-feature": _error(
        "A sign has a special meaning at this place",
        "At the start of a value, & * ! and << are commands. The text must stand in quotes.",
    ),
    "too-deep": _error(
        "Entries stand inside one another more than 40 times",
        "This is most likely a bracket that was never closed.",
    ),
    # Fields
    "unknown-field": _error(
        "A field that does not exist",
        "A misspelled field would be left out without a word.",
    ),
    "duplicate-field": _error(
        "A field stands twice in one entry",
        "Only one of the two values can be shown, and it may be the wrong one.",
    ),
    "missing-field": _error(
        "A field that every entry of this kind needs is not there",
        "The site could not say what visitors need to know.",
    ),
    "empty-field": _error(
        "A field has no value",
        "It is not clear whether the fact is unknown or still to be written.",
    ),
    "wrong-shape": _error(
        "A list stands where one value belongs, or the reverse",
        "The values could not be matched to their meaning.",
    ),
    # Values
    "pasted-space": _warning(
        "A space or a sign that nobody can see",
        "It was copied from Word or a web page. The text is read without it.",
    ),
    "date-format": _error(
        "A date is not written year-month-day",
        "3/4/2022 is March 4 to some readers and April 3 to others.",
    ),
    "impossible-date": _error(
        "A day that the calendar does not have",
        "A month does not have that many days, or a year that many months.",
    ),
    "weekday-mismatch": _error(
        "The weekday beside a date is not the weekday of that date",
        "Either the weekday or the date is wrong, and people plan by both.",
    ),
    "time-format": _error(
        "A time is not written as hours and minutes",
        "17:00 can be read in one way only.",
    ),
    "not-decided": _error(
        "A fact is not decided yet where it cannot be left open",
        "The site shows some facts as not decided yet, and each of them has one way to be written.",
    ),
    "id-format": _error(
        "An id is not made of lower-case letters, digits and hyphens",
        "Ids are part of page addresses and calendar entries.",
    ),
    "number-format": _error("A number is not written in digits", "The value could be misread."),
    "number-range": _error("A number is too small or too large", "It cannot be meant."),
    "one-line": _error(
        "A text has several lines where one can be shown",
        "Names and labels stand in headings, lists and calendar entries of one line.",
    ),
    "unknown-choice": _error(
        "A value is not one of those that are possible",
        "The site has no page, tag or calendar state for it.",
    ),
    "phone-format": _error(
        "A phone number does not have ten digits",
        "Somebody in need may tap it on a phone. It must connect.",
    ),
    "amount-format": _error(
        "An amount of money is not written with its currency",
        "Visitors must know what they will pay, and 150 can be dollars or euros.",
    ),
    "email-format": _error("An e-mail address is not complete", "Mail to it would be lost."),
    "url-format": _error(
        "An address on the web is not complete or not safe",
        "Only https addresses are published, so that nobody can read or change what is sent.",
    ),
    "time-zone": _error(
        "A time zone is not known",
        "Times in calendars would be wrong. The name is like America/Chicago.",
    ),
    "color-format": _error(
        "A color is not written as # and six digits",
        "Browsers and the check of contrast must read the same color.",
    ),
    "rule-format": _error(
        "A rule is not written in a way that can be computed",
        "The dates that follow from it could not be given.",
    ),
    "condition-format": _error(
        "A condition is not written in a way that can be checked",
        "Nobody could be told whether it is met.",
    ),
    # The look
    "color-contrast": _error(
        "Two colors that meet on a page are too much alike",
        "Many people see less contrast than others, and everybody does in the sun.",
    ),
    "logo-file": _error(
        "The file of the logo is not a small drawing",
        "It is on every page, so it must load at once and hold nothing else.",
    ),
    "logo-text": _error(
        "The words for the logo say nothing",
        "Who does not see the logo hears these words on every page.",
    ),
    "letter-not-drawn": _notice(
        "A name has a letter that the pictures for links do not have",
        "Other sites show a link to such a page without a picture.",
    ),
    "document-type": _error(
        "A file that is not a document that the site publishes",
        "A browser could run what is in it as a part of the site, or who opens it could.",
    ),
    # Between entries
    "duplicate-id": _error(
        "Two entries have the same id",
        "They would share one page and one calendar entry.",
    ),
    "unknown-reference": _error(
        "A name points to an entry that does not exist",
        "The track, place, contact or document could not be shown.",
    ),
    "former-contact": _error(
        "Somebody who has left is given as a contact",
        "Visitors would call a person who cannot help them.",
    ),
    "duplicate-address": _error(
        "Two pages would have the same address",
        "One would replace the other.",
    ),
    "duplicate-uid": _error(
        "Two calendar entries would have the same name",
        "Calendar programs would show one of them only.",
    ),
    # Dates and rules
    "end-before-start": _error(
        "The last day is before the first day",
        "One of the two dates is wrong.",
    ),
    "days-out-of-order": _error(
        "Days of a training overlap or are not in order",
        "Calendars would show a day twice.",
    ),
    "days-and-start": _error(
        "The days of a training are given twice, or not at all",
        "Write either `start` (and `end`) or `days`.",
    ),
    "status-without-days": _error(
        "A status speaks of the days of a training that has none yet",
        "Days that are not announced cannot change, and cannot be put off.",
    ),
    "hours-out-of-order": _error(
        "A training closes before it opens",
        "One of the two times is wrong.",
    ),
    "deadline-after-start": _error(
        "The deadline is not before the first day",
        "Nobody can apply for a training that has begun.",
    ),
    "wrong-year": _error(
        "A date lies outside the year of its file",
        "A training of another year is most often a typing mistake in the year.",
    ),
    "dates-too-far-apart": _error(
        "Two dates of one training are further apart than any are",
        "A year is mistyped most often. A reason that is left from the year before would hide it.",
    ),
    "at-night": _warning(
        "A training or a deadline is at night",
        "It may be meant, or the afternoon is meant and was written on the clock of 12 hours.",
    ),
    "changes-order": _error(
        "Changes are not in order",
        "The last one dates the calendar entries of the training.",
    ),
    "change-ahead": _warning(
        "A change is told on a day that is still to come",
        "The last one dates the calendar entries. A mistyped year would stay there for good.",
    ),
    "opening-too-late": _error(
        "Applications open after the deadline, or when the training has begun",
        "Nobody could ever apply for the training.",
    ),
    "opening-on-closed-day": _warning(
        "Applications open on a day when you are closed",
        "Nobody is there to answer a question or to take an application.",
    ),
    "deadline-off-rule": _warning(
        "A deadline differs from the track's rule and no reason is given",
        "It may be meant, or a typing mistake that makes people late.",
    ),
    "milestone-hours": _error(
        "A milestone has hours, and a time or no day of its own",
        "Hours are said of each day on which something happens.",
    ),
    "free-and-due": _error(
        "A fee is free and has a day by which it must be paid",
        "One of the two is wrong, and people would pay, or not pay, by mistake.",
    ),
    "about-without-deadline": _error(
        "What is about so long after a deadline, of a training without one",
        "There is no day from which it could be counted.",
    ),
    "deadline-without-label": _error(
        "A track has deadlines and does not say what they are called",
        "Visitors would not know what is due on that day.",
    ),
    "deadline-rule-missing": _error(
        "A track says more of a deadline rule that it does not have",
        "It would change nothing, and whoever wrote it expects that it does.",
    ),
    "renewal-twice": _warning(
        "A day of renewal is computed, and a deadline is written for the same day",
        "If both are the same, people would see it twice, on the site and in their calendars.",
    ),
    "unusual-days": _warning(
        "A training is on other weekdays than its track usually is",
        "A date that is one day off looks right until one sees its weekday.",
    ),
    "deadline-on-closed-day": _warning(
        "A deadline is on a day when you are closed",
        "Nobody is there to answer a question or to take an application.",
    ),
    "training-on-closed-day": _warning(
        "A training is on a day when you are closed",
        "It may be meant, or the date is a day or a week off.",
    ),
    "unusual-length": _warning(
        "A training is longer or shorter than the others of its track",
        "One of its two days may be mistyped.",
    ),
    "closed-day-twice": _warning(
        "Two closed days on one date",
        "It may be meant, or one of the two dates is mistyped, and then a closed day is missing.",
    ),
    "overlap": _warning(
        "Two trainings of one track are on the same day",
        "It may be meant, or one of them was moved and the other not.",
    ),
    "past-date": _warning(
        "A date of a coming year's training is long past",
        "It may have been copied from the year before.",
    ),
    "prerequisite-circle": _error(
        "A training that needs itself first",
        "Nobody could ever enter it.",
    ),
    # What lies ahead
    "days-not-announced": _warning(
        "The time in which a training was expected is over",
        "The site still says that its days are not announced yet.",
    ),
    "change-without-word": _warning(
        "A training is cancelled or postponed and nobody is told",
        "People who have planned for it must learn of it, and when it was decided.",
    ),
    "nothing-upcoming": _notice(
        "No training lies ahead",
        "The site says so on its first page. New dates may be missing.",
    ),
    # What nothing uses
    "unused": _notice(
        "Something stands in the files and appears nowhere",
        "It may be left over, or meant for later.",
    ),
    # What is not known
    "address-unknown": _warning(
        "The address of a document is not known",
        "The site shows its name and whom to ask, without a link.",
    ),
    "requirements-unknown": _warning(
        "What one must meet is not known",
        "The site says so. Visitors cannot find out whether they can apply.",
    ),
    "zip-code": _warning(
        "A ZIP code without five digits",
        "Letters and maps need it. It may be meant where a building is abroad.",
    ),
    "capitals": _warning(
        "A name in capitals",
        "It is hard to read, and programs that read aloud may spell it. Some names are written so.",
    ),
    "repeated-name": _warning(
        "A title that repeats the name of its track",
        "Headings, lists and calendars show the name of the track and then the title.",
    ),
    "place-unknown": _warning(
        "The place of a training is not decided and the training is near",
        "People need time to plan their way.",
    ),
    "no-lowest-age": _warning(
        "A designation has no lowest age",
        "Read word for word, a child could apply.",
    ),
    # Who may apply
    "reserved-name": _error(
        "A name in the rules means something else already",
        "Conditions, examples and commands could not tell which of the two is meant.",
    ),
    "until-before-from": _error(
        "A rule ends before it starts",
        "It would never hold. One of the two dates is wrong.",
    ),
    "outside-designation": _warning(
        "A requirement has dates outside those of its designation",
        "On these days there is nothing that it could be required for.",
    ),
    "answer-format": _error(
        "An answer of an example person does not fit its question",
        "The example could not prove anything.",
    ),
    "example-contradicts": _error(
        "A rule and an example person disagree",
        "Either the rule or the example is wrong, and people are told by the rule.",
    ),
    "example-undecided": _error(
        "An example person answers too little",
        "Without the open answers the example proves nothing.",
    ),
    "nobody-can-apply": _error(
        "A rule that nobody can meet",
        "Its conditions contradict each other, so everybody would be turned away.",
    ),
    "everybody-can-apply": _warning(
        "A rule that everybody meets",
        "It asks for nothing. A condition may be missing.",
    ),
    "needless-condition": _warning(
        "A condition that changes nothing",
        "Whoever meets the other conditions meets it as well. It may be mistyped.",
    ),
    "number-differs": _warning(
        "A sentence and its condition name different numbers",
        "Visitors read one number and are judged by another.",
    ),
    "unused-fact": _warning(
        "A fact that no rule asks for",
        "Its question would never be asked. The rule that needs it may be mistyped.",
    ),
    "example-missing": _warning(
        "An example person is missing",
        "If the rule were changed by mistake at this place, nothing would tell.",
    ),
    "rule-too-large": _notice(
        "A rule is too large to be proved",
        "Nobody would notice if no person could meet it, or if an example is missing.",
    ),
    "designation-within": _notice(
        "Everybody who can apply for one designation can apply for another too",
        "It may be meant, or a condition is missing.",
    ),
    "designation-overlap": _notice(
        "The same person can apply for several designations",
        "It may be meant, or a condition is missing.",
    ),
    # Texts and links
    "empty-page": _error("A page without text", "Visitors would find nothing but its title."),
    "link-target": _error(
        "A link with an address that cannot be followed safely",
        "Only https, mailto, tel and addresses of the site itself are published.",
    ),
    "short-link": _error(
        "A short address that hides where it leads",
        "Nobody can see where it goes, others can change it, and it may stop working.",
    ),
    "broken-link": _error(
        "A link to a page or a heading that is not on the site",
        "Visitors would find nothing there.",
    ),
    "redirect-address": _error(
        "A redirect is not written as an address of this site",
        "Whoever goes to the old address would find nothing there.",
    ),
    "redirect-target": _error(
        "A redirect does not lead to what is there now",
        "Whoever goes to the old address would find nothing, or be sent from one to the next.",
    ),
    "picture": _error(
        "A picture in a text",
        "The site shows no pictures, so that every page is small and can be heard as well as seen.",
    ),
    "link-text": _warning(
        "A link that does not say where it leads",
        "People who listen to a page hear its links without the words around them.",
    ),
    "heading": _warning(
        "A heading that is out of order, or empty",
        "People who listen to a page find their way by its headings.",
    ),
    "html-in-text": _warning(
        "A sign of HTML in a text",
        "The site shows it as it stands.",
    ),
    "left-over": _warning(
        "A word that was meant for later",
        "Visitors cannot know what it stands for.",
    ),
    "unfinished-link": _error(
        "A link without an end, or with a space before its address",
        "Visitors would see brackets and an address instead of a link.",
    ),
    "shown-sign": _warning(
        "A sign that marks nothing and is shown as it stands",
        "It may be meant, as in a text about stars. Most often, a space too many stands beside it.",
    ),
    "shown-as-code": _warning(
        "Lines that look like the text of a program",
        "They are hard to read, and most often only begin too far to the right.",
    ),
    "not-shown": _warning(
        "Words in a text that no visitor sees",
        "It may be an address kept for later. A footnote or a cell is lost most often by a slip.",
    ),
    "former-name": _warning(
        "Somebody who has left is named in a text",
        "Visitors would ask for a person who cannot help them.",
    ),
    "text-differs": _warning(
        "A text and the data say different things",
        "Visitors read one number or day here and another one elsewhere, and act on either.",
    ),
    "duplicate-title": _warning(
        "Two pages with one title",
        "In lists, in search results and in tabs they look the same.",
    ),
    "long-sentence": _warning(
        "A sentence of more than 25 words",
        "People who are tired, or who read in a second language, lose the way in it.",
    ),
    "hard-to-read": _warning(
        "A text that is hard to read",
        "Many people cannot use it. A text for everybody can be read after eight years of school.",
    ),
    "page-language": _error(
        "A text in a language that the site does not have",
        "Nobody would see it, although somebody took the time to write it.",
    ),
    "translation-headings": _error(
        "A translated page has other headings than the page",
        "Links to a part of the page would lead nowhere in one of the languages.",
    ),
    # What is published
    "ledger": _error(
        "The record of what is published cannot be read",
        "Without it calendars could not tell a changed event from an old one.",
    ),
    "published-gone": _error(
        "A published training is no longer in the schedules",
        "It would vanish from people's calendars without a word.",
    ),
    "published-id": _error(
        "The id of a published training has changed",
        "Everybody who has subscribed would see the training twice.",
    ),
    "calendar-domain": _error(
        "The calendar domain has changed after calendars were published",
        "Everybody who has subscribed would see every event twice.",
    ),
    "feed-gone": _error(
        "A published calendar would be gone",
        "People who have subscribed would keep old dates and never hear of new ones.",
    ),
    "address-gone": _error(
        "A page that was published is gone, and nothing leads on from its address",
        "Whoever wrote the address down, or comes from another site, would find nothing.",
    ),
    "change-not-told": _error(
        "A published training has changed and nobody is told",
        "People plan by what was published. The page and the change log tell them what is new.",
    ),
    # Templates
    "template": _error(
        "A template cannot be rendered",
        "The page would be missing. The place in the template is given.",
    ),
    "pictures-not-drawn": _warning(
        "The pictures for links were left out",
        "The site asks for them, and what draws them is not installed on this computer.",
    ),
}
"""By code. The order is that of `docs/diagnostics.md`."""
