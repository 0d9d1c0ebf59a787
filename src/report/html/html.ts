/**
 * A tagged template for HTML: what is interpolated is escaped, unless it is itself `Html`. Everything that a scenario's
 * author wrote reaches the page through here, so that forgetting to escape is not possible.
 */
export interface Html {
  readonly html: string;
}

export type Part = Html | string | number | readonly Part[] | undefined | false;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Fit for text and for quoted attributes. Control characters, bidirectional overrides among them, are dropped. */
export function escapeHtml(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '').replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

function toHtml(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(toHtml).join('');
}

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, string, i) => text + toHtml(parts[i - 1]) + string) };
}

/** Text that is HTML already and is trusted: our own drawings, scripts and style. */
export const trusted = (text: string): Html => ({ html: text });
