# Any image with Python 3.11 or later and its venv: docker build --build-arg BASE=registry.example/python:3.13-slim .
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
WORKDIR /src
COPY requirements.lock .
RUN python3 -m venv /opt/spacepact \
 && /opt/spacepact/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
# Without Node's packages the pages are plain; the build then says why.
RUN /opt/spacepact/bin/pip wheel --no-cache-dir --no-deps --wheel-dir /dist . \
 && /opt/spacepact/bin/pip install --no-cache-dir --no-deps /dist/*.whl \
 && { cat server/static/plain.txt 2> /dev/null || true; }

FROM ${BASE}
COPY --from=build /opt/spacepact /opt/spacepact
RUN useradd --uid 10001 --user-group --create-home spacepact \
 && install -d -o spacepact -g spacepact /data
ENV PATH=/opt/spacepact/bin:$PATH SPACEPACT_DATA=/data
USER spacepact
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=3)"]
ENTRYPOINT ["spacepact"]
# Every interface, on purpose: what reaches the container is for whoever runs it to decide.
CMD ["run", "--host", "0.0.0.0"]
