/**
 * Meddles with single messages: what a network may do to any of them, done to the very ones that matter. Messages are
 * counted on each link (ordered pair of machines) as they are sent, from the strike on; a kind that no process sends
 * is never struck. The kinds are those that traces show.
 */
import type { MessageTampering } from '../../cluster/control.ts';
import { formatDuration } from '../../core/units/format-duration.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, sentBy } from '../routes.ts';

const ACTIONS: readonly MessageTampering['action'][] = ['drop', 'hold', 'duplicate'];

export const tamper: FaultKind = {
  name: 'tamper',
  summary: 'single messages from the first group to the second (or to everybody) are lost, held up or doubled',
  example: '{tamper: [n1, n2], messages: raft/vote-response, action: hold, by: 300ms, skip: 1, count: 2, at: 1.2s}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    messages: { type: 'text', doc: 'kind of message, as traces name it; absent: every kind', optional: true },
    action: {
      type: { oneOf: ACTIONS },
      doc: 'drop: lost for good, on a stream too; hold: later ones overtake it; duplicate: a copy follows',
      default: 'drop',
    },
    by: { type: 'duration', doc: 'how much later what is held up, or the copy, arrives', default: 0, min: 0 },
    skip: { type: 'integer', doc: 'matching messages of each link that pass first', default: 0, min: 0 },
    count: { type: 'integer', doc: 'matching messages of each link that are struck then', default: 1, min: 1 },
  },
  strike({ cluster, groups, parameters }) {
    const messages: MessageTampering = {
      ...('messages' in parameters ? { kind: read.text(parameters, 'messages') } : {}),
      action: ACTIONS.find((action) => action === read.text(parameters, 'action')) ?? 'drop',
      by: read.number(parameters, 'by'),
      skip: read.number(parameters, 'skip'),
      count: read.number(parameters, 'count'),
    };
    return impairRoutes(cluster, sentBy(cluster, groups), { messages });
  },
  describe([from, to], parameters) {
    const action = read.text(parameters, 'action');
    const what = 'messages' in parameters ? read.text(parameters, 'messages') : 'any message';
    const late = action === 'drop' ? '' : ` by ${formatDuration(read.number(parameters, 'by'))}`;
    return `tampering (${action} ${what}${late}): ${from} → ${to ?? 'everybody'}`;
  },
};
