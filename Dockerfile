# Agraw as one image: pages, sockets and worker are the same image with other commands (docker-compose.yml).
# Everything is made here, nothing when it starts: fonts and scripts, translations, static files, compiled Python.
# It runs as an ordinary user on a file system that it cannot write to, but for /tmp, /run/agraw and /data.

FROM node:22-bookworm-slim AS front
WORKDIR /agraw
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /agraw
RUN python -m venv /venv
# groups.txt is base.txt with what the worker needs for opinion groups: one image serves all parts.
COPY requirements/groups.txt requirements/groups.txt
RUN /venv/bin/pip install --require-hashes -r requirements/groups.txt
COPY --from=front /agraw/node_modules node_modules
COPY . .
RUN deploy/build /venv/bin/python && rm -rf node_modules

FROM python:3.13-slim-bookworm
# Pango sets the letters of the PDFs.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin agraw \
 && install -d -o agraw -g agraw /data /data/media /data/static /run/agraw
COPY --from=build /venv /venv
COPY --from=build /agraw /agraw
WORKDIR /agraw
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings \
    MALLOC_ARENA_MAX=2 MEDIA_ROOT=/data/media PROMETHEUS_MULTIPROC_DIR=/run/agraw HOME=/tmp XDG_CACHE_HOME=/tmp
# MALLOC_ARENA_MAX: as deploy/systemd/agraw-web.service.in says.
USER 10001
EXPOSE 8001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["python", "deploy/probe.py", "8001"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8001", "--workers", "2", "--blocking-threads", "24", "--backpressure", "64", "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "30", "config.wsgi:application"]
