/** `fivenines list [topic]`: what scenario files can name, described by the registries themselves. */

import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { autoscalingAlgorithms } from '../../algorithms/autoscaling/registry.ts';
import { balancingAlgorithms } from '../../algorithms/balancing/registry.ts';
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import { schedulingAlgorithms } from '../../algorithms/scheduling/registry.ts';
import { DISTRIBUTION_KINDS } from '../../core/distributions/distribution-kinds.ts';
import { nearestName } from '../../core/nearest-name.ts';
import type { Parameters } from '../../core/parameters.ts';
import { faultKinds } from '../../faults/registry.ts';
import { CAUSES } from '../../measure/incidents/causes.ts';
import { loadPlugins } from '../../node/load-plugins.ts';
import { INVARIANTS } from '../../verify/invariants.ts';
import { MODELS } from '../../verify/linearizability/models.ts';
import { ARRIVAL_KINDS } from '../../workload/arrival-kinds.ts';
import { KEY_KINDS } from '../../workload/key-kinds.ts';
import { formatEntries, type ListEntry } from '../format-list.ts';
import { UsageError } from '../usage-error.ts';

const parametersOf = (parameters: Parameters) =>
  Object.entries(parameters).map(([name, parameter]) => ({ name, ...parameter }));

type Algorithm = Omit<ListEntry, 'parameters'> & { readonly options: Parameters };

interface Topic {
  readonly summary: string;
  readonly entries: () => ListEntry[];
  /** Every entry has a source, and it is always shown. */
  readonly sources?: boolean;
}

const describeAlgorithms = (algorithms: ReadonlyMap<string, Algorithm>): ListEntry[] =>
  [...algorithms.values()].map((algorithm) => ({ ...algorithm, parameters: parametersOf(algorithm.options) }));

const TOPICS: Readonly<Record<string, Topic>> = {
  faults: {
    summary: 'what can break, with the parameters of each kind',
    entries: () => [...faultKinds.values()].map((kind) => ({ ...kind, parameters: parametersOf(kind.parameters) })),
  },
  consensus: {
    summary: 'consensus protocols and their options',
    entries: () => describeAlgorithms(consensusProtocols),
  },
  balancers: {
    summary: 'which server of a pool gets the next request',
    entries: () => describeAlgorithms(balancingAlgorithms),
    sources: true,
  },
  autoscalers: {
    summary: 'how many servers a pool has',
    entries: () => describeAlgorithms(autoscalingAlgorithms),
    sources: true,
  },
  schedulers: {
    summary: 'which task of a batch cluster goes where, and when',
    entries: () => describeAlgorithms(schedulingAlgorithms),
    sources: true,
  },
  distributions: { summary: 'random quantities', entries: () => describe(DISTRIBUTION_KINDS) },
  arrivals: { summary: 'how requests arrive at open-loop clients', entries: () => describe(ARRIVAL_KINDS) },
  keys: { summary: 'which keys requests go to', entries: () => describe(KEY_KINDS) },
  invariants: {
    summary: 'what is checked in every run',
    entries: () => INVARIANTS.map(({ name, statement, source }) => ({ name, summary: statement, source })),
  },
  models: {
    summary: 'what histories are checked against by fivenines linearizable',
    entries: () =>
      [...MODELS.values()].map(({ name, summary, source, example }) => ({ name, summary, source, example })),
  },
  causes: {
    summary: 'what downtime is attributed to',
    entries: () => Object.entries(CAUSES).map(([name, summary]) => ({ name, summary })),
  },
};

function describe(kinds: readonly (Omit<ListEntry, 'parameters'> & { parameters?: Parameters })[]): ListEntry[] {
  return kinds.map((kind) => ({ ...kind, parameters: kind.parameters && parametersOf(kind.parameters) }));
}

export const listCommand: CommandModule<object, { topic?: string; plugin: string[]; json: boolean }> = {
  command: 'list [topic]',
  describe: 'List what scenarios can name',
  builder: (yargs) =>
    yargs
      .positional('topic', { type: 'string', describe: Object.keys(TOPICS).join(', ') })
      .option('plugin', {
        array: true,
        string: true,
        nargs: 1,
        default: [],
        describe: 'Load algorithms from a module (this runs its code)',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on standard output' })
      .example('$0 list faults', 'every kind of fault with its parameters')
      .example('$0 list balancers', 'every balancer with its source, its cost and its options') as never,
  async handler({ topic, plugin, json }) {
    await loadPlugins(plugin.map((file) => resolve(file)));
    if (topic !== undefined && !(topic in TOPICS)) {
      const nearest = nearestName(topic, Object.keys(TOPICS));
      const hint = nearest === undefined ? `topics are ${Object.keys(TOPICS).join(', ')}` : `did you mean ${nearest}?`;
      throw new UsageError(`nothing to list under "${topic}": ${hint}`);
    }
    const chosen = topic === undefined ? Object.keys(TOPICS) : [topic];
    if (json) {
      const value = Object.fromEntries(chosen.map((name) => [name, TOPICS[name].entries().map(plain)]));
      process.stdout.write(`${JSON.stringify(topic === undefined ? value : value[topic], null, 2)}\n`);
      return;
    }
    for (const name of chosen) {
      const { summary, entries, sources } = TOPICS[name];
      const detail = topic !== undefined ? 'full' : sources ? 'sources' : 'brief';
      process.stdout.write(`${name}: ${summary}\n\n${formatEntries(entries(), detail)}\n`);
    }
    if (topic === undefined) process.stdout.write('`fivenines list <topic>` shows the parameters of each.\n');
  },
};

const plain = ({ name, summary, source, complexity, example, parameters }: ListEntry): ListEntry => ({
  name,
  summary,
  source,
  complexity,
  example,
  parameters,
});
