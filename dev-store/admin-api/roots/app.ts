import { gid } from '../../store/gids.ts'
import type { Caller, Root, View } from '../context.ts'
import { shopView } from '../views/shop-view.ts'

const scope = (handle: string): View => ({ __typename: 'AccessScope', handle, description: handle.replaceAll('_', ' ') })

function appView(caller: Caller): View {
  const { config } = caller.world
  return {
    __typename: 'App',
    id: gid('App', config.apiClientId),
    apiKey: config.apiKey,
    title: 'Sekisho',
    handle: 'sekisho',
    description: null,
    developerName: 'Sekisho',
    embedded: true,
    published: false,
    previouslyInstalled: false,
    shopifyDeveloped: false,
    webhookApiVersion: '2026-07',
    launchUrl: `${config.origin}/store/${caller.shop.handle}/apps/${config.apiKey}`,
    availableAccessScopes: () => caller.scopes.map(scope),
    requestedAccessScopes: () => caller.scopes.map(scope),
    optionalAccessScopes: [],
    installation: () => installationView(caller),
  }
}

function installationView(caller: Caller): View {
  return {
    __typename: 'AppInstallation',
    id: gid('AppInstallation', caller.shop.id),
    accessScopes: () => caller.scopes.map(scope),
    app: () => appView(caller),
    launchUrl: `${caller.world.config.origin}/store/${caller.shop.handle}/apps/${caller.world.config.apiKey}`,
    uninstallUrl: null,
    activeSubscriptions: [],
    metafield: null,
  }
}

export const appQueries: Record<string, Root> = {
  shop: (_args, caller) => shopView(caller),
  app: (_args, caller) => appView(caller),
  currentAppInstallation: (_args, caller) => installationView(caller),
  appInstallation: (_args, caller) => installationView(caller),
  shopLocales: (_args, caller) => [
    { __typename: 'ShopLocale', locale: caller.shop.locale, name: caller.shop.locale, primary: true, published: true },
  ],
}
