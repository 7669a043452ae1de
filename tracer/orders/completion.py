"""``tracer completion``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.help_texts import COMPLETION
from tracer.orders.arguments import order

if TYPE_CHECKING:
    from tracer.orders.arguments import Orders

SHELLS = ("bash", "zsh", "fish")


def completion_order(orders: Orders) -> None:
    """Add it."""
    completion = order(
        orders, "completion", "completion", "completar órdenes con el tabulador", COMPLETION
    )
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    completion.set_defaults(writes_table=False)
