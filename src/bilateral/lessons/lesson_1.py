"""The functions of lesson 1."""

from .verbs import bound

predict, find, choose, compare, repair, publish, document, evidence, chart, points = bound(1)
