import type { TranslationOf } from '../../translate.ts'
import type { desk as reference } from '../en/desk.ts'

export const desk: TranslationOf<typeof reference> = {
  fresh: '新提交',
  return: { which: '請對方重新提交哪幾份？', kept: '保留，無需重送' },
}
