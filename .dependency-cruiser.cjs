// The house of docs/tour.md, as rules: who may lean on whom.
const ROOMS = '(kyc|desk|checks|methods|documents|staff|inbox|messaging|payout|ledger|gate|accounts|points|status|audit)'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'The views of the dev store follow the GraphQL schema, which is one big cycle.',
      severity: 'error',
      from: { pathNot: '^dev-store/admin-api/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'routes-touch-no-rows',
      comment: 'A route parses, calls one use case and renders.',
      severity: 'error',
      from: { path: '^app/routes/' },
      to: { path: '(^generated/prisma|^app/platform/db|\\.graphql$|^app/shopify/(client|operations)|rows\\.server)' },
    },
    {
      name: 'rows-stay-in-their-room',
      severity: 'error',
      from: { path: `^app/${ROOMS}/` },
      to: { path: `^app/${ROOMS}/rows\\.server`, pathNot: '^app/$1/' },
    },
    {
      name: 'pure-files-do-no-io',
      comment: 'A file without .server takes values and returns values.',
      severity: 'error',
      from: { path: `^app/(${ROOMS}|platform|shopify)/`, pathNot: '(\\.server\\.ts|\\.server\\.tsx|\\.test\\.ts|\\.generated\\.ts)$' },
      to: { path: '(\\.server\\.tsx?$|^generated/prisma)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^app/platform/' },
      to: { path: `^app/${ROOMS}/`, dependencyTypesNot: ['type-only'] },
    },
    { name: 'rooms-know-no-doors', severity: 'error', from: { path: `^app/${ROOMS}/` }, to: { path: '^app/(doors|routes)/' } },
    { name: 'app-knows-no-dev-store', severity: 'error', from: { path: '^(app|extensions)/' }, to: { path: '^dev-store/' } },
    { name: 'dev-store-knows-no-app', severity: 'error', from: { path: '^dev-store/' }, to: { path: '^app/' } },
    { name: 'extensions-know-no-app', severity: 'error', from: { path: '^extensions/' }, to: { path: '^app/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.test\\.tsx?$|^extensions/[^/]+/dist/|^generated/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
