/** Stores with their replicas placed and their options checked against the protocol. */

import type { ParameterValues } from '../../core/parameters.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ReplicatedStoreSpec, ServiceOperation } from '../../services/service.ts';
import type { Located } from '../decode/located.ts';
import { definedValues, parameterFields } from '../decode/parameter-shape.ts';
import { record } from '../decode/record.ts';
import type { OperationDraft, StoreDraft } from '../format/store-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { MapNode, ScalarNode } from '../yaml/tree.ts';
import { childPath, entryOf } from '../yaml/tree.ts';
import { warnIfOutside } from './calendar.ts';
import type { Places } from './places.ts';
import { selectNodes } from './select-nodes.ts';
import type { DraftOf, ServiceContext } from './service-context.ts';

/** More voters than anyone runs: legal, but worth a word. */
const VOTERS_MAX = 9;

interface Replicas {
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
  readonly spares: readonly NodeId[];
}

const compileOptions = (
  draft: StoreDraft,
  key: ScalarNode,
  voters: number,
  vocabulary: Vocabulary,
  reporter: Reporter,
): ParameterValues => {
  const protocol = vocabulary.consensus.get(draft.consensus);
  if (protocol === undefined) return {};
  const shape = record(`options of ${protocol.name}`, parameterFields(protocol.options));
  const absent: MapNode = { ...key, type: 'map', entries: [], path: childPath(key.path, 'options'), key };
  const problems = reporter.problems.length;
  const values = shape.decode(draft.options ?? absent, reporter);
  if (values === undefined) return {};
  const options = definedValues(values);
  // An option that is wrong by itself was replaced by its default, which says nothing about the others.
  const conflict = reporter.problems.length === problems ? protocol.check?.(options, voters) : undefined;
  if (conflict !== undefined) {
    const written = draft.options?.type === 'map' ? entryOf(draft.options, conflict.option) : undefined;
    const place = written?.value ?? draft.options?.key ?? key;
    reporter.report(place, messages.optionConflict(conflict.message, conflict.expected));
  }
  return options;
};

/** A node has one role at most; whoever is left votes. */
const place = (draft: StoreDraft, key: ScalarNode, places: Places, reporter: Reporter): Replicas => {
  const select = (written: readonly ScalarNode[] | undefined) => selectNodes(written ?? [], places, reporter);
  const learners = select(draft.learners);
  const spares = select(draft.spares);
  const explicit = draft.voters && selectNodes(draft.voters.value, places, reporter);
  const nameOf = (id: NodeId) => places.nodes[id].name;
  const roles = [
    { role: 'voters', ids: explicit ?? [], written: draft.voters?.value },
    { role: 'learners', ids: learners, written: draft.learners },
    { role: 'spares', ids: spares, written: draft.spares },
  ];
  const taken = new Map<NodeId, string>();
  for (const { role, ids, written } of roles) {
    for (const id of ids) {
      const first = taken.get(id);
      if (first !== undefined) reporter.report(written?.[0] ?? key, messages.twoRoles(nameOf(id), first, role));
      taken.set(id, role);
    }
  }
  if (explicit !== undefined) {
    if (draft.nodes !== undefined) reporter.report(draft.voters?.node.key ?? key, messages.nodesAndVoters());
    return { voters: explicit, learners, spares };
  }
  const everywhere = draft.nodes === undefined ? places.nodes.map(({ id }) => id) : select(draft.nodes);
  return { voters: everywhere.filter((id) => !taken.has(id)), learners, spares };
};

const MEMBERSHIP_KEYS = ['add-voter', 'add-learner', 'remove', 'transfer-leadership'] as const;

const compileOperation = (
  { value, node }: Located<OperationDraft>,
  service: string,
  replicas: Replicas,
  places: Places,
  reporter: Reporter,
): ServiceOperation | undefined => {
  const everyone = new Set([...replicas.voters, ...replicas.learners, ...replicas.spares]);
  const select = (written: readonly ScalarNode[]) => {
    const ids = selectNodes(written, places, reporter);
    const stranger = ids.find((id) => !everyone.has(id));
    if (stranger !== undefined) {
      reporter.report(written[0], messages.notAReplica(places.nodes[stranger].name, service));
    }
    return ids;
  };
  const keys = ([...MEMBERSHIP_KEYS, 'replace'] as const).filter((key) => value[key] !== undefined);
  if (keys.length !== 1) {
    const what = 'kind of operation';
    const names = [...MEMBERSHIP_KEYS, 'replace'];
    const second = node.type === 'map' && keys[1] !== undefined ? entryOf(node, keys[1])?.key : undefined;
    reporter.report(
      second ?? node,
      keys.length === 0 ? messages.oneOfNeeded(what, names) : messages.onlyOneOf(what, keys[0]),
    );
    return undefined;
  }
  const { at, replace } = value;
  const insists = value.for === undefined ? {} : { for: value.for };
  if (replace !== undefined) {
    return {
      at,
      ...insists,
      type: 'replace',
      voters: select(replace.voters),
      learners: select(replace.learners ?? []),
    };
  }
  const type = MEMBERSHIP_KEYS.find((key) => value[key] !== undefined) ?? 'remove';
  const written = value[type] ?? [];
  const ids = select(written);
  if (ids.length === 1) return { at, ...insists, type, node: ids[0] };
  if (ids.length > 1) reporter.report(written[0], messages.oneNodeOnly(type));
  return undefined;
};

export const compileStore = (
  { name, key, draft }: DraftOf<StoreDraft>,
  { places, calendar, vocabulary, reporter }: ServiceContext,
): ReplicatedStoreSpec => {
  const replicas = place(draft, key, places, reporter);
  const voters = replicas.voters.length;
  if (voters === 0) reporter.report(draft.voters?.node ?? key, messages.emptySelection(`the voters of ${name}`));
  if (voters > VOTERS_MAX) reporter.warn(draft.voters?.node ?? key, messages.manyVoters(voters, name));
  const operations = draft.operations.flatMap((operation) => {
    const compiled = compileOperation(operation, name, replicas, places, reporter);
    if (compiled !== undefined) warnIfOutside(compiled.at, operation.node, calendar, reporter);
    return compiled ?? [];
  });
  return {
    kind: 'replicated-store',
    name,
    consensus: draft.consensus,
    options: compileOptions(draft, key, voters, vocabulary, reporter),
    ...replicas,
    transport: draft.transport,
    requestCost: draft.cpu.request,
    messageCost: draft.cpu.message,
    queueLimit: draft.queueLimit,
    operations,
  };
};
