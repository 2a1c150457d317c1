# Two processes from one image: `node app/server.ts` (web, the default) and `node app/worker.ts` (worker).
# The image's own Node is used; the Node that npm would bring along for older machines is left out.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
ARG SHOPIFY_APP_URL
RUN node node_modules/prisma/build/index.js generate && node node_modules/@remix-run/dev/dist/cli.js vite:build
RUN npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
# Large pieces of memory go back to the system as soon as they are free; glibc would keep what decoded pictures needed.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json /app/prisma.config.ts ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/build ./build
COPY --from=build --chown=node:node /app/generated ./generated
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --from=build --chown=node:node /app/scripts ./scripts
COPY --from=build --chown=node:node /app/app ./app
USER node
EXPOSE 7411
CMD ["node", "app/server.ts"]
