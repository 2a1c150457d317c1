import { expect, test } from 'vitest'
import { html, jsonScript, raw } from './html.ts'

test('a value cannot leave an element or a quoted attribute', () => {
  const name = `"><script>alert('関')</script>&`
  expect(html`<p title="${name}">${name}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;関&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;関&#39;)&lt;/script&gt;&amp;</p>',
  )
})

test('parts made by the template are not escaped twice, arrays are joined, nothing prints nothing', () => {
  const items = ['a<b', 'c'].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}</ul>${null}${undefined}${false}${0}`.text).toBe('<ul><li>a&lt;b</li><li>c</li></ul>0')
  expect(html`${raw('<b>x</b>')}`.text).toBe('<b>x</b>')
})

test('strings inside arrays are escaped as well', () => {
  expect(html`${['<', ['&']]}`.text).toBe('&lt;&amp;')
})

test('a JSON data block cannot be ended by its value and reads back equal', () => {
  const value = { tag: '</script><!--<script>', line: '\u2028\u2029&' }
  const text = jsonScript('page', value).text
  const inner = text.slice(text.indexOf('>') + 1, text.lastIndexOf('</script>'))
  expect(inner).not.toMatch(/[<>&\u2028\u2029]/)
  expect(JSON.parse(inner)).toEqual(value)
})
