import { describe, expect, it } from 'vitest';
import { align } from '../../../src/report/text/align.ts';
import { plain } from '../../../src/report/text/plain.ts';
import { renderSummary } from '../../../src/report/text/summary.ts';
import { EDGE_CASES, edgeCase } from '../fixture.ts';

const summary = (name: string, color = false): string => renderSummary(edgeCase(name).result, { color, width: 80 });

describe('renderSummary', () => {
  it.each(Object.keys(EDGE_CASES))('%s: fits a terminal', (name) => {
    const lines = summary(name).split('\n');
    expect(lines.length).toBeLessThanOrEqual(EDGE_CASES[name].servers === undefined ? 42 : 52);
    for (const line of lines) {
      expect([...line].length, line).toBeLessThanOrEqual(80);
      expect(line).toBe(line.trimEnd());
    }
    expect(summary(name)).not.toMatch(/undefined|NaN|\p{Cc}(?<!\n)/u);
  });

  it.each(['ordinary', 'violated', 'perfect availability', 'no clients', 'pools and jobs'])(
    '%s: reads as agreed',
    async (name) => {
      await expect(summary(name)).toMatchFileSnapshot(`../golden/summary-${name.replaceAll(' ', '-')}.txt`);
    },
  );

  it('colours without changing a word', () => {
    const coloured = summary('violated', true);
    expect(coloured).toContain('\u001b[31m✗\u001b[0m');
    const bare = coloured.split('\u001b[').map((part, i) => (i === 0 ? part : part.slice(part.indexOf('m') + 1)));
    expect(bare.join('')).toBe(summary('violated'));
  });

  it('says which histories are not decided', () => {
    const { result } = edgeCase('ordinary');
    const [first, ...others] = result.runs;
    const history = { service: 'store', verdict: 'unknown' as const, operations: 1200, undecided: 'key k1: steps' };
    const runs = [{ ...first, histories: [history] }, ...others];
    const text = renderSummary({ ...result, runs }, { color: false, width: 80 });
    expect(text).toContain('Violations  none found\n');
    expect(text).toContain(`linearizability, seed ${first.seed}: not decided for 1 200 operations (key k1: steps)`);
    expect(summary('ordinary')).toContain('Violations  none\n');
  });

  it('tells no downtime from none measured', () => {
    const { result } = edgeCase('perfect availability');
    const { time, ...availability } = result.summary.availability;
    const probeless = { ...result, summary: { ...result.summary, availability } };
    expect(time).toBeDefined();
    expect(summary('perfect availability')).toContain('Downtime  none seen\n');
    expect(renderSummary(probeless, { color: false, width: 80 })).toContain(
      'Downtime  not measured: no client is a probe\n',
    );
  });

  it('shows missed expectations first', () => {
    const text = summary('violated');
    expect(text.indexOf('✗')).toBeLessThan(text.indexOf('✓'));
  });
});

describe('plain', () => {
  it('drops what could move the cursor and bounds the length', () => {
    expect(plain('a\u001b[2Jb\u202ec\nd')).toBe('a[2Jbcd');
    expect([...plain('x'.repeat(100), 10)]).toHaveLength(10);
  });
});

describe('align', () => {
  it('pads to the widest, counting code points', () => {
    expect(
      align(
        [
          ['a', '1'],
          ['µµµ', '100'],
        ],
        ['left', 'right'],
      ),
    ).toEqual(['a      1', 'µµµ  100']);
  });
});
