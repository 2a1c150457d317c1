import { addTags, createCustomer, deleteCustomer, removeTags, updateCustomer } from '../store/customers.ts'
import { handOver, release } from '../store/fulfillment.ts'
import { gid } from '../store/gids.ts'
import { deleteMetafield, setMetafield } from '../store/metafields.ts'
import { addToOrder, setOrderCustomer } from '../store/order-changes.ts'
import { cancelOrder, createOrder, refundOrder } from '../store/orders.ts'
import { done, fieldError, type Outcome, refused } from '../store/outcome.ts'
import { postNewsletterForm, registerCustomer } from '../store/storefront.ts'
import type { Actor, Shop } from '../store/types.ts'
import { tell, type World } from '../store/world.ts'

type Body = Record<string, unknown>

const word = (body: Body, name: string): string | undefined => (typeof body[name] === 'string' ? body[name] : undefined)
const words = (body: Body, name: string): string[] => [body[name] ?? []].flat().map(String)

function actorOf(shop: Shop, body: Body): Actor {
  const staff = Number(body.staff ?? 0)
  return shop.staff.some((person) => person.id === staff) ? { kind: 'staff', id: staff } : { kind: 'staff', id: shop.staff[0]?.id ?? 0 }
}

function compliance(world: World, shop: Shop, topic: string, id: number): Outcome<unknown> {
  const customer = shop.customers.get(id)
  if (topic !== 'shop/redact' && !customer) return refused(fieldError(['customer'], 'Customer does not exist'))
  const subject = topic === 'shop/redact' ? { type: 'Shop', id: shop.id } : { type: 'Customer', id }
  tell(world, shop, { type: topic, subject, by: { kind: 'system' }, detail: { requestId: shop.lastId + 1 } })
  return done({ topic })
}

const SOURCES = ['web', 'draft', 'pos', 'api'] as const

const releaseAll = (world: World, shop: Shop, id: number, by: Actor): Outcome<unknown> =>
  done((shop.orders.get(id)?.fulfillment ?? []).map((one) => release(world, shop, one.id, null, by).ok))

type Act = (world: World, shop: Shop, body: Body, id: number, by: Actor) => Outcome<unknown>

const ACTS: Record<string, Act> = {
  'create-customer': (world, shop, body, _id, by) => createCustomer(world, shop, body, by),
  'update-customer': (world, shop, { customer: _, staff: __, ...draft }, id, by) => updateCustomer(world, shop, id, draft, by),
  'delete-customer': (world, shop, _body, id, by) => deleteCustomer(world, shop, id, by),
  'add-tags': (world, shop, body, id, by) => addTags(world, shop, id, words(body, 'tags'), by),
  'remove-tags': (world, shop, body, id, by) => removeTags(world, shop, id, words(body, 'tags'), by),
  'set-metafield': (world, shop, body, id, by) => {
    const draft = {
      namespace: word(body, 'namespace'),
      key: word(body, 'key') ?? '',
      type: word(body, 'type'),
      value: word(body, 'value') ?? '',
    }
    return setMetafield(world, shop, gid('Customer', id), draft, by)
  },
  'delete-metafield': (world, shop, body, id, by) =>
    done({ deleted: deleteMetafield(world, shop, gid('Customer', id), word(body, 'namespace'), word(body, 'key') ?? '', by) }),
  register: (world, shop, body) =>
    registerCustomer(world, shop, {
      email: word(body, 'email') ?? '',
      firstName: word(body, 'firstName') ?? null,
      lastName: word(body, 'lastName') ?? null,
      locale: word(body, 'locale') ?? shop.locale,
    }),
  newsletter: (world, shop, body) => postNewsletterForm(world, shop, word(body, 'email') ?? '', word(body, 'tags') ?? ''),
  order: (world, shop, body, id) =>
    createOrder(
      world,
      shop,
      {
        customerId: body.customer === undefined ? null : id,
        lines: [{ productId: Number(body.product), quantity: Number(body.quantity ?? 1) }],
        source: SOURCES.find((each) => each === body.source),
      },
      { kind: 'customer', id },
    ),
  'cancel-order': (world, shop, body) => cancelOrder(world, shop, Number(body.order ?? 0), actorOf(shop, body)),
  'edit-order': (world, shop, body) =>
    addToOrder(
      world,
      shop,
      Number(body.order ?? 0),
      { productId: Number(body.product), quantity: Number(body.quantity ?? 1) },
      actorOf(shop, body),
    ),
  'order-customer': (world, shop, body, id) => setOrderCustomer(world, shop, Number(body.order ?? 0), id, actorOf(shop, body)),
  'hand-over': (world, shop, body) => handOver(world, shop, Number(body.order ?? 0), actorOf(shop, body)),
  'release-order': (world, shop, body) => releaseAll(world, shop, Number(body.order ?? 0), actorOf(shop, body)),
  'refund-order': (world, shop, body) =>
    refundOrder(
      world,
      shop,
      Number(body.order ?? 0),
      [{ lineId: Number(body.line ?? 0), quantity: Number(body.quantity ?? 1) }],
      actorOf(shop, body),
    ),
  'customers/data_request': (world, shop, _body, id) => compliance(world, shop, 'customers/data_request', id),
  'customers/redact': (world, shop, _body, id) => compliance(world, shop, 'customers/redact', id),
  'shop/redact': (world, shop, _body, id) => compliance(world, shop, 'shop/redact', id),
}

/** What a test may do as staff, visitor or Shopify itself: the same functions as the screens use. */
export const actNames = Object.keys(ACTS)

/** Does one act; `customer` in the body is the numeric id. Undefined when there is no such act. */
export function act(world: World, shop: Shop, name: string, body: Body): Outcome<unknown> | undefined {
  return ACTS[name]?.(world, shop, body, Number(body.customer ?? 0), actorOf(shop, body))
}
