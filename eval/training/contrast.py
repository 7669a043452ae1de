"""Contrastive loss of pairs, in both directions and at several widths of the vector."""

from __future__ import annotations

import torch
from torch.nn import functional

WIDTHS = {384: 1.0, 192: 0.4, 96: 0.2}
"""First dimensions that should do by themselves, and their weight (Kusupati et al. 2022,
*Matryoshka Representation Learning*)."""


def pooled(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean of the states of real tokens: (n, tokens, d) and (n, tokens) to (n, d), float32."""
    kept = mask[:, :, None].float()
    return (states.float() * kept).sum(1) / kept.sum(1)


def contrastive_loss(
    asks: torch.Tensor, answers: torch.Tensor, same: torch.Tensor, *, temperature: float
) -> torch.Tensor:
    """InfoNCE over a batch (van den Oord et al. 2018), symmetric, over `WIDTHS`.

    Parameters
    ----------
    asks, answers : Tensor of shape (n, d)
        Not scaled; row i of one belongs to row i of the other.
    same : Tensor of shape (n, n), bool
        Pairs of different rows that don't count as negatives.
    temperature : float
        Of cosines, above 0.
    """
    goal = torch.arange(len(asks))
    total = torch.zeros(())
    for width, weight in WIDTHS.items():
        left = functional.normalize(asks[:, :width], dim=1)
        right = functional.normalize(answers[:, :width], dim=1)
        scores = (left @ right.T / temperature).masked_fill(same, -1e4)
        both = functional.cross_entropy(scores, goal) + functional.cross_entropy(scores.T, goal)
        total = total + weight * both / 2
    return total / sum(WIDTHS.values())
