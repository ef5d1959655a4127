import type { Check } from '../engine/doctor-result.ts';
import { type Standing, standingOf } from '../engine/standing.ts';
import type { Place, ProbeResult } from '../network/probe-result.ts';
import { escapeMarkup, linkable } from './markup.ts';
import { ROOMS, titleOfRoom } from './rooms.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { nameOfPlace, PLACES_IN_ORDER, wordsOfVerdict } from './verdict-words.ts';

/** All checks, by room. */
export function htmlOfChecks(checks: readonly Check[]): string {
  if (checks.length === 0) return '';
  const rows = ROOMS.flatMap((room) => checks.filter((check) => check.room === room)).map(
    ({ room, title, outcome, lines }) => `<tr>
<th scope="row">${escapeMarkup(title)}</th>
<td>${escapeMarkup(titleOfRoom(room))}</td>
<td>${badge(outcome, STANDING_WORDS[outcome].word)}</td>
<td>${lines.map(escapeMarkup).join('<br>')}</td>
</tr>`,
  );
  return `<section id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">All checks</h2>
${tableOf('What was looked at', ['Check', 'Where', 'Result', 'Seen'], rows)}
</section>`;
}

/** The ports for the network team: one table for each place that connections start from. */
export function htmlOfPorts(probes: readonly ProbeResult[]): string {
  if (probes.length === 0) return '';
  return `<section id="ports" aria-labelledby="ports-title">
<h2 id="ports-title">Ports for the network team</h2>
<p>What has to be open, from where, and how it looked from this computer. No endpoint of Apple push may be inspected.</p>
${PLACES_IN_ORDER.map((place) => tableOfPlace(place, probes)).join('\n')}
</section>`;
}

function tableOfPlace(place: Place, probes: readonly ProbeResult[]): string {
  const own = probes.filter(({ from }) => from === place);
  if (own.length === 0) return '';
  const heads = ['Host', 'Port', 'Verdict', 'Needed', 'Protocol', 'For', 'Source'];
  return tableOf(`From ${nameOfPlace(place)}`, heads, own.map(rowOf));
}

function rowOf(probe: ProbeResult): string {
  const { host, port, protocol, required, purpose, detail, fix, source } = probe;
  const needed = required === 'legacy' ? 'no, retired' : required ? 'yes' : 'optional';
  const fixes = standingOf(probe) === 'passed' ? [] : fix;
  return `<tr>
<th scope="row"><code>${escapeMarkup(host)}</code></th>
<td>${port}</td>
<td>${badge(standingOf(probe), wordsOfVerdict(probe))}<br><span class="quiet">${[detail, ...fixes].map(escapeMarkup).join('<br>')}</span></td>
<td>${needed}</td>
<td>${escapeMarkup(protocol)}</td>
<td>${escapeMarkup(purpose)}</td>
<td>${sourceOf(source)}</td>
</tr>`;
}

function tableOf(caption: string, heads: readonly string[], rows: readonly string[]): string {
  // A table that scrolls sideways must be reachable by the keyboard, and say what it is.
  return `<div class="card scroll" role="region" tabindex="0" aria-label="${escapeMarkup(caption)}">
<table>
<caption>${escapeMarkup(caption)}</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>`;
}

function badge(standing: Standing, words: string): string {
  return `<span class="badge ${standing}"><span aria-hidden="true">${STANDING_WORDS[standing].mark}</span> ${escapeMarkup(words)}</span>`;
}

function sourceOf(source: string): string {
  const target = linkable(source);
  if (target === undefined) return `<span class="quiet">${escapeMarkup(source)}</span>`;
  return `<a href="${escapeMarkup(target)}" rel="noreferrer">${escapeMarkup(new URL(target).hostname)}</a>`;
}
