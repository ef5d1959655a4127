import type { DoctorFinding } from '../engine/doctor-result.ts';
import { escapeMarkup, linkable } from './markup.ts';
import { roomOfCode, titleOfRoom } from './rooms.ts';

const SEVERITIES = {
  error: { standing: 'failed', text: '✖ error' },
  warning: { standing: 'warning', text: '! warning' },
  info: { standing: 'skipped', text: '– note' },
} as const;

const CERTAINTIES = { certain: 'certain', likely: 'likely', possible: 'possible' } as const;

/** The findings with what was seen, the cause, and the fix step by step; errors first. */
export function htmlOfFindings(findings: readonly DoctorFinding[]): string {
  const order = ['error', 'warning', 'info'] as const;
  const sorted = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const body =
    sorted.length === 0
      ? '<p class="card">Nothing was found that needs a hand.</p>'
      : sorted.map(articleOf).join('\n');
  return `<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings and fixes</h2>
${body}
</section>`;
}

function articleOf(finding: DoctorFinding, at: number): string {
  const { severity, code, title, seen, details, cause, certainty, fix, source } = finding;
  const { standing, text } = SEVERITIES[severity];
  const id = `finding-${at + 1}`;
  return `<article class="card finding ${standing}" aria-labelledby="${id}">
<header>
<h3 id="${id}">${escapeMarkup(title)}</h3>
<p class="tags"><span class="tag ${standing}">${text}</span> <span class="tag">${escapeMarkup(titleOfRoom(roomOfCode(code)))}</span> <code>${escapeMarkup(code)}</code></p>
</header>
<dl>
<dt>Seen</dt>
<dd>${[seen, ...details].map(escapeMarkup).join('<br>')}</dd>
<dt>Cause</dt>
<dd>${escapeMarkup(cause)} <span class="quiet">(${CERTAINTIES[certainty]})</span></dd>
${fix.length === 0 ? '' : `<dt>Fix</dt>\n<dd>${fixOf(fix)}</dd>`}
<dt>Source</dt>
<dd>${sourceOf(source)}</dd>
</dl>
</article>`;
}

function fixOf(fix: readonly string[]): string {
  const items = fix.map((line) => (line.startsWith('jamf-intune ') ? command(line) : escapeMarkup(line)));
  return items.length === 1
    ? (items[0] ?? '')
    : `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`;
}

function command(line: string): string {
  return `<code class="command">${escapeMarkup(line)}</code>`;
}

function sourceOf({ url, checked }: DoctorFinding['source']): string {
  const target = linkable(url);
  const shown =
    target === undefined
      ? escapeMarkup(url)
      : `<a href="${escapeMarkup(target)}" rel="noreferrer">${escapeMarkup(url)}</a>`;
  return `${shown} <span class="quiet">(checked ${escapeMarkup(checked)})</span>`;
}
