/** What all pages have in common: one file that works offline, with a policy that lets nothing in that is not in it. */
import { contentSecurityPolicy } from './content-security-policy.ts';
import { type Html, html, trusted } from './html.ts';
import { jsonForScript } from './json-for-script.ts';

export interface Document {
  readonly title: string;
  readonly style: string;
  /** What stands in `main`, the footer below it. */
  readonly content: Html;
  readonly footer: string;
  /** Run in this order, each in an element of its own. */
  readonly scripts?: readonly string[];
  /** For the scripts, as JSON in the element with that id. */
  readonly data?: { readonly id: string; readonly value: unknown };
}

export async function renderDocument({ title, style, content, footer, scripts = [], data }: Document): Promise<string> {
  const policy = await contentSecurityPolicy(scripts, style);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${content}
<footer>${footer}</footer>
</main>
${data && html`<script type="application/json" id="${data.id}">${trusted(jsonForScript(data.value))}</script>`}
${scripts.map((script) => html`<script>${trusted(script)}</script>`)}
</body>
</html>
`.html;
}
