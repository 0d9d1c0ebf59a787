import { describe, expect, it } from 'vitest';
import { drawSpaceTime } from '../../../src/report/space-time/draw.ts';
import { renderSpaceTime } from '../../../src/report/space-time/render-space-time.ts';
import { sampleDiagram } from './sample-diagram.ts';

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the page of a counterexample', () => {
  it('needs nothing else, runs nothing, and shows nothing as markup that is text', async () => {
    const page = await renderSpaceTime(sampleDiagram, '1.2.3');
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toContain(' style="');
    expect(page).toMatch(/content="default-src &#39;none&#39;; script-src ;/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('name="viewport"');
    expect(page).toContain('fivenines run a.yaml');
  });

  it('numbers the lines in the list as in the diagram, each linked to the other', async () => {
    const page = await renderSpaceTime(sampleDiagram, '1.2.3');
    for (const number of [1, 2, 3]) {
      expect(count(page, `id="line-${number}"`)).toBe(1);
      expect(count(page, `id="mark-${number}"`)).toBe(1);
      expect(count(page, `href="#line-${number}"`)).toBe(1);
      expect(count(page, `href="#mark-${number}"`)).toBe(1);
    }
    expect(page).toContain('<time>0.500 s</time>');
  });

  it('hides messages that changed nothing behind a switch, and says how many', async () => {
    const page = await renderSpaceTime(sampleDiagram, '1.2.3');
    expect(page).toContain('show 1 message that changed nothing');
    const none = { ...sampleDiagram, messages: sampleDiagram.messages.filter(({ routine }) => !routine) };
    expect(await renderSpaceTime(none, '1.2.3')).not.toContain('changed nothing');
  });

  it('names in its legend the kinds and states that it shows, and no others', async () => {
    const page = await renderSpaceTime(sampleDiagram, '1.2.3');
    const legend = page.slice(page.indexOf('class="legend"'), page.indexOf('</ul>'));
    for (const shown of ['leader', 'down', 'raft/append', 'raft/vote']) expect(legend).toContain(shown);
    for (const absent of ['paused', 'candidate', 'raft/heartbeat']) expect(legend).not.toContain(absent);
  });
});

describe('the diagram', () => {
  const { html: svg } = drawSpaceTime(sampleDiagram);

  it('has a line for each machine, an arrow for each message, a bar for each call', () => {
    expect(count(svg, 'class="lane"')).toBe(3);
    expect(count(svg, 'class="message ')).toBe(4);
    expect(count(svg, 'class="message lost"')).toBe(1);
    expect(count(svg, 'class="cross"')).toBe(1);
    expect(count(svg, 'class="call ok"')).toBe(1);
    expect(count(svg, 'class="down"')).toBe(1);
    expect(count(svg, 'class="fault"')).toBe(1);
    expect(count(svg, 'class="break"')).toBe(1);
    expect(svg).toContain('&lt;3&gt;');
  });

  it('has room for its lanes, and fits a phone with up to five of them', () => {
    const width = (lanes: number): number => {
      const many = Array.from({ length: lanes }, (_, i) => ({ name: `n${i + 1}`, kind: 'replica' as const }));
      const { html } = drawSpaceTime({ ...sampleDiagram, lanes: [...sampleDiagram.lanes, ...many] });
      return Number(/width="([\d.]+)"/.exec(html)?.[1]);
    };
    expect(width(2)).toBeLessThanOrEqual(355);
    expect(width(8)).toBeGreaterThan(11 * 45);
  });

  it('holds no number that is none', () => {
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(
      drawSpaceTime({ ...sampleDiagram, lanes: [], states: [], faults: [], messages: [], calls: [], events: [] }).html,
    ).not.toMatch(/NaN|undefined|Infinity/);
  });
});
