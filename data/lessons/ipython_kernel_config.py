"""Part of every kernel of this environment: plain words above Python's errors, in notebooks that use the lessons."""

c = get_config()  # noqa: F821 (IPython brings it)
c.InteractiveShellApp.extensions.append("bilateral.lessons.errors")
