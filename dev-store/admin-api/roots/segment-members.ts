import { checkQuery } from '../../segments/checking.ts'
import { memberSort, type Scene } from '../../segments/facts.ts'
import { isDone, type MembersQuery, membersQuery, startMembersQuery } from '../../segments/jobs.ts'
import { memberTest, notEvaluated } from '../../segments/members.ts'
import { ordersOf } from '../../store/customers.ts'
import { gid } from '../../store/gids.ts'
import { type FieldError, fieldError } from '../../store/outcome.ts'
import type { Customer } from '../../store/types.ts'
import { apiError, notSupported } from '../api-error.ts'
import { type Args, type Caller, flag, type Root, record, text, texts, type View } from '../context.ts'
import { page } from '../pages.ts'
import { memberView } from '../views/segment-view.ts'
import { userErrors } from './answers.ts'
import { customerOf } from './customers.ts'
import { segmentOf } from './segments.ts'

const PAGE_MAX = 1000
const PREFIX = 'gid://shopify/CustomerSegmentMembersQuery/'

function sceneOf(caller: Caller, timeZone: string | undefined): Scene {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'UTC' })
  } catch {
    throw apiError(`Invalid timezone: ${timeZone}`, 'BAD_REQUEST')
  }
  return { world: caller.world, shop: caller.shop, timeZone: timeZone ?? 'UTC' }
}

/** Who belongs to a query. One that cannot be read, or that the dev store has nothing to look at for, is an error that says so. */
function testOf(caller: Caller, scene: Scene, query: string): (customer: Customer) => boolean {
  const checked = checkQuery(caller.world, caller.shop, query)
  if ('problems' in checked) throw apiError(checked.problems[0] ?? query, 'BAD_REQUEST')
  const unknown = notEvaluated(scene, checked.tree)
  if (unknown) throw notSupported(`segment filter ${unknown}`)
  return memberTest(scene, checked.tree)
}

const membersOf = (caller: Caller, scene: Scene, query: string): Customer[] =>
  [...caller.shop.customers.values()].filter(testOf(caller, scene, query))

function jobOf(caller: Caller, id: string): MembersQuery | undefined {
  if (!id.startsWith(PREFIX)) throw apiError('invalid id', 'RESOURCE_NOT_FOUND')
  return membersQuery(caller.shop, id.slice(PREFIX.length))
}

function jobView(caller: Caller, job: MembersQuery): View {
  const done = isDone(caller.world, caller.shop, job)
  return {
    __typename: 'CustomerSegmentMembersQuery',
    id: `${PREFIX}${job.id}`,
    done,
    currentCount: () => (done ? membersOf(caller, sceneOf(caller, undefined), job.query).length : 0),
  }
}

/** The query of members with this id; null when there is none. */
export const membersQueryView = (caller: Caller, id: string): View | null => {
  const job = jobOf(caller, id)
  return job ? jobView(caller, job) : null
}

const invalid = (field: string[] | null, message: string) => fieldError(field, message, 'INVALID')

function askedQuery(caller: Caller, input: Args): string | FieldError {
  const [segmentId, query] = [text(input, 'segmentId'), text(input, 'query')]
  if (segmentId !== undefined && query !== undefined) return invalid(['input'], 'Providing both segment_id and query is not supported.')
  if (segmentId !== undefined) return segmentOf(caller, segmentId)?.query ?? invalid(null, 'Invalid segment ID.')
  if (query === undefined) return invalid(['input'], 'You must provide one of segment_id or query.')
  const checked = checkQuery(caller.world, caller.shop, query)
  return 'problems' in checked ? invalid(null, checked.problems[0] ?? query) : query
}

const createQuery: Root = (args, caller) => {
  const input = record(args, 'input')
  const query = askedQuery(caller, input)
  const answer = (job: View | null, errors: FieldError[]) => ({
    __typename: 'CustomerSegmentMembersQueryCreatePayload',
    customerSegmentMembersQuery: job,
    userErrors: userErrors(errors, 'CustomerSegmentMembersQueryUserError'),
  })
  if (typeof query !== 'string') return answer(null, [query])
  const { world, shop } = caller
  const job = startMembersQuery(world, shop, { query, sortKey: text(input, 'sortKey'), reverse: flag(input, 'reverse') })
  // The answer is from before its first look at a customer, however short that may be.
  return answer({ ...jobView(caller, job), done: false, currentCount: 0 }, [])
}

