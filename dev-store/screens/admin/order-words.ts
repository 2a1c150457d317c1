const JA = {
  unfulfilled: '未フルフィルメント',
  held: '保留中',
  partly: '一部発送済み',
  fulfilled: '発送済み',
  cancelled: 'キャンセル済み',
  fulfillment: '発送',
  heldBy: (who: string) => `保留（${who}）`,
  byStaff: 'スタッフ',
  noTags: 'タグはありません',
  noCustomer: 'お客様なし',
  handOver: '発送済みにする',
  release: '保留を解除する',
  cancelOrder: '注文をキャンセル',
  addLine: '商品を1点追加（注文の編集）',
  changeCustomer: 'お客様を変更',
  create: '注文を作成（開発用）',
  createHelp: 'チェックアウトの制限を通らずに届く注文です。',
  way: '経路',
  ways: { web: 'カートへの直接送信', draft: '下書き注文', pos: 'POS（店頭・その場で引き渡し）', api: 'API' },
  place: '注文を作成する',
  noSuchOrder: 'この注文は見つかりません',
  refused: '実行できませんでした',
}

export type OrderWords = typeof JA

const EN: OrderWords = {
  unfulfilled: 'Unfulfilled',
  held: 'On hold',
  partly: 'Partially fulfilled',
  fulfilled: 'Fulfilled',
  cancelled: 'Canceled',
  fulfillment: 'Fulfillment',
  heldBy: (who) => `Hold (${who})`,
  byStaff: 'staff',
  noTags: 'No tags',
  noCustomer: 'No customer',
  handOver: 'Mark as fulfilled',
  release: 'Release hold',
  cancelOrder: 'Cancel order',
  addLine: 'Add one item (edit the order)',
  changeCustomer: 'Change customer',
  create: 'Create an order (development)',
  createHelp: 'An order that does not pass the checkout’s gate.',
  way: 'Way',
  ways: { web: 'Direct POST to the cart', draft: 'Draft order', pos: 'POS (handed over at once)', api: 'API' },
  place: 'Create order',
  noSuchOrder: 'There is no such order',
  refused: 'That was not done',
}

/** The words of the order pages; Chinese staff read English here. */
export const orderWords = (locale: string): OrderWords => (locale.startsWith('ja') ? JA : EN)
