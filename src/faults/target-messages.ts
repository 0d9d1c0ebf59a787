/** Every sentence about targets that a user can see. */
import { nearestName } from '../core/nearest-name.ts';

const LISTED_MAX = 8;

const list = (names: readonly string[]): string =>
  names.length > LISTED_MAX ? `${names.slice(0, LISTED_MAX).join(', ')}, …` : names.join(', ');

/** What may stand at the start of a part, for "expected". */
const FORMS =
  'a node, "zone …", "rack …", "region …", "all nodes", "nodes of …", "leader of …", "a follower of …", ' +
  '"followers of …", "a minority of …", "a majority of …", "a random node", "2 random nodes", "each node" or "rest"';

export const targetMessages = {
  empty: `empty target: expected ${FORMS}`,
  unfinished: (expected: string) => `the target ends too early: expected ${expected}`,
  forms: FORMS,
  expected: (found: string, expected: string) => `unexpected "${found}": expected ${expected}`,
  unknown: (what: string, name: string, known: readonly string[]) => {
    const near = nearestName(name, known);
    if (near !== undefined) return `unknown ${what} "${name}": did you mean "${near}"?`;
    return known.length === 0
      ? `unknown ${what} "${name}": the scenario has none`
      : `unknown ${what} "${name}": expected one of ${list(known)}`;
  },
  meant: (name: string, meant: string) => `unknown node "${name}": did you mean "${meant}"?`,
  count: (text: string) => `a count must be 1 or more, not ${text}`,
  alone: (form: string) => `"${form}" stands alone: it cannot be joined by "and"`,

  noTargets: (kind: string) => `${kind} takes no targets`,
  noTarget: (kind: string) => `${kind} needs a target`,
  oneTarget: (kind: string) => `${kind} takes one target: join several by "and"`,
  tooFewGroups: (kind: string, min: number) => `${kind} needs at least ${min} groups`,
  tooManyGroups: (kind: string, max: number) => `${kind} takes at most ${max} group${max === 1 ? '' : 's'}`,
  restOfNothing: '"rest" needs another group that it is the rest of',
  secondRest: 'only one group can be "rest"',
  secondEach: 'only one group can be "each …"',
} as const;
