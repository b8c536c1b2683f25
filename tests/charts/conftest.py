"""The frames that the charts' tests share, as fixtures."""

from frames import *  # noqa: F403
