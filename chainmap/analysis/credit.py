"""How much of what filling all gaps would add to self-reliance is owed to each gap (METHOD section 5)."""

import numpy as np

from chainmap.analysis.adjoint import importance
from chainmap.analysis.network import Array, Mask, Network
from chainmap.analysis.scores import content_rows, inputs_rows

_POINTS = 32  # where the integrand is no polynomial


def credit(network: Network, d: Array, gaps: Mask) -> tuple[Array, float]:
    """(φ of shape (n,), what the quadrature leaves): Σ φ + residual = R(all gaps filled) − R(now). φ is 0 outside the gaps.

    φ_i = (1 − d_i) ∫ ∂R/∂d_i along the straight line from now to all filled (Aumann and Shapley 1974), by
    Gauss–Legendre. On an acyclic chain without substitute groups R is a polynomial along it and ceil(L/2) points are
    exact, L the segments on the longest path; φ is then the Shapley value. Else 32 points.
    """
    exact = not network.has_cycles and not network.has_substitutes
    nodes, weights = np.polynomial.legendre.leggauss(max(1, -(-network.depth // 2)) if exact else _POINTS)
    change = np.where(gaps, 1.0 - d, 0.0)
    covers = d + np.outer(np.concatenate([[0.0, 1.0], (nodes + 1.0) / 2.0]), change)
    state = content_rows(network, covers)
    slopes = importance(network, covers, state) * inputs_rows(network, state)
    shares: Array = change * (slopes[:, 2:] @ (weights / 2.0))
    now, filled = network.final_share @ state[: network.size, :2]
    return shares, float(filled - now - shares.sum())
