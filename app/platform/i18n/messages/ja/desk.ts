import type { TranslationOf } from '../../translate.ts'
import type { desk as reference } from '../en/desk.ts'

export const desk: TranslationOf<typeof reference> = {
  fresh: '再提出',
  return: { which: 'もう一度提出してもらうもの', kept: 'このまま受け付けます' },
}
