import { type GraphQLError, Lexer, type Source, type Token, TokenKind } from 'graphql'

/** Shopify's parser names punctuation in words. */
const NAMES: Partial<Record<TokenKind, string>> = {
  [TokenKind.BRACE_L]: 'LCURLY',
  [TokenKind.BRACE_R]: 'RCURLY',
  [TokenKind.PAREN_L]: 'LPAREN',
  [TokenKind.PAREN_R]: 'RPAREN',
  [TokenKind.BRACKET_L]: 'LBRACKET',
  [TokenKind.BRACKET_R]: 'RBRACKET',
  [TokenKind.COLON]: 'COLON',
  [TokenKind.DOLLAR]: 'VAR_SIGN',
  [TokenKind.EQUALS]: 'EQUALS',
  [TokenKind.BANG]: 'BANG',
  [TokenKind.PIPE]: 'PIPE',
  [TokenKind.AMP]: 'AMP',
  [TokenKind.AT]: 'DIR_SIGN',
  [TokenKind.SPREAD]: 'ELLIPSIS',
  [TokenKind.NAME]: 'IDENTIFIER',
  [TokenKind.INT]: 'INT',
  [TokenKind.FLOAT]: 'FLOAT',
  [TokenKind.STRING]: 'STRING',
  [TokenKind.BLOCK_STRING]: 'STRING',
}

/** The token at a place, or the last one before it. */
function tokenAt(source: Source, position: number): Token | undefined {
  const lexer = new Lexer(source)
  let last: Token | undefined
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF && token.start <= position; token = lexer.advance()) last = token
  } catch {
    return undefined
  }
  return last
}

/** Why a document cannot be read, in the words of Shopify's parser, with the offset of the last token that was read; none for an empty text. */
export function syntaxWords(error: GraphQLError): { readonly message: string; readonly offset?: number } {
  const { source, positions } = error
  const token = source && positions?.[0] !== undefined ? tokenAt(source, positions[0]) : undefined
  const place = token ?? error.locations?.[0]
  const ended = /<EOF>/.test(error.message)
  if (ended && !token) return { message: 'syntax error, unexpected end of file' }
  const at = place ? ` at [${place.line}, ${place.column}]` : ''
  if (!token) return { message: `syntax error, ${error.message.replace(/^Syntax Error: /, '').replace(/\.$/, '')}${at}` }
  const text = token.value ?? source?.body.slice(token.start, token.end) ?? ''
  const what = ended ? 'end of file' : `${NAMES[token.kind] ?? token.kind} (${JSON.stringify(text)})`
  return { message: `syntax error, unexpected ${what}${at}`, offset: token.start }
}
