/** Faults, and what machines go through: crashes with what was never synced, restarts with what the disk kept. */
import type { NodeObservation, Observation } from '../../kernel/observation.ts';
import { formatInstant, type Line } from './line.ts';
import { nameOf, type RecordedRun } from './recorded-run.ts';

/** These faults are told by what they do to a machine, or by the faults that they end. */
const TOLD_BY_EFFECT: ReadonlySet<string> = new Set(['crash', 'stop', 'pause', 'wipe', 'heal']);

export function tellMachines(run: RecordedRun): Line[] {
  return run.observations.flatMap((observation, place): Line[] => {
    if (observation.kind === 'fault') {
      const { time, fault, phase, description, until, nodes } = observation;
      if (TOLD_BY_EFFECT.has(fault)) return [];
      const end = until === undefined || phase === 'end' ? '' : `, until ${formatInstant(until)}`;
      const text = phase === 'start' ? `${description}${end}` : `end of ${description}`;
      const node = nodes.length === 1 ? nodes[0] : undefined;
      return [{ time, node, subject: 'fault', text, routine: false }];
    }
    if (observation.kind !== 'node') return [];
    const text = textOf(run, observation, place);
    return text === undefined ? [] : [{ ...of(observation), subject: 'machine', text, routine: false }];
  });
}

const of = ({ time, node }: NodeObservation): Pick<Line, 'time' | 'node'> => ({ time, node });

function textOf(run: RecordedRun, observation: NodeObservation, place: number): string | undefined {
  const { node, change, detail } = observation;
  const name = nameOf(run, node);
  switch (change) {
    case 'crash':
      return `${name} crashes${lossOf(neighbours(run, observation, place))}`;
    case 'stop':
      return `${name} stops in order; everything is synced`;
    case 'restart':
      return `${name} restarts${foundBy(neighbours(run, observation, place))}`;
    case 'pause':
      return `${name} pauses`;
    case 'resume':
      return `${name} goes on`;
    case 'halt':
      return `${name} gives up${detail === undefined ? '' : `: ${detail}`}`;
    case 'wipe':
      return `${name} comes back with an empty disk`;
    case 'start':
      return undefined;
  }
}

/** Reports about the same machine at the same instant, on either side of `place`. */
function neighbours({ observations }: RecordedRun, { time, node }: NodeObservation, place: number): Observation[] {
  const near = (from: number, step: number): Observation[] => {
    const found: Observation[] = [];
    for (let i = from; observations[i]?.time === time; i += step) found.push(observations[i]);
    return found;
  };
  return [...near(place - 1, -1), ...near(place + 1, 1)].filter((other) => 'node' in other && other.node === node);
}

function lossOf(around: readonly Observation[]): string {
  const lost = around.find((other) => other.kind === 'disk' && other.change === 'lost-unsynced');
  if (lost?.kind !== 'disk' || lost.records === 0) return '; everything it wrote was synced';
  return lost.records === 1
    ? '; the last record that it wrote was never synced and is lost'
    : `; the last ${lost.records} records that it wrote were never synced and are lost`;
}

function foundBy(around: readonly Observation[]): string {
  const found = around.find((other) => other.kind === 'protocol' && other.event.type === 'recovered');
  if (found?.kind !== 'protocol' || found.event.type !== 'recovered') return '';
  const { integrity, term, lastIndex } = found.event;
  const damage = integrity === 'clean' ? '' : ` (the disk is ${integrity})`;
  return ` and finds term ${term} and ${lastIndex === 0 ? 'no entries' : `entries up to ${lastIndex}`} on its disk${damage}`;
}
