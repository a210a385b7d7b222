"""What happens in the server in, numbers in the Prometheus text format out; each application has a registry of its
own."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import Scope

from server.http.log import Note

_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
Sample = tuple[str, str, str, float]
"""Kind (counter or gauge), name, help and value."""


class Metrics:
    """The registry; `sources` are asked for their samples whenever the numbers are read."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, processor time and open files of the server itself
        self._requests = Counter(
            "spacepact_http_requests", "Requests answered", ("method", "status"), registry=self.registry
        )
        self._queries = Histogram(
            "spacepact_query_seconds",
            "Time to answer a query, by how it ended",
            ("outcome",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._rows = Counter("spacepact_query_rows", "Rows or triples sent", registry=self.registry)

    def watch(self, source: Callable[[], Iterable[Sample]]) -> None:
        """Add a source of samples."""
        self.registry.register(_Source(source))

    def request(self, scope: Scope, note: Note, seconds: float) -> None:
        """Count a request that has been answered."""
        method = (
            scope["method"]
            if scope["method"] in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
            else "other"
        )
        self._requests.labels(method, str(note.status)).inc()
        if note.query:
            self._queries.labels(note.outcome).observe(seconds)
            self._rows.inc(note.rows)

    def text(self) -> bytes:
        """All numbers, in the text exposition format 0.0.4."""
        return generate_latest(self.registry)


class _Source(Collector):
    def __init__(self, source: Callable[[], Iterable[Sample]]) -> None:
        self._source = source

    def collect(self) -> Iterable[Metric]:
        for kind, name, text, value in self._source():
            family = CounterMetricFamily if kind == "counter" else GaugeMetricFamily
            yield family(name, text, value=value)
