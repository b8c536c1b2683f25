"""A papermill engine with warm kernels: ``papermill --engine bilateral in.ipynb out.ipynb``."""

from papermill.engines import NBClientEngine

from .kernels import WarmManager


class WarmEngine(NBClientEngine):
    """papermill's own engine, but that kernels are forked from a process that has imported what notebooks import."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **kwargs):
        """Run a notebook; see `papermill.engines.NBClientEngine`."""
        kwargs.setdefault("kernel_manager_class", WarmManager)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
