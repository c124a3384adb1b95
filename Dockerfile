# Two images: `ticketflow`, the program and nothing else, and `sim`, a simulated Discord to try it on.
ARG RUST_IMAGE=docker.io/library/rust:1.95.0-slim-bookworm@sha256:d7482085ff5b415f84dba5647ae71606650bdef00db7aeb69f4b3d170c3e4082
ARG PYTHON_IMAGE=docker.io/library/python:3.13-slim-bookworm@sha256:01f42367a0a94ad4bc17111776fd66e3500c1d87c15bbd6055b7371d39c124fb
ARG FINAL_IMAGE=gcr.io/distroless/cc-debian12:nonroot@sha256:9dac0a79194e45a7da0158a9c6da57b217585af0786db3845d1f0ec1a0dd182f

FROM ${RUST_IMAGE} AS build
WORKDIR /build
# Dependencies in a layer of their own, which only another Cargo.lock makes anew. Benches and tests are not here.
COPY Cargo.toml Cargo.lock ./
COPY discord-sim/Cargo.toml discord-sim/
RUN sed -i '/^\[\[/,/^$/d' Cargo.toml \
    && mkdir -p src discord-sim/src empty \
    && echo 'fn main() {}' > src/main.rs \
    && cp src/main.rs discord-sim/src/main.rs \
    && touch src/lib.rs discord-sim/src/lib.rs \
    && cargo build --release --locked --workspace \
    && rm -r src discord-sim/src target/release/.fingerprint/ticketflow-* target/release/.fingerprint/discord-sim-*
COPY src src
COPY discord-sim/src discord-sim/src
RUN cargo build --release --locked --bin ticketflow

FROM build AS build-sim
# With the workspace, so that its dependencies are those that are there.
RUN cargo build --release --locked --workspace --bin discord-sim

FROM ${PYTHON_IMAGE} AS sim
COPY --from=build-sim /build/target/release/discord-sim /usr/local/bin/
COPY docker/sim/town.py /usr/local/bin/town
USER 10001:10001
# It waits for Ctrl-C.
STOPSIGNAL SIGINT
EXPOSE 8010 8011
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["/usr/local/bin/town", "--health"]
ENTRYPOINT ["/usr/local/bin/town"]

FROM ${FINAL_IMAGE} AS ticketflow
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="TicketFlow" \
      org.opencontainers.image.description="A Discord bot for purchase-request tickets in large communities" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY LICENSE-APACHE LICENSE-MIT /usr/share/doc/ticketflow/
# What is in the program, for those who make lists of it.
COPY Cargo.lock /usr/share/doc/ticketflow/
COPY --from=build /build/target/release/ticketflow /usr/local/bin/
COPY --from=build --chown=10001:10001 /build/empty /var/lib/ticketflow
# Which build it is, for the fleet too: in a deploy, shards go to the revision that began last.
ENV TICKETFLOW_REVISION=${VERSION}-${REVISION} \
    TICKETFLOW_ADMIN_ADDRESS=0.0.0.0:9464 \
    TICKETFLOW_STORE=/var/lib/ticketflow/state.redb
WORKDIR /var/lib/ticketflow
USER 10001:10001
EXPOSE 9464
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD ["/usr/local/bin/ticketflow", "health"]
ENTRYPOINT ["/usr/local/bin/ticketflow"]
CMD ["run"]
