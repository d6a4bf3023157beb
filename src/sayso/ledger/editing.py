"""One edit of one statement: a field named as in the exchange format, and a JSON value for it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from sayso.model import Statement

FIELDS = (
    "content", "cue", "source", "speakers", "chain", "stance", "quote", "about", "framing", "said", "events", "figures",
)  # fmt: skip
"""What of a statement can be edited; of events and figures also a part: "events.2", "figures.1.low"."""
PARTS = {"events": ("trigger", "type"), "figures": ("span", "measure")}
"""What an event or figure is known by in another reading: its words, and where they stand for several, its kind."""


class NotApplicable(ValueError):
    """A correction that cannot be made, or not in this reading. Its text says why, on one line."""


def edited(state: Statement, field: str, value: Any, anchor: Any = None) -> Statement:
    """The statement with one field changed to a JSON value. Another first speaker also ends the chain.

    Of events and figures, "events.2" is the second one (null takes it away), "events.2.place.name" what stands in
    it, and "events.+" adds one. `anchor`, where given, finds it by its words instead of its number.
    Raises NotApplicable where there is no such field or the value does not fit it.
    """
    name, *path = field.split(".")
    if name not in FIELDS or (path and name not in PARTS):
        raise NotApplicable(f"no field {field!r}; there are {', '.join(FIELDS)}")
    whole = state.model_dump(mode="json")
    if path:
        _edit_part(whole[name], name, path, value, anchor)
    else:
        whole[name] = value
        if name == "speakers" and isinstance(value, list) and value:
            whole["chain"] = [*whole["chain"][:-1], value[0]]
    try:
        changed = Statement.model_validate(whole)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
        raise NotApplicable(f"{where}: {first['msg']}") from error
    return changed


def anchor_of(state: Statement, field: str) -> Any:
    """What the event or figure in a field is found by in another reading; None where the field is about none."""
    name, *path = field.split(".")
    if name not in PARTS or not path or not path[0].isdecimal():
        return None
    parts = state.model_dump(mode="json")[name]
    index = int(path[0]) - 1
    return [parts[index][key] for key in PARTS[name]] if 0 <= index < len(parts) else None


def _edit_part(parts: list[dict[str, Any]], name: str, path: list[str], value: Any, anchor: Any) -> None:
    if path == ["+"]:
        parts.append(value)
        return
    if not path[0].isdecimal():
        raise NotApplicable(f"{name}.{path[0]}: number the {name} from 1, {name}.1; {name}.+ adds one")
    index = int(path[0]) - 1 if anchor is None else _found(parts, name, anchor)
    if not 0 <= index < len(parts):
        raise NotApplicable(f"{name}.{path[0]}: there are {len(parts)} {name}")
    if len(path) == 1:
        parts[index : index + 1] = [] if value is None else [value]
        return
    within: Any = parts[index]
    for key in path[1:-1]:
        within = within.get(key)
        if not isinstance(within, dict):
            raise NotApplicable(f"{name}.{'.'.join(path)}: {key} holds nothing; set {name}.{path[0]}.{key} as a whole")
    if path[-1] not in within:
        raise NotApplicable(f"{name}.{'.'.join(path)}: no field {path[-1]!r}")
    within[path[-1]] = value
    if path[1] == "place" and path[-1] not in ("score", "rivals", "span") and len(path) > 2:
        # They say how the reader chose the place; a person's choice has none.
        within.update(score=None, rivals=[])


def _found(parts: list[dict[str, Any]], name: str, anchor: list[Any]) -> int:
    words, kind = PARTS[name]
    there = [i for i, part in enumerate(parts) if part[words] == anchor[0]]
    if len(there) > 1:
        there = [i for i in there if parts[i][kind] == anchor[1]]
    if len(there) != 1:
        raise NotApplicable(f"no such one of the {name}")
    return there[0]
