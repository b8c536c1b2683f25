"""
Kill a batch with `kill -9` at moments spread over its run, let the next batch run to its end, and count what is left.

    python tests/benchmarks/kills.py [--moments 20]

Prints a line for each moment: when it was, what the killed batch left in the folder for temporary files and in the output
folder, and what is there after the next batch; exit status 1 if anything is.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAN = "grid:\n  dyad: [mexico-russia, colombia-russia]\n  start: [1900, 1950]\n"


def left(temporary: Path, out: Path) -> list[str]:
    """What is there that should not be: private folders and half-made files."""
    return sorted(p.name for p in [*temporary.iterdir(), *out.glob(".making-*"), *out.glob("*.tmp")])


def processes(mark: str) -> int:
    """How many processes of the batch there are."""
    found = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            found += mark.encode() in (place / "environ").read_bytes()
        except OSError:
            pass
    return found


def main() -> int:
    """Run the kills; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    chance, bad = random.Random(wanted.seed), 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        temporary, out, mark = folder / "tmp", folder / "out", f"BILATERAL_KILLS={place}"
        temporary.mkdir(), out.mkdir()
        (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
        environment = {**os.environ, "TMPDIR": str(temporary), "BILATERAL_KILLS": place}
        command = [
            sys.executable,
            "-m",
            "bilateral",
            "batch",
            str(folder / "plan.yaml"),
            "--out",
            str(out),
            "--jobs",
            "2",
        ]
        begun = time.monotonic()
        subprocess.run(command, env=environment, capture_output=True, check=True)
        whole = time.monotonic() - begun
        for n in range(wanted.moments):
            moment = whole * (n + chance.random()) / wanted.moments
            batch = subprocess.Popen(
                [*command, "--force"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(moment)
            batch.send_signal(signal.SIGKILL)
            batch.wait()
            time.sleep(0.5)
            alive, before = processes(mark), left(temporary, out)
            ended = subprocess.run(command, env=environment, capture_output=True)
            after = left(temporary, out)
            bad += bool(after) or bool(alive) or ended.returncode != 0
            print(
                f"{moment:5.1f} s: processes alive {alive}; left {before}; after the next batch (status {ended.returncode}) {after}"
            )
    print(f"{wanted.moments} kills of a batch of {whole:.1f} s, {bad} with something left")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
