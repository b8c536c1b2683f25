"""JupyterLab itself in headless Chromium: every notebook restarts and runs, and a workbook answers what is typed into it.

It takes some minutes, and is run only when it is asked for: ``make test ARGS="-m lab"``.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from browser import chromium

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
NAMES = sorted(
    p.relative_to(NOTEBOOKS).as_posix() for p in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts
)
HOST = "127.0.0.1"
pytestmark = pytest.mark.lab

#: The notebook that is open, all of it drawn; null until it is there and its kernel is idle.
READY = """(() => { const w = globalThis.jupyterapp?.shell.currentWidget; const c = w?.content;
    if (!c?.notebookConfig || !w.context.isReady || w.sessionContext.session?.kernel?.status != 'idle') return null;
    if (c.notebookConfig.windowingMode != 'none') { c.notebookConfig = {...c.notebookConfig, windowingMode: 'none'}; return null; }
    return c.widgets.length; })()"""
STATE = """(() => { const {content, sessionContext} = jupyterapp.shell.currentWidget;
    const code = content.widgets.filter(w => w.model.type == 'code');
    return {dialog: !!document.querySelector('.jp-Dialog .jp-mod-accept'), status: sessionContext.session?.kernel?.status,
        left: code.filter(w => !w.model.executionCount || (w.promptNode?.textContent ?? '*').includes('*')).length,
        errors: code.flatMap(w => w.model.outputs.toJSON()).filter(o => o.output_type == 'error').map(o => o.evalue),
        pictures: [...content.node.querySelectorAll('.jp-OutputArea img')].map(i => i.complete && i.naturalWidth > 300)}; })()"""


class Address(str):
    """An address where `chromium.Browser.open` takes a path."""

    def resolve(self):
        return self

    def as_uri(self):
        return str(self)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """JupyterLab on a copy of the notebooks, with settings of its own; the address of its folder."""
    if not chromium.find():
        pytest.skip("no Chromium on this machine, so that JupyterLab is not tried in a browser")
    room = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS, room / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    broken = nbformat.read(NOTEBOOKS / NAMES[0], as_version=4)
    broken.cells = [nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(broken, room / "notebooks" / "broken.ipynb")
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{name}_DIR": str(room / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(room / name) for name in ("SETTINGS", "WORKSPACES")}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser", f"--ip={HOST}",
        f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=lessons", f"--ServerApp.root_dir={room / 'notebooks'}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None",
    ]  # fmt: skip
    with open(room / "log.txt", "wb") as log:
        process = subprocess.Popen(command, cwd=room, env=os.environ | own, stdout=log, stderr=log)
    try:
        address = f"http://{HOST}:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api/status?token=lessons", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (room / "log.txt").read_text(encoding="utf-8")[-2000:]
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def browser(server):
    with chromium.Browser(reach=HOST) as running:
        yield running


def until(tab, script, good, seconds=180):
    """Ask again until the answer is good; the last answer."""
    end = time.monotonic() + seconds
    while not good(got := tab.run(script)):
        if time.monotonic() > end:
            raise TimeoutError(f"{script[:60]}…: {got}")
        time.sleep(0.3)
    return got


def opened(browser, server, name):
    tab = browser.open(Address(f"{server}/lab/tree/{name}?token=lessons&reset"))
    until(tab, READY, lambda found: found)
    return tab


def run_all(tab):
    """Restart the kernel and run all cells, as the menu does; what has come of it."""
    tab.run("void jupyterapp.commands.execute('notebook:restart-run-all')")
    until(tab, STATE, lambda state: state["dialog"], 20)
    tab.run("document.querySelector('.jp-Dialog .jp-mod-accept').click()")
    time.sleep(1)
    return until(tab, STATE, lambda s: not s["left"] and s["status"] == "idle" and all(s["pictures"]))


def shut(tab, server):
    """End the kernel, so that not all of them are in memory at once."""
    tab.run("jupyterapp.shell.currentWidget.sessionContext.shutdown().then(() => 1)")
    tab.browser.call("Target.closeTarget", targetId=tab.target)


def pictures(name):
    """How many pictures a notebook has in it."""
    told = nbformat.read(NOTEBOOKS / name, as_version=4)
    return sum("image/png" in o.get("data", {}) for cell in told.cells for o in cell.get("outputs", ()))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_restarts_and_runs(browser, server, name):
    tab = opened(browser, server, name)
    state = run_all(tab)
    shut(tab, server)
    assert len(state["errors"]) == name.startswith("lessons/")  # one there is meant
    assert state["pictures"] == [True] * pictures(name)


#: Of the chart in a notebook: its drawings, how wide its picture is seen, whether words of the drawing are seen, its target.
CHART = """(() => { const output = document.querySelector('.jp-OutputArea figure'), picture = output.querySelector('img');
    return {drawings: output.querySelectorAll('svg a').length, picture: picture.offsetWidth,
        words: output.innerText.includes('Time runs down'), target: output.querySelector('tr:target')?.innerText}; })()"""


def test_a_chart_is_a_picture_until_the_notebook_is_trusted_and_then_has_links(browser, server):
    tab = opened(browser, server, "04_visits.ipynb")
    chart = until(tab, CHART, lambda chart: chart["picture"])
    assert chart["picture"] > 300 and not chart["drawings"] and not chart["words"]
    run_all(tab)
    chart = until(tab, CHART, lambda chart: chart["drawings"])
    assert chart["drawings"] > 10 and chart["picture"] == 0 and chart["words"]
    place = tab.run("""(() => { const mark = document.querySelector('.jp-OutputArea svg a path:last-of-type');
        mark.scrollIntoView({block: 'center'}); const box = mark.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2]; })()""")
    for kind in ("mousePressed", "mouseReleased"):
        tab.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)
    chart = until(tab, CHART, lambda chart: chart["target"], 10)
    shut(tab, server)
    assert "Mikoyan" in chart["target"]


def test_an_error_would_be_seen(browser, server):
    tab = opened(browser, server, "broken.ipynb")
    state = run_all(tab)
    shut(tab, server)
    assert state["errors"] == ["division by zero"]


def press(tab, key, code, modifiers=0):
    for kind in ("rawKeyDown", "keyUp"):
        tab.call(
            "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, modifiers=modifiers
        )


def answer(tab, call, text):
    """Click into the box of a task, type over all of it, press Shift and Enter; what stands below it then."""
    found = f"""jupyterapp.shell.currentWidget.content.widgets.findIndex(w => w.model.sharedModel.getSource().includes('\\n{call}'))"""
    place = tab.run(f"""(() => {{ const {{content}} = jupyterapp.shell.currentWidget; const cell = content.widgets[{found}];
        cell.editorWidget.node.scrollIntoView({{block: 'center'}});
        const box = cell.node.querySelector('.cm-line').getBoundingClientRect(); return [box.left + 20, box.top + box.height / 2]; }})()""")
    before = tab.run(f"jupyterapp.shell.currentWidget.content.widgets[{found}].model.executionCount")
    for kind in ("mousePressed", "mouseReleased"):
        tab.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)
    press(tab, "a", 65, 2)
    tab.call("Input.insertText", text=text)
    press(tab, "Enter", 13, 8)
    said = f"""(() => {{ const cell = jupyterapp.shell.currentWidget.content.widgets[{found}];
        return cell.model.executionCount != {json.dumps(before)} && cell.node.querySelector('.jp-OutputArea')?.innerText; }})()"""
    return until(tab, said, bool, 30)


BOX = "from bilateral.lessons.lesson_3 import find\n\nfind(2, {})"


def test_a_lesson_answers_what_is_typed(browser, server):
    tab = opened(browser, server, "lessons/lesson_3/lesson_3.ipynb")
    said = [answer(tab, "find(2", BOX.format(text)) for text in ('"[4]"', '"[6]"', '"[6]', '"[6]"')]
    shut(tab, server)
    assert [words.split(".")[0] for words in said] == ["✎ Not yet", "✓ Right", "✕ Python stopped", "✓ Right"]
    assert "Right" not in said[2] and "quotation mark" in said[2]


def test_the_box_that_counts_points_can_not_be_changed(browser, server):
    tab = opened(browser, server, "lessons/lesson_3/lesson_3.ipynb")
    cell = (
        "jupyterapp.shell.currentWidget.content.widgets.find(w => w.model.sharedModel.getSource().includes('points()'))"
    )
    before = tab.run(f"{cell}.model.sharedModel.getSource()")
    content = "jupyterapp.shell.currentWidget.content"
    tab.run(f"{content}.activeCellIndex = {content}.widgets.length - 1")  # cells out of sight are not drawn
    until(tab, f"!!{cell}.editorWidget", bool, 20)
    tab.run(f"{cell}.editorWidget.editor.focus()")
    tab.call("Input.insertText", text="changed")
    assert tab.run(f"{cell}?.model.sharedModel.getSource()") == before
    shut(tab, server)


def test_the_error_that_is_meant_is_hidden_until_the_box_is_run(browser, server):
    tab = opened(browser, server, "lessons/lesson_3/lesson_3.ipynb")
    cell = "jupyterapp.shell.currentWidget.content.widgets.find(w => w.model.sharedModel.getSource().startsWith('trade = 1,784'))"
    before = tab.run(f"{cell}.outputHidden")
    answer(tab, "trade / 1300", "trade = 1,784\ntrade / 1300 * 100")
    after = tab.run(f"{cell}.outputHidden")
    shut(tab, server)
    assert (before, after) == (True, False)
