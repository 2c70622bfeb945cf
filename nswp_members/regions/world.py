"""The world map's shapes and dots, made once from Natural Earth (docs/map.md), and the part of it to look at.

Lengths are the map's own units: it is 10,000 wide; x grows to the right, y downwards.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

MARGIN = 120
WIDEST_COUNTRY = 2500
LEAST_WIDTH = 1600
LEAST_RATIO, GREATEST_RATIO = 1.4, 2.2


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent from top to bottom."""
        return self.bottom - self.top

    @property
    def view_box(self) -> str:
        """The rectangle as the SVG attribute of that name wants it."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"

    def grown(self, *, across: float = 0, down: float = 0) -> "Box":
        """Return a box with so much more on each side."""
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)


@dataclass(frozen=True)
class Shape:
    """Where a country is: SVG path data, and the box of its largest part; a dot has no extent."""

    code: str
    path: str
    box: Box
    is_dot: bool = False


@dataclass(frozen=True)
class WorldMap:
    """Every country's shape or dot, the land that belongs to none of our codes, and who has no place on the map."""

    frame: Box
    land: str
    shapes: Mapping[str, Shape]
    unplaced: frozenset[str]

    def view(self, codes: Iterable[str]) -> Box:
        """Return the part of the map that shows these countries, the whole frame where none has a place.

        A country wider than a quarter of the map does not count: it would make all others small. The part is
        never very narrow or very tall, so that it fits a page.
        """
        boxes = [self.shapes[code].box for code in codes if code in self.shapes]
        boxes = [box for box in boxes if box.width <= WIDEST_COUNTRY] or boxes
        if not boxes:
            return self.frame
        around = Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        ).grown(across=MARGIN, down=MARGIN)
        width = max(around.width, around.height * LEAST_RATIO, LEAST_WIDTH)
        height = max(around.height, width / GREATEST_RATIO)
        return around.grown(across=(width - around.width) / 2, down=(height - around.height) / 2)


@cache
def world_map() -> WorldMap:
    """Return the one map of the world, read from the data folder once."""
    text = (files("nswp_members.regions") / "data" / "world_shapes.json").read_text(encoding="utf-8")
    data = json.loads(text)
    shapes = {code: Shape(code, one["path"], Box(*one["box"])) for code, one in data["shapes"].items()}
    dots = {code: Shape(code, f"M{x} {y}h0", Box(x, y, x, y), is_dot=True) for code, (x, y) in data["dots"].items()}
    return WorldMap(
        frame=Box(0, 0, data["width"], data["height"]).grown(across=MARGIN, down=MARGIN),
        land=data["land"],
        shapes=MappingProxyType(shapes | dots),
        unplaced=frozenset(data["unplaced"]),
    )
