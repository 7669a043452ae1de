# docker build -t tracer .
# docker run --rm -v "$PWD":/data -v tracer-cache:/cache tracer run muestra -o resultado
# The folder that is mounted on /data must be writable for user 1000 (or add --user "$(id -u)").

FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY tracer tracer
COPY models models
COPY corpora corpora
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
# PyTorch for the processor: the default index brings gigabytes of CUDA.
RUN pip install --no-cache-dir --index-url https://download.pytorch.org/whl/cpu "torch>=2.13,<2.14"
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl \
    && rm -r /wheels \
    && useradd --uid 1000 --create-home tracer \
    && install -d -o tracer -m 0777 /data /cache
ENV TRACER_CACHE=/cache \
    PYTHONUNBUFFERED=1
USER tracer
WORKDIR /data
VOLUME ["/data", "/cache"]
# The review desk: docker run -p 8765:8765 … tracer review resultado --host 0.0.0.0 --token KEY
EXPOSE 8765
ENTRYPOINT ["tracer"]
CMD ["--help"]
