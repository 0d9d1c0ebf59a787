/** `expect(plan).toReplay(protocol)`, `expect(scenario).toReplay()`: two runs of it are the same, event by event. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { withConsensus } from '../../algorithms/consensus/registry.ts';
import { formatInstant } from '../../explore/explain/line.ts';
import type { Plan } from '../../explore/plan.ts';
import { runPlan } from '../../explore/run-plan.ts';
import { recordEvents } from '../../node/determinism/record-events.ts';
import { identityOf, type RecordedEvent } from '../../node/determinism/recorded-event.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { isPlan, isScenario } from './is-plan.ts';
import type { MatcherResult } from './matcher-result.ts';
import { protocolOf } from './protocol-of.ts';

type Watch = NonNullable<Parameters<typeof runPlan>[1]>['watch'];

/** Runs it, watched if need be; answers its fingerprint. */
type Run = (watch?: Watch) => string;

/** Events of a run that are compared; a protocol that is not deterministic shows it early. */
const COMPARED = 200_000;

/** `protocol`: default the registered one that the plan names. A scenario is run with its first seed. */
export function toReplay(received: unknown, protocol?: ConsensusProtocol): MatcherResult {
  const run = runOf(received, protocol);
  const fingerprints = [run(), run()] as const;
  const pass = fingerprints[0] === fingerprints[1];
  return { pass, message: () => (pass ? SAME : describe(fingerprints, run)) };
}

const SAME = 'expected two runs to differ, and they are the same, event by event';

function runOf(received: unknown, protocol: ConsensusProtocol | undefined): Run {
  if (isPlan(received)) {
    const known = protocolOf(received, protocol);
    const plan: Plan = { ...received, protocol: known.name };
    return (watch) => withConsensus(known, () => runPlan(plan, { watch }).fingerprint);
  }
  if (!isScenario(received)) throw new TypeError('toReplay takes a plan or a scenario');
  const scenario: Scenario = received;
  return (watch) => runScenario(scenario, scenario.seed, { watch })?.fingerprint ?? '';
}

function describe([one, other]: readonly [string, string], run: Run): string {
  const [left, right] = [eventsOf(run), eventsOf(run)];
  const at = left.findIndex((event, i) => right[i] === undefined || identityOf(event) !== identityOf(right[i]));
  const lines = [`two runs differ: their fingerprints are ${one} and ${other}`];
  if (at < 0) lines.push('two more runs, compared event by event, agree: the difference is rare');
  else lines.push(`event ${left[at].number}:`, ...heading(left[at]), 'in the other run:', ...heading(right[at]));
  lines.push('Something in it uses a clock, Math.random, or state that outlives a run.');
  return lines.join('\n');
}

function eventsOf(run: Run): readonly RecordedEvent[] {
  const events: RecordedEvent[] = [];
  const recorder = recordEvents((window) => {
    if (events.length < COMPARED) events.push(...window);
  });
  run(recorder.watch);
  recorder.end();
  return events;
}

function heading(event: RecordedEvent | undefined): string[] {
  if (event === undefined) return ['  it had ended'];
  const place = event.node === undefined ? '' : ` on node ${event.node}`;
  return [
    `  ${event.name} at ${formatInstant(event.time)}${place}`,
    ...event.observations.map((text) => `    ${text}`),
  ];
}
