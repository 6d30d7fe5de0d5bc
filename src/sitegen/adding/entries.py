"""What can be added: which record it is, in which list of which file, and what options it has."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.lazy import dataclass
from sitegen.programme.files.site import OfficeRecord, PersonRecord, PlaceRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.source.fields import Record
from sitegen.source.shapes import FieldShape, ListOf, OneRecord, OneText, Shape, fields_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Addable:
    """A kind of entry. `path` is that of its file, empty for the file of its year.

    `then` says what is still to do until visitors see it.
    """

    name: str
    record: type[Record]
    path: str
    list: str
    then: str

    @property
    def help(self) -> str:
        """The command that lists everything that can be said of one."""
        return f"sitegen add {self.name} --help"

    @property
    def options(self) -> Mapping[str, FieldShape]:
        """The fields that can be said in one text, or in several, by the names of options."""
        return {
            name.replace("_", "-"): field
            for name, field in fields_of(self.record).items()
            if _is_text(field.shape.item if isinstance(field.shape, ListOf) else field.shape)
        }

    def takes_several(self, option: str) -> bool:
        """Tell whether an option can be given several times."""
        return isinstance(self.options[option].shape, ListOf)


def _is_text(shape: Shape) -> bool:
    if isinstance(shape, OneRecord):
        return shape.record.shorthand is not None
    return isinstance(shape, OneText)


_CONTACTS = "content/contacts.yaml"
_NAME_IT = (
    "Visitors are told of it where its id stands under contacts: in content/site.yaml, at a track "
    "or at a training."
)
ADDABLE: Mapping[str, Addable] = {
    one.name: one
    for one in (
        Addable(
            name="training",
            record=TrainingRecord,
            path="",
            list="trainings",
            then="To see it: sitegen serve",
        ),
        Addable(
            name="place",
            record=PlaceRecord,
            path="content/places.yaml",
            list="places",
            then="Visitors see it as soon as a training names it.",
        ),
        Addable(name="contact", record=PersonRecord, path=_CONTACTS, list="people", then=_NAME_IT),
        Addable(name="office", record=OfficeRecord, path=_CONTACTS, list="offices", then=_NAME_IT),
    )
}
