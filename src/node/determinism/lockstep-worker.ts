/** A thread that runs one seed abreast of another thread, and posts the window in which the two part. */
import { parentPort, workerData } from 'node:worker_threads';
import { Fingerprint, hashText } from '../../kernel/fingerprint.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { loadPlugins } from '../load-plugins.ts';
import { keepStep, type Side } from './lockstep.ts';
import { recordEvents } from './record-events.ts';
import { identityOf, type RecordedEvent } from './recorded-event.ts';

export interface LockstepTask {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly plugins: readonly string[];
  /** Skip calendar at rest; as by default if undefined. */
  readonly skip: boolean | undefined;
  /** Run before, in the same thread, so that whatever it leaves behind is there. */
  readonly before: number | undefined;
  readonly shared: Int32Array;
  readonly side: Side;
}

/** The events of the window in which the two sides differ; undefined if they agreed to the end. */
export type LockstepReply = readonly RecordedEvent[] | undefined;

/** Ends a run from within. */
const PARTED = new Error('the runs have parted');

function digestOf(events: readonly RecordedEvent[], last: boolean): [number, number] {
  const digest = new Fingerprint();
  for (const event of events) digest.mix(hashText(identityOf(event)));
  digest.mix(events.length);
  digest.mix(last ? 1 : 0);
  const text = digest.toString();
  return [Number.parseInt(text.slice(0, 8), 16) | 0, Number.parseInt(text.slice(8), 16) | 0];
}

async function work({ scenario, seed, plugins, skip, before, shared, side }: LockstepTask): Promise<LockstepReply> {
  await loadPlugins(plugins);
  if (before !== undefined) runScenario(scenario, before, { skip });
  let window = 0;
  let parted: readonly RecordedEvent[] | undefined;
  const recorder = recordEvents((events, last) => {
    if (keepStep(shared, side, window++, digestOf(events, last)) === true) return;
    parted = events;
    throw PARTED;
  });
  try {
    runScenario(scenario, seed, { skip, watch: recorder.watch });
    recorder.end();
  } catch (error) {
    if (error !== PARTED) throw error;
  }
  return parted;
}

parentPort?.postMessage(await work(workerData as LockstepTask));
