import '@shopify/ui-extensions'

// Only the three entry modules see the `shopify` global; everything below them gets what it needs as an argument.
declare module './src/ProfileBlock.tsx' {
  const shopify: import('@shopify/ui-extensions/customer-account.profile.block.render').Api
}

declare module './src/OrderIndexAnnouncement.tsx' {
  const shopify: import('@shopify/ui-extensions/customer-account.order-index.announcement.render').Api
}

declare module './src/IdentityPage.tsx' {
  const shopify: import('@shopify/ui-extensions/customer-account.page.render').Api
}
