# jamf-intune in a container: docker run --rm --env-file .env IMAGE looks at everything (`doctor`) and changes nothing.
# The digest is that of an image for several systems; Node's security fixes come with a new one (docs/install.md).
ARG NODE_IMAGE=docker.io/library/node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# What is left is what runs: the bundle, and the keychain's native part in the version of the lock file.
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="jamf-intune" \
      org.opencontainers.image.description="Connects Jamf Pro to Microsoft Intune, and says what is wrong with the connection" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
WORKDIR /opt/jamf-intune
# Files of root, run by somebody else: what runs cannot change what runs.
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/bin ./bin
COPY --from=build /build/dist ./dist
COPY --from=build /build/node_modules ./node_modules
RUN install -d -o 1000 -g 1000 -m 0700 /state
ENV JAMF_INTUNE_HOME=/state
VOLUME ["/state"]
# A number and no name: Kubernetes can then see that it is not root.
USER 1000:1000
ENTRYPOINT ["node", "/opt/jamf-intune/bin/jamf-intune.js"]
CMD ["doctor"]
