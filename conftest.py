"""nbval compares pictures too, where they are the same byte for byte: in the pinned environment on Linux x86-64."""

import platform
import sys

#: numpy and so antialiasing differ with other Pythons and processors.
COMPARED = (sys.version_info[:2], platform.system(), platform.machine()) == ((3, 11), "Linux", "x86_64")


def pytest_collectstart(collector):
    if collector.__class__.__name__ == "IPyNbFile" and COMPARED:
        collector.skip_compare = tuple(key for key in collector.skip_compare if key != "image/png")


def pytest_report_header():
    return f"notebooks: pictures are {'' if COMPARED else 'NOT '}compared byte for byte (done with Python 3.11 on Linux x86-64)"
