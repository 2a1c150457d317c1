/** What every test process is told. Nothing listens at these addresses: a test that needs a store starts one. */
export const TEST_ENVIRONMENT = {
  SEKISHO_DEVELOPMENT: '1',
  SHOPIFY_API_KEY: 'test-key',
  SHOPIFY_API_SECRET: 'test-secret-0123456789abcdef-0123456789',
  SHOPIFY_APP_URL: 'http://localhost:7411',
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  DEV_STORE_URL: 'http://127.0.0.1:1',
  SEKISHO_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  SEKISHO_DATA_DIR: '/nonexistent/sekisho-test',
  LOG_LEVEL: 'silent',
}

/** The migrated database that every test file copies. */
export const TEMPLATE = 'sekisho_template'
