/**
 * An entry of `faults`: the key that names a kind of fault says what breaks, its value where; the other keys say when and
 * how. Which keys those are depends on the kind, so each kind has its own record.
 */
import { nearestName } from '../../core/nearest-name.ts';
import type { ParameterValue } from '../../core/parameters.ts';
import type { FaultKind } from '../../faults/fault-kind.ts';
import { choice } from '../decode/choice.ts';
import { expectMap } from '../decode/expect-node.ts';
import type { Field } from '../decode/field.ts';
import { optional, required, withDefault } from '../decode/field.ts';
import { located } from '../decode/located.ts';
import { parameterFields } from '../decode/parameter-shape.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration, randomGap } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import type { Decoded, Shape } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { DEFAULTS } from '../defaults.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode, TreeNode } from '../yaml/tree.ts';
import { entryOf } from '../yaml/tree.ts';

const time = quantity('duration');

const times: Shape<readonly number[]> = {
  what: 'a time or a list of times',
  schema: (definitions) => {
    const one = time.schema(definitions);
    return { anyOf: [one, { type: 'array', items: one, minItems: 1 }] };
  },
  decode: (node, reporter) => {
    const items = node.type === 'list' ? node.items : [node];
    const decoded = items.map((item) => time.decode(item, reporter)).filter((value) => value !== undefined);
    return decoded.length === items.length && items.length > 0 ? decoded : undefined;
  },
};

const burst = record('a burst such as {share: 37%, within: rack}', {
  share: required(quantity('share', { min: 0, max: 1 }), 'chance that each neighbour follows'),
  within: required(choice('kind of place', ['rack', 'zone', 'region']), 'who the neighbours are'),
  spread: withDefault(time, DEFAULTS.burstSpread, 'they follow within this time'),
});

/** The keys that every kind of fault takes. */
const COMMON = {
  name: optional(text('a name'), 'for `heal` and for reports (default: the kind and its position)'),
  at: optional(located(times), 'strikes at this time, or at these times, counted from the end of the warm-up'),
  every: optional(located(randomGap), 'strikes again and again, so long after the previous strike began'),
  mtbf: optional(located(randomGap), 'mean time between failures: per member of the target, up for so long'),
  repair: optional(located(randomDuration), 'with mtbf: down for so long'),
  for: optional(located(randomDuration), 'how long it lasts (default: until healed by name)'),
  until: optional(located(time), 'with a single `at`: when it ends, instead of `for`'),
  from: optional(located(time), 'no strike before this time'),
  to: optional(located(time), 'no strike after this time'),
  limit: optional(quantity('integer', { min: 1, max: 1e9 }), 'at most so many strikes'),
  burst: optional(located(burst), 'how it spreads to neighbours'),
} as const;

const common = record('', COMMON);

export interface FaultDraft extends Decoded<typeof common> {
  readonly kind: FaultKind;
  /** The key that names the kind. */
  readonly key: ScalarNode;
  readonly targets: readonly ScalarNode[];
  /** Every key of the entry, whether or not its value decoded. */
  readonly keys: readonly string[];
  /** Where its name stands, if it has one. */
  readonly nameNode: TreeNode | undefined;
  readonly parameters: Readonly<Record<string, ParameterValue | undefined>>;
}

const TARGETS = references('a target such as n1, zone a or leader of store, or a list of groups');

const subjectField = (kind: FaultKind): Field<readonly ScalarNode[]> =>
  kind.targets !== 'none' || kind.subject !== undefined
    ? required(TARGETS, kind.summary)
    : { ...optional(TARGETS, kind.summary), decode: () => ({ value: [] }) };

const kindRecord = (kind: FaultKind) => {
  const parameters = Object.entries(kind.parameters).filter(([name]) => name !== kind.subject);
  return record(`a fault such as ${kind.example}`, {
    [kind.name]: subjectField(kind),
    ...parameterFields(Object.fromEntries(parameters)),
    ...COMMON,
  } as Readonly<Record<string, Field<unknown>>>);
};

/** Which kind an entry is of, or undefined after reporting why that is not clear. */
const findKind = (
  entry: TreeNode,
  kinds: ReadonlyMap<string, FaultKind>,
  reporter: Reporter,
): FaultKind | undefined => {
  const names = [...kinds.keys()];
  const what = `a mapping such as {crash: n1, at: 10s}`;
  const map = expectMap(entry, what, reporter);
  if (map === undefined) return undefined;
  const [first, second] = map.entries.filter(({ key }) => kinds.has(key.text));
  const kind = first && kinds.get(first.key.text);
  if (kind !== undefined && second === undefined) return kind;
  if (kind !== undefined) {
    if (second.key.text in kind.parameters) return kind;
    reporter.report(second.key, messages.onlyOneOf('kind of fault', first.key.text));
    return undefined;
  }
  const strangers = map.entries.filter(({ key }) => !(key.text in COMMON));
  const similar = strangers.find(({ key }) => nearestName(key.text, names) !== undefined) ?? strangers[0];
  if (similar === undefined) reporter.report(map, messages.faultWithoutKind(names));
  else {
    const near = nearestName(similar.key.text, names);
    reporter.report(similar.key, messages.unknownName('kind of fault', similar.key.text, near, names));
  }
  return undefined;
};

/** One entry of `faults`. */
export const faultShape = (kinds: ReadonlyMap<string, FaultKind>): Shape<FaultDraft> => {
  const records = new Map([...kinds].map(([name, kind]) => [name, kindRecord(kind)]));
  return {
    what: 'a fault such as {crash: n1, at: 10s}',
    schema: (definitions) => ({ anyOf: [...records.values()].map((shape) => shape.schema(definitions)) }),
    decode: (node, reporter) => {
      const kind = findKind(node, kinds, reporter);
      const values = kind && records.get(kind.name)?.decode(node, reporter);
      if (kind === undefined || values === undefined || node.type !== 'map') return undefined;
      const entry = entryOf(node, kind.name) ?? node.entries[0];
      const parameters: Record<string, ParameterValue | undefined> = {};
      for (const name of Object.keys(kind.parameters)) {
        parameters[name] = values[name] as ParameterValue | undefined;
      }
      return {
        ...(values as Decoded<typeof common>),
        kind,
        key: entry.key,
        targets: values[kind.name] as readonly ScalarNode[],
        keys: node.entries.map(({ key }) => key.text),
        nameNode: entryOf(node, 'name')?.value,
        parameters,
      };
    },
  };
};
