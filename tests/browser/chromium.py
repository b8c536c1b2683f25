"""Headless Chromium, driven through a pair of pipes with nothing but the standard library."""

import contextlib
import json
import os
import select
import shutil
import signal
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find():
    """Where Chromium is; None without it, and where it can't be given its pipes (Windows)."""
    if not hasattr(os, "posix_spawn"):
        return None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """A running Chromium that reaches no network, or one host of it; a context manager."""

    def __init__(self, reach=""):
        self.rules = "MAP * ~NOTFOUND" + (f", EXCLUDE {reach}" if reach else "")

    def __enter__(self):
        import fcntl  # not on Windows

        self.room = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        flags = [
            "--headless", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--hide-scrollbars",
            f"--host-resolver-rules={self.rules}", f"--user-data-dir={self.room.name}",
        ]  # fmt: skip
        if getattr(os, "geteuid", lambda: 1)() == 0:
            flags.append("--no-sandbox")  # Chromium's own does not work for root, as in a container
        theirs_in, self.out = os.pipe()
        self.into, theirs_out = os.pipe()
        high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs_in, theirs_out)]
        hush = [(os.POSIX_SPAWN_OPEN, end, os.devnull, os.O_WRONLY, 0) for end in (1, 2)]
        ends = [(os.POSIX_SPAWN_DUP2, end, number) for end, number in zip(high, (3, 4), strict=True)]
        self.process = os.posix_spawn(find(), [find(), *flags, "about:blank"], os.environ, file_actions=[*hush, *ends])
        for end in (theirs_in, theirs_out, *high):
            os.close(end)
        self.number, self.buffer, self.events = 0, b"", []
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close", seconds=10)
            while self._message(10) is not None:
                pass  # until it hangs up
            os.kill(self.process, signal.SIGKILL)
        except (OSError, RuntimeError, TimeoutError):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.out)
        os.close(self.into)
        self.room.cleanup()

    def _message(self, seconds):
        """The next message, or None when there is none in time."""
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            if not select.select([self.into], [], [], max(0, end - time.monotonic()))[0]:
                return None
            got = os.read(self.into, 1 << 20)
            if not got:
                raise RuntimeError("Chromium has gone")
            self.buffer += got
        line, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(line)

    def call(self, method, session=None, seconds=60, **parameters):
        """Ask for something and wait for the answer; events that come meanwhile are kept."""
        self.number += 1
        told = {"id": self.number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        data = json.dumps(told).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data) :]
        while (answer := self._message(seconds)) is not None:
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)
        raise TimeoutError(method)

    def open(self, path, width=1280, height=900):
        """A page, loaded to the end: a Tab."""
        return Tab(self, path, width, height)


class Tab:
    """A page in a tab: what it asked for is in `requests`, what it said in `dialogs` and `problems`."""

    def __init__(self, browser, path, width, height):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.resize(width, height)
        self.call("Page.navigate", url=path.resolve().as_uri())
        self._wait("Page.loadEventFired")
        # What a failed picture or a timer would have started comes in two more frames at most.
        self.run("new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 100))")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def _wait(self, method, seconds=60):
        end = time.monotonic() + seconds
        while not self._told(method):
            message = self.browser._message(end - time.monotonic())
            if message is None:
                raise TimeoutError(method)
            self.browser.events.append(message)
            if message.get("method") == "Page.javascriptDialogOpening":
                self.call("Page.handleJavaScriptDialog", accept=False)

    def _told(self, method):
        return [
            e["params"] for e in self.browser.events if e.get("sessionId") == self.session and e.get("method") == method
        ]

    def resize(self, width, height=900):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def run(self, script):
        """The value of an expression, awaited; this is no script of the page, so that no policy of the page stops it."""
        got = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise RuntimeError(got["exceptionDetails"].get("exception", {}).get("description", "the script failed"))
        return got["result"].get("value")

    @property
    def requests(self):
        """Every address that the page asked for, its own first."""
        return [told["request"]["url"] for told in self._told("Network.requestWillBeSent")]

    @property
    def dialogs(self):
        return [told["message"] for told in self._told("Page.javascriptDialogOpening")]

    @property
    def problems(self):
        """What the console tells: refused loads, exceptions, a policy that had to hold something back."""
        return [told["entry"]["text"] for told in self._told("Log.entryAdded")] + [
            told["exceptionDetails"]["text"] for told in self._told("Runtime.exceptionThrown")
        ]
