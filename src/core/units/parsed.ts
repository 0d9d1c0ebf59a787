/** What a parser of this folder returns: the value, or one sentence saying what is wrong and what to write instead. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
