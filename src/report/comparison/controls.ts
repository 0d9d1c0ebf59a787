/** The controls of the page: hidden until its script runs, since they do nothing without it. */
import { type Html, html, type Part } from '../html/html.ts';

export interface Choice {
  readonly value: number;
  readonly text: string;
}

export const controls = (...parts: readonly Part[]): Html => html`<div class="controls" hidden>${parts}</div>`;

/** `id` must be plain. */
export function select(id: string, label: string, choices: readonly Choice[], chosen: number): Html {
  return html`<label id="${`held-of-${id}`}"><span>${label}</span><select id="${id}">${options(choices, chosen)}</select></label>`;
}

export const options = (choices: readonly Choice[], chosen: number): Html =>
  html`${choices.map(({ value, text }) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`)}`;

export const checkbox = (id: string, label: string, checked: boolean): Html =>
  html`<label class="box"><input type="checkbox" id="${id}"${checked && html` checked`}><span>${label}</span></label>`;
