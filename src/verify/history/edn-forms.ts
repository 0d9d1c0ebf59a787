/**
 * Cuts a text in EDN (github.com/edn-format/edn) into its top-level forms, or, if it is one vector or list of forms, into
 * those: what stands where is then known for messages, and brackets that do not match are found, which edn-data lets
 * pass. It knows strings, characters, comments and brackets; what a form means is left to the parser.
 */
export interface EdnForm {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

export interface EdnFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export const EDN_DEPTH_MAX = 64;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const isSpace = (character: string): boolean => ' \t\r\n,'.includes(character);

/** Hands out each form; stops at the first fault and answers it. `take` returns false to stop. */
export function ednForms(text: string, take: (form: EdnForm) => boolean): EdnFault | undefined {
  const open: { readonly close: string; readonly at: number }[] = [];
  let line = 1;
  let lineStart = 0;
  /** Whether the whole text is one vector, whose elements are the forms. */
  let wrapped = false;
  let closed = false;
  let form: { start: number; line: number; column: number } | undefined;
  /** Where the word begins that is being read, outside of brackets; -1 between words. */
  let word = -1;
  const fault = (at: number, message: string): EdnFault => ({ line, column: Math.max(1, at - lineStart + 1), message });
  const base = () => (wrapped ? 1 : 0);

  const finish = (end: number): boolean => {
    word = -1;
    if (form === undefined) return true;
    const { start, ...place } = form;
    form = undefined;
    return text.startsWith('#_', start) || take({ text: text.slice(start, end), ...place });
  };
  /** At a space. A tag, or `#_`, belongs to what follows. */
  const pause = (end: number): boolean => {
    if (open.length !== base()) return true;
    if (word === -1 || text[word] !== '#') return word === -1 || finish(end);
    word = -1;
    return true;
  };

  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') {
      if (!pause(at)) return undefined;
      line++;
      lineStart = at + 1;
      continue;
    }
    if (isSpace(character)) {
      if (!pause(at)) return undefined;
      continue;
    }
    if (character === ';') {
      if (!pause(at)) return undefined;
      const end = text.indexOf('\n', at);
      if (end === -1) break;
      at = end - 1;
      continue;
    }
    if (closed) return fault(at, 'the history ended before this');
    if (character === ')' || character === ']' || character === '}') {
      if (wrapped && open.length === 1 && !finish(at)) return undefined;
      const top = open.pop();
      if (top === undefined) return fault(at, `nothing is open that ${character} could close`);
      if (top.close !== character) return fault(at, `${top.close} is missing before ${character}`);
      if (wrapped && open.length === 0) closed = true;
      else if (open.length === base() && !finish(at + 1)) return undefined;
      continue;
    }
    if (form === undefined && open.length === 0 && (character === '[' || character === '(') && !wrapped) {
      wrapped = true;
      open.push({ close: CLOSING[character], at });
      continue;
    }
    if (word === -1) word = at;
    if (form === undefined) form = { start: at, line, column: at - lineStart + 1 };
    if (character === '"') {
      const start = fault(at, 'this string is not closed');
      for (at++; at < text.length && text[at] !== '"'; at++) {
        if (text[at] === '\\') at++;
        if (text[at] === '\n') {
          line++;
          lineStart = at + 1;
        }
      }
      if (at >= text.length) return start;
    } else if (character === '\\') {
      at++;
    } else if (character in CLOSING) {
      open.push({ close: CLOSING[character], at });
      if (open.length > EDN_DEPTH_MAX) return fault(at, `brackets are nested more than ${EDN_DEPTH_MAX} deep`);
    }
  }
  if (open.length > 0) return fault(text.length, `${open[open.length - 1].close} is missing at the end`);
  finish(text.length);
  return undefined;
}
