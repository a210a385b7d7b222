FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock .
RUN python -m venv /opt/spacepact \
 && /opt/spacepact/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /dist . \
 && /opt/spacepact/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.12-slim
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
