# The app, the shell and the workers of a book of clients in one image. docs/deploy.md says how to use it.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE streamlit_app.py ./
COPY .streamlit .streamlit
COPY pages pages
COPY sim sim
COPY ui ui
RUN python -m venv /app \
    && /app/bin/python -m pip install --no-cache-dir '.[postgres,cluster]' -c constraints.txt

FROM python:3.13-slim-bookworm
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH
ENV HOME=/var/lib/rollover-sim
ENV NUMBA_CACHE_DIR=/var/lib/rollover-sim/kernels
RUN install -d -o 10001 -g 10001 /var/lib/rollover-sim
WORKDIR /var/lib/rollover-sim
USER 10001:10001
# Compiles the simulator; on another kind of processor it is compiled again, once, when the app starts.
RUN rollover-sim sample no-taxable-account > first.json \
    && rollover-sim run first.json --paths 2 --out first \
    && rm -r first first.json
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8501/_ready')"]
CMD ["rollover-sim", "app", "--address", "0.0.0.0", "--port", "8501", "--headless"]
