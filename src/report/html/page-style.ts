/** The page's style sheet. One column of text, wide tables scroll by themselves, charts take the page's ink. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --card: #ffffff; --ink: #1c2127; --quiet: #5d6670; --line: #e3e0da; --wash: #f4f2ed;
  --good: #0d7355; --bad: #b8420a; --accent: #0b68a6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --card: #1a1e23; --ink: #e8e6e1; --quiet: #9aa3ad; --line: #2d333a; --wash: #20252b;
    --good: #3dbb92; --bad: #f08a4b; --accent: #5fb0e8;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 400 1rem/1.6 "IBM Plex Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main { max-width: 62rem; margin: 0 auto; padding: clamp(1.75rem, 6vw, 5rem) clamp(1.1rem, 4vw, 2.5rem) 3rem; }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.75rem); line-height: 1.15; letter-spacing: -0.022em; font-weight: 650; margin: 0.35rem 0 0; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.3; letter-spacing: -0.012em; font-weight: 620; margin: 0 0 0.35rem; }
h3 { font-size: 1rem; font-weight: 620; margin: 0; }
p { margin: 0 0 0.75rem; max-width: 42rem; }
section { margin-top: clamp(3rem, 7vw, 4.75rem); }
.eyebrow, .quiet, figcaption { color: var(--quiet); }
.eyebrow { font-size: 0.875rem; margin: 0; }
.verdict { display: flex; flex-wrap: wrap; gap: 0 0.6em; align-items: baseline; font-size: 1.125rem; font-weight: 560; margin: 1.1rem 0 0.4rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15.5rem), 1fr)); gap: 1px; margin-top: 2.25rem; background: var(--line); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.card { background: var(--card); min-width: 0; padding: 1.15rem 1.05rem 1.25rem; }
.card h2 { font-size: 0.875rem; font-weight: 500; color: var(--quiet); margin: 0; letter-spacing: 0; }
.card .value { font-size: 1.9rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.025em; margin: 0.3rem 0 0.65rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.card dl { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.45rem; font-size: 0.78rem; font-variant-numeric: tabular-nums; }
.card dt { color: var(--quiet); white-space: nowrap; }
.card dd { margin: 0; text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; margin: 1.1rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th { font-weight: 500; color: var(--quiet); text-align: left; white-space: nowrap; vertical-align: bottom; }
th, td { padding: 0.42rem 1.1rem 0.42rem 0; border-bottom: 1px solid var(--line); }
td { vertical-align: top; min-width: 3rem; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.mark { white-space: nowrap; width: 1%; }
td.text { min-width: 7rem; max-width: 24rem; }
tfoot td { font-weight: 600; border-bottom: 0; }
code, pre { font: 0.84375rem/1.6 ui-monospace, "SF Mono", "IBM Plex Mono", Menlo, Consolas, monospace; }
pre { background: var(--wash); border-radius: 8px; padding: 0.9rem 1.1rem; margin: 0.9rem 0; overflow-x: auto; white-space: pre-wrap; }
figure { margin: 1.9rem 0 0; }
figure h3 { margin-bottom: 0.15rem; }
figcaption { font-size: 0.875rem; line-height: 1.5; max-width: 42rem; }
.plot { margin: 0.9rem 0 0; overflow-x: auto; overflow-y: hidden; }
.plot svg { display: block; }
.tools { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin-top: 0.45rem; font-size: 0.8125rem; }
button { font: inherit; color: var(--accent); background: none; border: 0; padding: 0.25rem 0; cursor: pointer; }
button:hover { text-decoration: underline; text-underline-offset: 0.2em; }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
details { margin-top: 1.2rem; }
details + p { margin-top: 1.6rem; }
.mark-rect path { shape-rendering: crispEdges; }
summary { cursor: pointer; color: var(--accent); font-size: 0.9375rem; }
.tip { position: absolute; z-index: 2; pointer-events: none; max-width: 20rem; padding: 0.5rem 0.7rem; font-size: 0.8125rem; line-height: 1.45; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 7px; box-shadow: 0 4px 18px rgb(0 0 0 / 0.14); display: grid; grid-template-columns: auto auto; gap: 0 0.8rem; font-variant-numeric: tabular-nums; }
.tip[hidden] { display: none; }
.tip b { font-weight: 400; color: var(--quiet); }
footer { margin-top: 4.5rem; padding-top: 1.1rem; border-top: 1px solid var(--line); font-size: 0.84375rem; color: var(--quiet); }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; --wash: #f2f2f2; --good: #0d6048; --bad: #9c3a0c; --accent: #000; }
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  section { margin-top: 1.6rem; }
  figure, .card, tr, pre { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .tools, .tip { display: none; }
  .plot, .scroll { overflow: visible; }
  .plot svg { max-width: 100%; height: auto; }
}
`;
