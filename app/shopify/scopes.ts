/** What the app asks of a store; shopify.app.toml gives the reason for each, and a test holds the two together. */
export const SCOPES = ['read_customers', 'write_customers', 'read_customer_merge', 'read_orders', 'write_app_proxy'] as const
