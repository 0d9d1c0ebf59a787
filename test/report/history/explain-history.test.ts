/** Texts as people read them. To write them anew after a change: REGENERATE=1 npx vitest run test/report/history. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainHistory } from '../../../src/report/history/explain-history.ts';
import { checked, EXAMPLES } from './examples.ts';

describe('a verdict as text', () => {
  it.each(Object.keys(EXAMPLES))('%s', (name) => {
    const text = explainHistory(checked(name), { color: false });
    const file = join(import.meta.dirname, 'golden', `${name}.txt`);
    if (process.env.REGENERATE) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('has colours if they are wanted, and no control characters of the history', () => {
    const text = explainHistory(checked('hostile'), { color: true });
    expect(text).toContain('\u001b[31m');
    expect(explainHistory(checked('hostile'), { color: false })).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
  });
});
