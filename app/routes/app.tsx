import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url'
import { staffAtDoor } from '../doors/staff.server.ts'
import adminStyles from '../ui/admin.css?url'
import { adminData } from '../ui/admin-data.server.ts'
import { AdminFrame } from '../ui/admin-frame.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const links = () => [
  { rel: 'stylesheet', href: polarisStyles },
  { rel: 'stylesheet', href: adminStyles },
]

export const loader = async ({ request }: LoaderFunctionArgs) => adminData(await staffAtDoor(request))

/** Words and keys stay as they are while the person stays: only a saved setting may change them. */
export const shouldRevalidate = ({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  formAction?.startsWith('/app/settings') ? defaultShouldRevalidate : false

export default function App() {
  return (
    <AdminFrame data={useLoaderData<typeof loader>()}>
      <Outlet />
    </AdminFrame>
  )
}
