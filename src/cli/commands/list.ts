/** `fivenines list [topic]`: what scenario files can name, described by the registries themselves. */

import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
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

const TOPICS: Readonly<Record<string, { readonly summary: string; readonly entries: () => ListEntry[] }>> = {
  faults: {
    summary: 'what can break, with the parameters of each kind',
    entries: () => [...faultKinds.values()].map((kind) => ({ ...kind, parameters: parametersOf(kind.parameters) })),
  },
  consensus: {
    summary: 'consensus protocols and their options',
    entries: () =>
      [...consensusProtocols.values()].map((kind) => ({ ...kind, parameters: parametersOf(kind.options) })),
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
      .example('$0 list faults', 'every kind of fault with its parameters') as never,
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
      process.stdout.write(`${name}: ${TOPICS[name].summary}\n\n`);
      process.stdout.write(`${formatEntries(TOPICS[name].entries(), topic !== undefined)}\n`);
    }
    if (topic === undefined) process.stdout.write('`fivenines list <topic>` shows the parameters of each.\n');
  },
};

const plain = ({ name, summary, source, example, parameters }: ListEntry): ListEntry => ({
  name,
  summary,
  source,
  example,
  parameters,
});