interface Asked {
  readonly query: string
  readonly sortKey: string | undefined
  readonly reverse: boolean
  readonly ready: boolean
}

function asked(args: Args, caller: Caller): Asked {
  const own = { sortKey: text(args, 'sortKey'), reverse: flag(args, 'reverse'), ready: true }
  const [segmentId, query, queryId] = [text(args, 'segmentId'), text(args, 'query'), text(args, 'queryId')]
  if ([segmentId, query, queryId].filter((one) => one !== undefined).length !== 1) {
    throw apiError('You must provide exactly one of query_id, segment_id or query.', 'BAD_REQUEST')
  }
  if (query !== undefined) return { ...own, query }
  if (queryId !== undefined) {
    const job = jobOf(caller, queryId)
    if (!job) throw apiError('Invalid query ID.', 'NOT_FOUND')
    return { query: job.query, sortKey: job.sortKey, reverse: job.reverse, ready: isDone(caller.world, caller.shop, job) }
  }
  const segment = segmentOf(caller, segmentId ?? '')
  if (!segment) throw apiError('Segment does not exist', 'NOT_FOUND')
  return { ...own, query: segment.query }
}

const ATTRIBUTES: Record<string, (caller: Caller, customer: Customer) => number> = {
  amount_spent: ({ shop }, customer) => ordersOf(shop, customer).reduce((sum, order) => sum + Number(order.total), 0),
  number_of_orders: ({ shop }, customer) => ordersOf(shop, customer).length,
}

function statistics(caller: Caller, members: readonly Customer[]): View {
  return {
    __typename: 'SegmentStatistics',
    attributeStatistics: (args: Args) => {
      const name = text(args, 'attributeName') ?? ''
      const read = ATTRIBUTES[name]
      if (!read) throw notSupported(`SegmentStatistics.attributeStatistics ${name}`)
      const sum = members.reduce((total, one) => total + read(caller, one), 0)
      return { __typename: 'SegmentAttributeStatistics', sum, average: members.length ? sum / members.length : 0 }
    },
  }
}

function members(args: Args, caller: Caller): View {
  const { query, sortKey = 'created_at', reverse, ready } = asked(args, caller)
  const scene = sceneOf(caller, text(args, 'timezone'))
  const value = memberSort(scene, sortKey)
  if (!value) throw apiError(`Invalid sort key: ${sortKey}`, 'BAD_REQUEST')
  const found = ready ? membersOf(caller, scene, query) : []
  const order = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)
  const sorted = found.sort((a, b) => order(value(a), value(b)) || a.id - b.id)
  const view = (one: Customer) => memberView(caller, one)
  const shown = page('CustomerSegmentMember', sorted, { ...args, reverse }, view, value, PAGE_MAX)
  return { ...shown, totalCount: found.length, statistics: () => statistics(caller, found) }
}

function membership(args: Args, caller: Caller): View {
  const customer = customerOf(caller, text(args, 'customerId'))
  const scene = sceneOf(caller, undefined)
  const memberships = texts(args, 'segmentIds').flatMap((id) => {
    const segment = segmentOf(caller, id)
    if (!customer || !segment) return []
    const isMember = testOf(caller, scene, segment.query)(customer)
    return [{ __typename: 'SegmentMembership', segmentId: gid('Segment', segment.id), isMember }]
  })
  return { __typename: 'SegmentMembershipResponse', memberships }
}

export const segmentMemberQueries: Record<string, Root> = {
  customerSegmentMembers: members,
  customerSegmentMembersQuery: (args, caller) => {
    const view = membersQueryView(caller, text(args, 'id') ?? '')
    // Not a word about the id: this is what real stores answer to one that they do not know (recorded).
    if (!view) throw apiError('Something went wrong', 'INTERNAL_SERVER_ERROR')
    return view
  },
  customerSegmentMembership: membership,
}
export const segmentMemberMutations: Record<string, Root> = { customerSegmentMembersQueryCreate: createQuery }
