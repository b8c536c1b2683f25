"""Batches: many reports from one plan, checked first, made in parallel from warm kernels, none of them lost.

    plan → checks → jobs → running (here, processes, a cluster) → ledger → index

`making` puts them together. `engine` and `kernels` are what notebooks run in: papermill and jupyter_client find them by
their entry points, and import nothing else of this package.
"""

__all__ = ["Made", "make"]


def __getattr__(name):
    if name in __all__:
        from . import making

        return getattr(making, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
