// The limit of the propagation bench: asks the Admin API without any regard until it is THROTTLED, then counts the points it really gets a second.
const [endpoint = '', seconds = '5', callers = '8'] = process.argv.slice(2)
const body = JSON.stringify({ query: 'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }' })
const headers = { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' }

interface Answer {
  readonly extensions: { readonly cost: { readonly actualQueryCost: number | null } }
}

let counting = false
let points = 0
const ends = { at: Number.POSITIVE_INFINITY }

async function ask(): Promise<void> {
  while (performance.now() < ends.at) {
    const answer = (await (await fetch(endpoint, { method: 'POST', headers, body })).json()) as Answer
    const charged = answer.extensions.cost.actualQueryCost
    if (charged === null) {
      if (!counting) ends.at = performance.now() + Number(seconds) * 1000
      counting = true
      await new Promise((resolve) => setTimeout(resolve, 10))
    } else if (counting) points += charged
  }
}

await Promise.all(Array.from({ length: Number(callers) }, ask))
process.stdout.write(`${JSON.stringify({ pointsPerSecond: points / Number(seconds) })}\n`)

export {}
