"""Kernels that are forked from a warm process, as jupyter_client's kernel provisioner `bilateral-fork`."""

import asyncio
import atexit
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from queue import Empty

from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir
from traitlets import Type, default

NAME = "bilateral-fork"
LONGEST = 90  # of a path that can have a socket's name made of it
LAUNCHER = ["-m", "ipykernel_launcher"]
START = "import sys; sys.path.remove(''); from bilateral.batch import warm; warm.main({})"
_lock, _state = threading.Lock(), {"path": None, "off": False, "owner": None}


class Warm:
    """A warm process of this one, which ends with it; `path` is the socket that it listens on."""

    def __init__(self):
        self.room = tempfile.mkdtemp(prefix="warm-")  # for this user alone
        self.path = os.path.join(self.room, "s")
        try:
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(self.path)
                listener.listen(128)
                number = listener.fileno()
                command = [sys.executable, "-c", START.format(number)]
                self.process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[number])
        except BaseException:
            shutil.rmtree(self.room, ignore_errors=True)
            raise

    def close(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.room, ignore_errors=True)


def shared():
    """The socket of this process's warm process, which is started when it is first asked for; None without one."""
    with _lock:
        if _state["path"] is None and not _state["off"]:
            try:
                if not hasattr(os, "fork"):
                    raise OSError("this system has no fork")
                _state["owner"] = Warm()
                _state["path"] = _state["owner"].path
                atexit.register(close)
            except OSError as error:
                _refused(error)
        return _state["path"]


def use(path):
    """Have this process's kernels forked by the warm process of another, or by none."""
    _state.update(path=path, off=path is None)


def close():
    """End the warm process of this one; the next kernel starts another."""
    with _lock:
        owner = _state["owner"]
        _state.update(path=None, owner=None, off=False)
    if owner:
        atexit.unregister(close)
        owner.close()


def _refused(error):
    """From now on there are ordinary kernels; that is said once."""
    if not _state["off"]:
        _state.update(path=None, off=True)
        print(f"bilateral: no warm kernels ({error}); ordinary ones take longer to start", file=sys.stderr)


class Forked:
    """A kernel that was forked elsewhere, as far as jupyter_client needs a `subprocess.Popen` of it."""

    stdin = stdout = stderr = None

    def __init__(self, path, argv, env, cwd):
        self.returncode, self.pid, self.told = None, None, b""
        self.socket = socket.socket(socket.AF_UNIX)
        try:
            self.socket.settimeout(60)
            self.socket.connect(path)
            self.socket.sendall(json.dumps({"argv": argv, "env": env, "cwd": cwd}).encode() + b"\n")
            answer = self._line()
            if answer.startswith("pid "):
                self.pid = int(answer[4:])
        finally:
            if self.pid is None:
                self.socket.close()

    def _line(self):
        while b"\n" not in self.told:
            more = self.socket.recv(100)
            if not more:
                raise ConnectionError("the warm process has ended")
            self.told += more
        line, _, self.told = self.told.partition(b"\n")
        return line.decode()

    def _ended(self, timeout):
        if self.returncode is None:
            try:
                self.socket.settimeout(timeout)
                self.returncode = int(self._line().removeprefix("exit "))
            except (BlockingIOError, TimeoutError):
                return None
            except OSError:
                self.returncode = -signal.SIGKILL  # with the warm process
            self.socket.close()
        return self.returncode

    def poll(self):
        return self._ended(0)

    def wait(self, timeout=None):
        return self._ended(timeout)

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


class ForkProvisioner(LocalProvisioner):
    """Kernels forked from a warm process; ordinary ones for other Pythons, and where there is no fork."""

    leaving = False

    async def launch_kernel(self, cmd, **kwargs):
        self.process = self._forked(cmd, kwargs.get("env"), kwargs.get("cwd"))
        if self.process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info

    def _forked(self, cmd, env, cwd):
        same = Path(cmd[0]) == Path(sys.executable) and list(cmd[1:3]) == LAUNCHER
        if not same or (path := shared()) is None:
            return None
        import ipykernel_launcher

        argv = [ipykernel_launcher.__file__, *cmd[3:]]
        try:
            process = Forked(path, argv, dict(os.environ if env is None else env), os.path.abspath(cwd or os.getcwd()))
        except OSError as error:
            _refused(error)
            return None
        return process if process.pid else None

    async def shutdown_requested(self, restart=False):
        self.leaving = True

    async def poll(self):
        if self.leaving:  # who asks now waits for the end, and would look again only in a tenth of a second
            for _ in range(400):
                if not isinstance(self.process, Forked) or self.process.poll() is not None:
                    break
                await asyncio.sleep(0.005)
        return await super().poll()


class Specs(KernelSpecManager):
    """The kernels that there are, forked where they do not say how else they are started."""

    def get_kernel_spec(self, kernel_name):
        spec = super().get_kernel_spec(kernel_name)
        spec.metadata = {"kernel_provisioner": {"provisioner_name": NAME}} | spec.metadata
        return spec


class PromptClient(AsyncKernelClient):
    """A client that begins when the kernel has answered, where its base waits until nothing is heard for a while."""

    async def wait_for_ready(self, timeout=None):
        end = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < end:
            self.kernel_info()
            with contextlib.suppress(Empty):
                answered = (await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id")
                while True:  # the kernel's messages come in order: after this one, nothing is left of its start
                    told = await self.get_iopub_msg(timeout=0.05)
                    mine = told["parent_header"].get("msg_id") == answered
                    if mine and told["content"].get("execution_state") == "idle":
                        return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")


class WarmManager(AsyncKernelManager):
    """A kernel manager whose kernels are forked."""

    client_factory = Type(PromptClient)

    def __init__(self, **told):
        super().__init__(**told)
        # Sockets that only this user can open, where ports of the loopback are anyone's, and may be taken meanwhile.
        file = os.path.join(jupyter_runtime_dir(), f"kernel-{self.kernel_id or uuid.uuid4()}.json")
        if hasattr(socket, "AF_UNIX") and sys.platform != "win32" and len(file.encode()) < LONGEST:
            self.transport, self.connection_file = "ipc", file

    @default("kernel_spec_manager")
    def _specs(self):
        return Specs(parent=self)
