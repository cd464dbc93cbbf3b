"""A long select that can also be typed into (static/opsw/picker.js); without script it is a select with headings."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms


class PickerSelect(forms.Select):
    """A select whose options carry the words by which they are found.

    words: gives those of an option from its record, beside its label: its name in the other language, its short name.
    What was typed and is no option is sent as `<name>_typed`, so that the field can say so and keep it.
    """

    def __init__(self, *args: Any, words: Callable[[Any], list[str]] = lambda record: [], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if record := getattr(value, "instance", None):
            option["attrs"]["data-words"] = "|".join(filter(None, self.words(record)))
        return option

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or data.get(f"{name}_typed")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        drawn = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        typed = [text for text in context["widget"]["value"] if text]
        if typed and not any(option["selected"] for option in drawn):
            context["widget"]["attrs"]["data-typed"] = typed[0]
        return context
