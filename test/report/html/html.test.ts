import { describe, expect, it } from 'vitest';
import { escapeHtml, html, trusted } from '../../../src/report/html/html.ts';
import { jsonForScript } from '../../../src/report/html/json-for-script.ts';
import { interpreterAsClassicScript } from '../../../src/report/html/page-assets.ts';
import { renderTable } from '../../../src/report/html/table.ts';

describe('html', () => {
  it('escapes what is interpolated and keeps what is HTML already', () => {
    const name = `<b a="1">'&`;
    expect(html`<p title="${name}">${[name, html`<i>${1}</i>`, undefined, false]}</p>`.html).toBe(
      '<p title="&lt;b a=&quot;1&quot;&gt;&#39;&amp;">&lt;b a=&quot;1&quot;&gt;&#39;&amp;<i>1</i></p>',
    );
    expect(html`${trusted('<hr>')}`.html).toBe('<hr>');
  });

  it('drops control and bidirectional characters', () => {
    expect(escapeHtml('a\u0000b\u202ec\u200fd')).toBe('abcd');
  });
});

describe('jsonForScript', () => {
  it('cannot end the script and parses back', () => {
    const value = { a: '</script><!--\u2028&', b: [1, null] };
    const text = jsonForScript(value);
    expect(text).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('interpreterAsClassicScript', () => {
  it('refuses what it does not know', () => {
    expect(() => interpreterAsClassicScript('export default 1;')).toThrow('vega-interpreter');
  });

  it('leaves neither import nor export', () => {
    const source =
      "import { ascending } from 'vega-util';\nconst expression = {};\n\nexport { expression as expressionInterpreter };\n//# sourceMappingURL=x.map";
    const script = interpreterAsClassicScript(source);
    expect(script).not.toMatch(/\b(import|export)\b|sourceMappingURL/);
    expect(script).toContain('const { ascending } = vega;');
  });
});

describe('renderTable', () => {
  it('escapes cells and titles and sets the footer apart', () => {
    const table = renderTable([{ title: '<a>' }, { title: 'n', kind: 'number' }], [['<b>', 1]], ['all', 1]).html;
    expect(table).toContain('<th scope="col" class="text">&lt;a&gt;</th>');
    expect(table).toContain('<td class="text">&lt;b&gt;</td><td class="number">1</td>');
    expect(table).toContain('<tfoot><tr><td class="text">all</td>');
  });
});
