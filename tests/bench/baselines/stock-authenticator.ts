// What a stock app does: Shopify's own authenticator for Remix behind Express, then one INSERT a delivery on a pool of 10.
import express from 'express'
import pg from 'pg'
import '@shopify/shopify-app-remix/adapters/node'
import { createRequestHandler } from '@remix-run/express'
import { ApiVersion, shopifyApp } from '@shopify/shopify-app-remix/server'

const [port = '0', apiSecretKey = '', connectionString = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString, max: 10 })
const none = async () => undefined
const kept = async () => true
const sessionStorage = {
  loadSession: none,
  storeSession: kept,
  deleteSession: kept,
  deleteSessions: kept,
  findSessionsByShop: async () => [],
}
const shopify = shopifyApp({
  apiKey: 'k',
  apiSecretKey,
  appUrl: 'https://a.example',
  apiVersion: ApiVersion.July26,
  sessionStorage,
} as never)

const action = async ({ request }: { request: Request }) => {
  const { shop, topic, webhookId, payload } = await shopify.authenticate.webhook(request)
  await pool.query('insert into stock values ($1, $2, $3, $4) on conflict do nothing', [shop, webhookId, topic, payload])
  return new Response()
}
const routes = { hook: { id: 'hook', path: 'webhooks/customers', module: { action } } }
const future = { v3_singleFetch: true }
const assets = { version: '1', url: '', entry: { module: '', imports: [] }, routes: {} }
const entry = { module: { default: () => new Response() } }
const build = { routes, future, assets, entry, publicPath: '/', assetsBuildDirectory: '', isSpaMode: false }
const app = express()
app.all('*', createRequestHandler({ build: build as never, mode: 'production' }))
app.listen(Number(port), 'localhost')
