"""The functions of lesson 3."""

from .verbs import bound

predict, find, choose, compare, repair, publish, document, evidence, chart, points = bound(3)
