"""What eyes can tell apart, computed from what is drawn: in colour, in grey, and without one kind of cones."""

import itertools

import matplotlib
import numpy as np
import pytest
from frames import MEXICO, marks, visit

from bilateral import charts
from bilateral.charts import marks as rows_as_marks
from bilateral.charts import style
from bilateral.charts.coverage import shade
from bilateral.tables import frame

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
EYES = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
# Differences in CIELAB that are plain at the size of a mark: 10 in lightness alone, 12 with colour.
GREY, COLOUR = 10, 12


def seen(color, eye="all cones"):
    rgb = np.array(matplotlib.colors.to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.array(EYES[eye]) @ linear, 0, 1) / (0.95047, 1, 1.08883)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, two, eye):
    return np.linalg.norm(seen(one, eye) - seen(two, eye))


def grey(one, two):
    return abs(seen(one)[0] - seen(two)[0])


def test_the_measure_knows_black_from_white_and_red_from_green():
    assert seen("#ffffff") == pytest.approx([100, 0, 0], abs=0.1)
    assert seen("#000000") == pytest.approx([0, 0, 0], abs=0.1)
    assert apart("#ff0000", "#00aa00", "all cones") > 3 * apart("#b00000", "#5d5d00", "deuteranopia")


def test_statuses_can_be_told_apart_by_lightness_texture_or_outline():
    looks = [look for *_, look in rows_as_marks.STATUS.values()]
    for one, two in itertools.combinations(looks, 2):
        differ = one.get("hatch") != two.get("hatch") or one.get("edge") != two.get("edge")
        assert grey(one["color"], two["color"]) >= GREY or differ


@pytest.mark.parametrize("eye", EYES)
def test_directions_and_verdicts_can_be_told_apart(eye):
    for one, two in itertools.combinations((style.ACCENT, style.OTHER, style.INK), 2):
        assert apart(one, two, eye) >= COLOUR
        assert grey(one, two) >= GREY
    for one, two in itertools.combinations((style.SUPPORTED, style.DISPUTED, style.CONTRADICTED), 2):
        assert apart(one, two, eye) >= COLOUR


@pytest.mark.parametrize("eye", EYES)
def test_shades_of_coverage_darken_for_every_eye(eye):
    light = [seen(shade(2**n), eye)[0] for n in range(6)]
    assert (np.diff(light) < -6).all()


def drawn(artist):
    """Give the colour in which an artist is seen on paper: of what is pale or empty, its outline."""
    if hasattr(artist, "get_facecolor"):
        light = style.contrast(artist.get_facecolor(), style.PAPER) < 3
        return [artist.get_edgecolor() if light else artist.get_facecolor()]
    if artist.get_marker() not in ("None", "", None):
        return [artist.get_markeredgecolor()]
    return [artist.get_color()]


def test_every_mark_stands_out_from_paper(mexico_phases, mexico_events, mexico_visits, mexico_figures):
    hollow = visit("A", "", MEXICO[::-1], "1990", took_place=False)
    figures = [
        charts.phases(mexico_phases, dyad=MEXICO),
        charts.events(mexico_events, dyad=MEXICO),
        charts.visits(frame("visits", [*mexico_visits.to_dict("records"), hollow]), dyad=MEXICO),
        charts.trade(mexico_figures, dyad=MEXICO),
        charts.panel(phases=mexico_phases, events=mexico_events, figures=mexico_figures, dyad=MEXICO),
    ]
    for figure in figures:
        for start in ("mark-", "open-", "date-"):
            for name, mark in marks(figure, start).items():
                for color in drawn(mark):
                    assert style.contrast(color, style.PAPER) >= 3, name


def test_every_text_stands_out_from_what_is_behind_it(mexico_phases, mexico_events, mexico_items):
    figures = [
        charts.phases(mexico_phases, dyad=MEXICO),
        charts.events(mexico_events, dyad=MEXICO),
        charts.coverage(mexico_events, dyad=MEXICO),
        charts.lists(mexico_items, dyad=MEXICO),
        charts.panel(phases=mexico_phases, dyad=MEXICO),
    ]
    for figure in figures:
        figure.canvas.draw()
        pixels = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255
        for text in figure.findobj(lambda artist: hasattr(artist, "get_text")):
            if text.get_visible() and text.get_text().strip():
                box = text.get_window_extent()
                # The commonest colour in a text's box is what it stands on.
                part = pixels[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1].reshape(-1, 3)
                colors, counts = np.unique((part * 255).astype(int), axis=0, return_counts=True)
                behind = colors[counts.argmax()] / 255
                assert style.contrast(behind, text.get_color()) >= 4.5, text.get_text()


def test_kinds_of_events_that_end_something_are_those_of_the_codebook():
    known = [kind for kinds in rows_as_marks.GROUPS.values() for kind in kinds]
    assert len(known) == len(set(known))
    assert set(rows_as_marks.ENDS) <= set(known)
