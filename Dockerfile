# Frontdesk in a container: Node 24, a plain user, the data on a volume.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The `node` package is a development dependency: the image brings its own Node.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY channels ./channels
COPY calendars ./calendars
COPY config ./config
COPY knowledge ./knowledge
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node itself receives SIGTERM: running work ends before the process does.
CMD ["node", "--disable-warning=ExperimentalWarning", "--enable-source-maps", "src/main.ts"]
