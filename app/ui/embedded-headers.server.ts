import type { HeadersFunction } from '@remix-run/node'
import { boundary } from '@shopify/shopify-app-remix/server'

/**
 * Every route that authenticates must export this. With single fetch an error stays with the route that threw it, so a layout's headers do
 * not help: the 401 would lose its retry or redirect header, and the form post dies.
 */
export const headers: HeadersFunction = (args) => boundary.headers(args)
