/** What runs are checked for; liveness against the calendar and the clients: it needs time, and somebody who writes. */
import type { Micros } from '../../core/time.ts';
import { formatDuration } from '../../core/units/format-duration.ts';
import type { VerifySpec } from '../../verify/verify-spec.ts';
import type { ClientSpec } from '../../workload/client.ts';
import type { VerifyDraft } from '../format/verify-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Calendar } from './calendar.ts';

const NOTHING: VerifySpec = { logs: false, linearizability: false };

/** Whether the client may write at `after` or later. */
const writesAfter = (client: ClientSpec, after: Micros): boolean => {
  if (client.kind === 'scripted') return client.operations.some(({ at, f }) => at >= after && f !== 'read');
  if (client.mix.read === 1) return false;
  const { arrivals } = client.kind === 'open' ? client : {};
  return arrivals?.kind !== 'timestamps' || arrivals.times.some((time) => time >= after);
};

/** `clients` is undefined where they are not known. */
export const compileVerify = (
  draft: VerifyDraft | undefined,
  clients: readonly ClientSpec[] | undefined,
  { end }: Calendar,
  reporter: Reporter,
): VerifySpec => {
  if (draft === undefined) return NOTHING;
  const { logs, linearizability, liveness } = draft;
  if (liveness === undefined) return { logs, linearizability };
  const { node, value } = liveness;
  const { after, within } = value;
  if (after + within > end) {
    reporter.report(node, messages.livenessBeyondEnd(formatDuration(after + within), formatDuration(end)));
  } else if (clients !== undefined && !clients.some((client) => writesAfter(client, after))) {
    reporter.warn(node, messages.nobodyWrites(formatDuration(after)));
  }
  return { logs, linearizability, liveness: value };
};
