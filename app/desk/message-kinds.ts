/** What a message to a customer is about: each has a template (C20, C21). `free` begins empty. */
export const MESSAGE_KINDS = ['ok', 'missing', 'ng', 'free'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

export const isMessageKind = (value: unknown): value is MessageKind => MESSAGE_KINDS.some((kind) => kind === value)
