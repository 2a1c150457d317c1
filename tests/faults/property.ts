/** The properties of design.md section 3, by name. */
export type Property =
  | 'own echo is silence'
  | 'it settles after the last edit, with store = projection'
  | 'no oscillation'
  | 'unowned tags untouched'
  | 'never verified without an approval that came after the last denial'
  | 'no denial made by hand in the metafield is undone without a decision after it'
  | 'frozen always locks'
  | 'an approval by hand that is a request never verifies'
  // What the engine leaves beside the case (design.md sections 4 and 5).
  | 'history lines equal events'
  | 'told only after the store showed it'
  | 'at most one mail per approval'
  | 'nothing is left behind'
  | 'an approval takes two members where the rule says so'

/** A property that a history broke. */
export class Violation extends Error {
  override name = 'Violation'
  readonly property: Property
  readonly detail: string

  constructor(property: Property, detail: string) {
    super(`${property}: ${detail}`)
    this.property = property
    this.detail = detail
  }
}
