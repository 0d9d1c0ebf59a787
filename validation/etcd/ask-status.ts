/** What a member says about itself and its leader, by etcd's gRPC gateway. */
import { type Agent, request } from 'node:http';
import type { Member } from './member.ts';

export interface MemberStatus {
  readonly member: string;
  /** '0' for nobody. */
  readonly leader: string;
}

const ANSWER_MS = 500;

/** undefined if it does not answer. */
export function askStatus({ clientPort }: Member, agent: Agent): Promise<MemberStatus | undefined> {
  return new Promise((resolve) => {
    const nothing = () => resolve(undefined);
    const asked = request(
      {
        host: '127.0.0.1',
        port: clientPort,
        path: '/v3/maintenance/status',
        method: 'POST',
        agent,
        timeout: ANSWER_MS,
        headers: { 'content-type': 'application/json', 'content-length': 2 },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          body += part;
        });
        response.on('end', () => resolve(readStatus(body)));
        response.on('error', nothing);
      },
    );
    asked.on('error', nothing);
    asked.on('timeout', () => asked.destroy());
    asked.end('{}');
  });
}

function readStatus(body: string): MemberStatus | undefined {
  try {
    const { header, leader } = JSON.parse(body) as { header?: { member_id?: string }; leader?: string };
    return header?.member_id === undefined ? undefined : { member: header.member_id, leader: leader ?? '0' };
  } catch {
    return undefined;
  }
}
