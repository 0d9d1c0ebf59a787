/** Names go into targets, metrics and file names: no spaces, dots or slashes, and nothing that objects inherit. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** For a JSON Schema. */
export const NAME_PATTERN = NAME.source;

/** Whether `text` may name something in a scenario. */
export const isName = (text: string): boolean => NAME.test(text) && !(text in {});
