# Builds in one stage, runs in another as a user without rights. It writes to /data and nowhere else: the root may be
# read-only. The playbook comes from /app/config.
FROM node:22.21.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
RUN npm run build
# What runs has no compiler and no tools: exactly what `npm run sbom` lists.
RUN node scripts/production-manifest.mjs /production
WORKDIR /production
RUN npm ci --ignore-scripts --no-audit

FROM node:22.21.1-bookworm-slim
ENV NODE_ENV=production STORE_URL=embedded:/data/store
WORKDIR /app
COPY --from=build /production/node_modules node_modules
COPY --from=build /production/package.json ./
COPY --from=build /app/dist dist
COPY config config
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000 3001
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that SIGTERM reaches it.
CMD ["node", "dist/cli/main.js", "run"]
