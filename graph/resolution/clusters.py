"""Numbered items and the pairs of them that are the same in, groups with the reason of each join out."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence


class Clusters:
    """A union-find over the items 0 to `size` - 1 that remembers why items were joined."""

    def __init__(self, size: int) -> None:
        self._parent = array("q", range(size))
        self._reasons: set[tuple[int, str]] = set()

    def root(self, item: int) -> int:
        """The smallest item of the item's group."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, first: int, second: int, reason: str) -> None:
        """Makes two items members of one group."""
        low, high = sorted((self.root(first), self.root(second)))
        if low != high:
            self._parent[high] = low
            self._reasons.add((low, reason))

    def join_all(self, items: Iterable[int], reason: str) -> None:
        """Makes all items members of one group."""
        ordered = sorted(items)
        for item in ordered[1:]:
            self.join(ordered[0], item, reason)

    def roots(self, items: Iterable[int]) -> list[int]:
        """The groups of the items, each by its smallest member, sorted."""
        return sorted({self.root(item) for item in items})

    def groups(self) -> dict[int, list[int]]:
        """All groups, by their smallest member."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.root(item)].append(item)
        return found

    def reasons(self) -> dict[int, list[str]]:
        """Why the items of a group are one, by the group's smallest member; groups of one item are left out."""
        found: dict[int, set[str]] = defaultdict(set)
        for item, reason in self._reasons:
            found[self.root(item)].add(reason)
        return {root: sorted(reasons) for root, reasons in found.items()}


def partition(
    items: Sequence[int], agree: Callable[[int, int], bool], vague: Callable[[int], bool]
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Groups in which every two items agree, and the pairs that could be the same but were left apart.

    An item joins the one group with which it agrees. Vague items, which would agree with too much, come last, and stay alone where several
    groups would take them. The result depends on the order of `items` only.
    """
    groups: list[list[int]] = []
    unsure: list[tuple[int, int]] = []
    for item in sorted(items, key=vague):
        fitting = [group for group in groups if all(agree(item, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(item)
            continue
        groups.append([item])
        unsure += [(group[0], item) for group in fitting]
    return groups, unsure
