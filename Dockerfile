# The emulator in a container: docker build -t tenantry-emulator . ; docs/emulator.md says how it is used.
ARG NODE_VERSION=22-bookworm-slim

FROM node:${NODE_VERSION} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY tools ./tools
COPY schemas ./schemas
COPY src ./src
RUN npm run build

FROM node:${NODE_VERSION}
LABEL org.opencontainers.image.title="tenantry emulator" \
      org.opencontainers.image.description="An emulated Auth0 tenant with what the files say" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /opt/tenantry
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/main.js /build/dist/THIRD-PARTY-NOTICES.txt ./dist/
COPY docker/health.mjs ./
# The project: its tenants are mounted, the state of emulators is the user's to write.
WORKDIR /project
RUN mkdir .tenantry && chown -R node:node /project
USER node
EXPOSE 4010
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/opt/tenantry/health.mjs"]
# Node is the first process: it hears of signals itself. What stands behind -- is not taken for options of Node.
ENTRYPOINT ["node", "--", "/opt/tenantry/dist/main.js", "emulate", "--host", "0.0.0.0"]
