import type { TranslationOf } from '../../translate.ts'
import type { desk as reference } from '../en/desk.ts'

export const desk: TranslationOf<typeof reference> = {
  fresh: '新提交',
  return: { which: '需要重新提交哪几份？', kept: '保留，无需重交' },
}
