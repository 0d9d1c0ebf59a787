/** What the page of a counterexample adds to the report's style: two columns where there is room, ink for the diagram. */
export const SPACE_TIME_STYLE = `
main { max-width: 84rem; }
.story { display: grid; gap: 2rem 3rem; margin-top: 2rem; }
@media (min-width: 64rem) {
  .story { grid-template-columns: minmax(0, max-content) minmax(24rem, 1fr); align-items: start; }
}
.story > * { min-width: 0; margin-top: 0; }
@media (min-width: 64rem) { .space-time { zoom: 1.4; } .story .legend, .story .switch { max-width: 34rem; } }
.diagram { overflow-x: auto; margin: 0; }
.space-time { display: block; font: 11px/1 "IBM Plex Sans", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.space-time text { fill: currentColor; }
.space-time .name { font-size: 13px; font-weight: 600; text-anchor: middle; }
.space-time .when, .space-time .term { text-anchor: end; fill: var(--quiet); font-size: 10px; font-variant-numeric: tabular-nums; }
.space-time .lane { stroke: var(--line); }
.space-time .gap { stroke: var(--quiet); stroke-dasharray: 1 5; opacity: 0.6; }
.space-time .fault { opacity: 0.13; }
.space-time .down { fill: var(--paper); stroke-dasharray: 3 2; }
.space-time .state.follower, .space-time .state.learner { opacity: 0.35; }
.space-time .message { stroke-width: 1.2; }
.space-time .message.late line { stroke-dasharray: 5 2; }
.space-time .message.copy line { stroke-dasharray: 2 2; }
.space-time .message.under-way line { opacity: 0.5; }
.space-time .routine { opacity: 0.4; display: none; }
.story:has(#routine:checked) .routine { display: inline; }
.space-time .cross { stroke-width: 2; fill: none; }
.space-time .badge circle { fill: var(--card); stroke: var(--quiet); }
.space-time .badge text { font-size: 9px; text-anchor: middle; font-variant-numeric: tabular-nums; }
.space-time .badge.fault { opacity: 1; }
.space-time .badge.fault circle { stroke: var(--bad); }
.space-time .badge.violation circle { fill: var(--bad); stroke: var(--bad); }
.space-time .badge.violation text { fill: var(--card); font-weight: 700; }
.space-time .break { stroke: var(--bad); stroke-width: 1.5; }
.space-time a:target circle, .space-time a:focus-visible circle { stroke: var(--accent); stroke-width: 3; }
.lines { list-style: none; margin: 0; padding: 0; font-size: 0.9375rem; line-height: 1.5; }
.lines li { display: grid; grid-template-columns: 1.9rem 4.4rem 1fr; gap: 0 0.5rem; padding: 0.28rem 0.35rem; border-radius: 5px; }
.lines li:target { background: var(--wash); }
.lines a { color: var(--quiet); text-decoration: none; text-align: right; font-variant-numeric: tabular-nums; }
.lines a:hover { color: var(--accent); text-decoration: underline; }
.lines time { color: var(--quiet); font-variant-numeric: tabular-nums; white-space: nowrap; }
.lines .fault span { color: var(--bad); }
.lines .violation { background: var(--wash); font-weight: 600; margin-top: 0.5rem; }
.lines .violation span { color: var(--bad); white-space: pre-line; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0 0 0.8rem; padding: 0; list-style: none; font-size: 0.8125rem; color: var(--quiet); }
.legend svg { vertical-align: -1px; margin-right: 0.4em; }
.switch { font-size: 0.8125rem; display: block; margin-bottom: 0.8rem; }
@media (max-width: 30rem) {
  .lines li { grid-template-columns: 1.6rem 1fr; }
  .lines span { grid-column: 2; }
}
`;
