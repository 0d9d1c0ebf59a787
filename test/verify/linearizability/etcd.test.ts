/** Ten logs of etcd under Jepsen, with the verdicts of Porcupine (../shared/truth/porcupine). */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat, parseHistory } from '../../../src/verify/history/history-formats.ts';
import { pairOperations } from '../../../src/verify/history/pair-operations.ts';
import { checkLinearizability } from '../../../src/verify/linearizability/check-linearizability.ts';
import { casRegister } from '../../../src/verify/linearizability/models/cas-register.ts';
import { kv } from '../../../src/verify/linearizability/models/kv.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../shared/truth/porcupine');
const present = existsSync(FOLDER);
const histories: { file: string; linearizable: boolean }[] = present
  ? JSON.parse(readFileSync(resolve(FOLDER, 'manifest.json'), 'utf8')).histories
  : [];

describe.skipIf(!present)('the histories of etcd', () => {
  it('are ten', () => expect(histories).toHaveLength(10));

  it.each(histories)('$file is linearizable: $linearizable', ({ file, linearizable }) => {
    const text = readFileSync(resolve(FOLDER, file), 'utf8');
    expect(detectFormat(text)).toBe('etcd-log');
    const { operations, problems } = pairOperations(parseHistory(text, 'etcd-log').events);
    expect(problems).toEqual([]);
    for (const model of [casRegister, kv]) {
      const { verdict, steps } = checkLinearizability(operations, model);
      expect(verdict).toBe(linearizable ? 'linearizable' : 'not-linearizable');
      // The worst needs 1500: many more, and a reduction of the search is lost.
      expect(steps).toBeLessThan(5000);
    }
  });
});
