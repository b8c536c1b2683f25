"""The corpora that the charts' tests share."""

import pytest

import bilateral


@pytest.fixture(scope="session")
def mexico():
    return bilateral.read().select("mexico-russia")


@pytest.fixture(scope="session")
def colombia():
    return bilateral.read().select("colombia-russia")
