/**
 * From a validated scenario back to a file that reads as one would write it: without what is default, quantities in their
 * roundest units, a fault or a call to a line. Exact: read again, it is the same scenario but for the hash of its bytes.
 */

import type { Scenario } from '../scenario.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { builtInVocabulary } from '../vocabulary.ts';
import { differing } from './differing.ts';
import { layOut, layOutSection } from './lay-out.ts';
import { printClient } from './print-clients.ts';
import { printCompare } from './print-compare.ts';
import { printFault } from './print-fault.ts';
import { printJob } from './print-job.ts';
import { printProse } from './print-prose.ts';
import { printQuantity } from './print-quantity.ts';
import { printRareEvents } from './print-rare-events.ts';
import { printService } from './print-services.ts';
import { printText } from './print-text.ts';
import { printTopology } from './print-topology.ts';
import { printVerify } from './print-verify.ts';
import { unspoken } from './unspoken.ts';
import { type Entry, mapping } from './written.ts';

export interface PrintOptions {
  /** Put on top, each of its lines behind a #. */
  readonly comment?: string;
  /** Instead of the built-in algorithms and faults; the one with which it will be read. */
  readonly vocabulary?: Vocabulary;
}

/** What would end the line or garble a terminal is taken out. */
const commentLines = (comment: string): string[] =>
  comment.split('\n').map((line) => `# ${line.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu, ' ')}`.trimEnd());

const head = (scenario: Scenario): string[] => {
  const { name, description, duration, warmup, runs, seed } = scenario;
  const standard = unspoken();
  const time = (value: number): string => printQuantity('duration', value);
  const { fields } = mapping(
    ['name', printText(name)],
    ['description', description === '' ? undefined : printProse(description)],
    ['duration', time(duration)],
    ['warmup', differing(warmup, standard.warmup, time)],
    ['runs', differing(runs, standard.runs, String)],
    ['seed', differing(seed, standard.seed, String)],
  );
  return layOut(fields);
};

/**
 * Arrivals that were recorded in a file refer to that file. RangeError on plain data that no file describes: what
 * `parseScenario` returned can always be printed, as can what agrees with it in its defaults.
 */
export const printScenario = (scenario: Scenario, options: PrintOptions = {}): string => {
  const { vocabulary = builtInVocabulary, comment } = options;
  const { topology, services, clients, jobs = [], faults, expect, rareEvents, verify, compare } = scenario;
  const servers = topology.nodes.filter(({ role }) => role === 'server');
  const rare = printRareEvents(rareEvents);
  const checks = printVerify(verify);
  const parts = [
    [...(comment === undefined ? [] : commentLines(comment)), ...head(scenario)],
    layOutSection('topology', printTopology(topology)),
    layOutSection(
      'services',
      mapping(...services.map((service): Entry => [service.name, printService(service, servers, vocabulary)])),
    ),
    clients.length === 0
      ? []
      : layOutSection(
          'clients',
          mapping(...clients.map((client): Entry => [client.name, printClient(client, servers)])),
        ),
    jobs.length === 0 ? [] : layOutSection('jobs', mapping(...jobs.map((job): Entry => [job.name, printJob(job)]))),
    faults.length === 0
      ? []
      : layOutSection('faults', { rows: faults.map((fault, index) => printFault(fault, index + 1, vocabulary)) }),
    expect.length === 0 ? [] : layOutSection('expect', { rows: expect.map(({ expression }) => printText(expression)) }),
    compare === undefined ? [] : layOutSection('compare', printCompare(compare)),
    rare.fields.length === 0 ? [] : layOut([['rareEvents', rare]]),
    checks.fields.length === 0 ? [] : layOut([['verify', checks]]),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')}`;
};
