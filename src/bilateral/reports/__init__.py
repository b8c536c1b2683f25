"""Batches: many reports from one plan, checked first, made in parallel, none of them lost.

    plan → checks → jobs → running (here, processes, a cluster) → ledger → index

`making` puts them together. `engine` is what notebooks run in, also those of papermill's own command, which finds it by its
entry point; `cells` runs in the process that it forks.
"""

__all__ = ["Made", "make"]


def __getattr__(name):
    if name in __all__:
        from . import making

        return getattr(making, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
