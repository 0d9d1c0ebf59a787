/**
 * How deeply a YAML text nests, from the parser's concrete syntax tokens. The composer of the `yaml` package recurses, so a
 * hostile file must be measured before it is composed; the token parser and this walk do not recurse.
 */
import type { CST } from 'yaml';

type Token = CST.Token;

const push = (stack: [Token, number][], token: Token | null | undefined, depth: number) => {
  if (token !== null && token !== undefined) stack.push([token, depth]);
};

/** The deepest nesting of values in `tokens`; a scalar document has depth 2. */
export const depthOf = (tokens: readonly Token[]): number => {
  const stack: [Token, number][] = tokens.map((token) => [token, 1]);
  let deepest = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (token.type === 'document') push(stack, token.value, depth + 1);
    if ('items' in token) {
      for (const item of token.items) {
        push(stack, item.key, depth + 1);
        push(stack, item.value, depth + 1);
      }
    }
  }
  return deepest;
};
