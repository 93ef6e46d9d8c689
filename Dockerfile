# One image for every process; the command chooses: dist/{api,worker,simulator}/main.js,
# dist/db/migrate-main.js, or dist/api/commands/webhooks-main.js and dist/api/commands/review-main.js for operators.
# Both FROM lines name the newest long-term release of Node. Before production, pin them by digest.
FROM node:26.13.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/client/package.json packages/client/
RUN npm ci
COPY . .
RUN npm run build

FROM node:26.13.1-bookworm-slim
# Temporal's client is native code and looks for the system's certificates, which the slim image lacks.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/client/package.json packages/client/
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist dist
# A volume takes over the owner of the folder that it is mounted on: the simulator keeps its bank here.
RUN install -d -m 700 -o node -g node /var/lib/gangway
USER node
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
