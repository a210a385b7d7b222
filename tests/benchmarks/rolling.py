"""Two servers behind nginx under load: switched to another release and restarted one after the other, at least four
times, until so many requests were answered; prints how many failed.

    python tests/benchmarks/rolling.py [REQUESTS] [CLIENTS]
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "server"))

from live_server import QUADS, switch, write_release
from proxied_servers import Load, proxied

_ROUNDS = 4


def main(requests: int = 20_000, clients: int = 8) -> None:
    with tempfile.TemporaryDirectory() as name:
        data, folder = Path(name) / "data", Path(name) / "nginx"
        data.mkdir()
        folder.mkdir()
        releases = [write_release(data, QUADS), write_release(data, QUADS + "spid:document-2 { spid:x a sp:State . }")]
        with proxied(data, folder) as pair:
            pair.wait_for(releases[1])
            load, began, rounds = Load(pair.port), time.monotonic(), 0
            load.start(clients)
            while load.asked < requests or rounds < _ROUNDS:
                new = releases[rounds % 2]
                switch(data, new)
                pair.wait_for(new)
                for number in (0, 1):
                    pair.restart(number)
                    pair.wait_for(new)
                rounds += 1
            load.stop()
            took = time.monotonic() - began
    milliseconds = sorted(1_000 * second for second in load.seconds)
    print(
        f"{load.asked} requests in {took:.0f} s, {rounds} switches, {2 * rounds} restarts, {len(load.failures)} failed"
    )
    print(f"p50 {statistics.median(milliseconds):.1f} ms, p99 {milliseconds[len(milliseconds) * 99 // 100]:.1f} ms")
    print(f"answers by release: {dict(load.releases)}")
    for failure in load.failures[:10]:
        print(failure)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
