"""The heavy work on a Dask cluster that is there already (``pip install tracer[cluster]``)."""

from __future__ import annotations

from tracer.cluster.connect import open_cluster

__all__ = ["open_cluster"]
