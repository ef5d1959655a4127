import { createHash } from 'node:crypto';
import type { DoctorResult } from '../engine/doctor-result.ts';
import { duration, moment } from '../terminal/words/quantities.ts';
import { connectionMapOf } from './connection-map.ts';
import { htmlOfDrawing } from './html-drawing.ts';
import { htmlOfFindings } from './html-findings.ts';
import { STYLE } from './html-style.ts';
import { htmlOfChecks, htmlOfPorts } from './html-tables.ts';
import { escapeMarkup } from './markup.ts';
import { subjectOf } from './rooms.ts';
import { wordsOfStatus } from './summary-words.ts';

/** One page that holds everything and loads nothing: light and dark, without a script, ready for paper. */
export function htmlOfDoctor(result: DoctorResult): string {
  const { status, findings, checks, probes } = result;
  const title = `jamf-intune doctor: ${wordsOfStatus(status)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="referrer" content="no-referrer">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${htmlOfHeader(result)}
${htmlOfContents(result)}
<main id="main" tabindex="-1">
${htmlOfDrawing(connectionMapOf(result))}
${htmlOfFindings(findings)}
${htmlOfChecks(checks)}
${htmlOfPorts(probes)}
</main>
${htmlOfFooter(result)}
</body>
</html>
`;
}

/** Should a hostile name ever get through as markup, it still runs nothing and reaches nobody. */
function policy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function htmlOfHeader(result: DoctorResult): string {
  const { status, summary, sandbox, at, tenant, jamf } = result;
  const counts = [
    ['failed', summary.failed, 'failed'],
    ['warning', summary.warnings, summary.warnings === 1 ? 'warning' : 'warnings'],
    ['passed', summary.passed, 'passed'],
    ['skipped', summary.skipped, 'skipped'],
    ['not-testable', summary.notTestable, 'not testable from here'],
  ] as const;
  const facts = [
    ['Connection', subjectOf({ ...result, tenant: null, jamf: null }).join(' · ')],
    [
      'Tenant',
      tenant === null
        ? 'not known'
        : `${tenant.displayName} · ${tenant.domain} · ${tenant.cloud} cloud · ${tenant.id}`,
    ],
    [
      'Jamf Pro',
      jamf === null ? 'not known' : [jamf.url, jamf.version].filter((part) => part !== null).join(' · '),
    ],
    ['Looked at', moment(at)],
  ] as const;
  return `<header>
<p class="eyebrow">jamf-intune doctor${sandbox ? ' · sandbox: nothing real was looked at' : ''}</p>
<h1>${escapeMarkup(capital(wordsOfStatus(status)))}</h1>
<ul class="counts">
${counts
  .filter(([, number]) => number > 0)
  .map(([standing, number, word]) => `<li class="${standing}"><b>${number}</b>${word}</li>`)
  .join('\n')}
</ul>
<dl class="facts">
${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeMarkup(value)}</dd>`).join('\n')}
</dl>
</header>`;
}

function htmlOfContents({ checks, probes }: DoctorResult): string {
  const parts = [
    ['connection', 'The connection'],
    ['findings', 'Findings and fixes'],
    ...(checks.length === 0 ? [] : [['checks', 'All checks']]),
    ...(probes.length === 0 ? [] : [['ports', 'Ports for the network team']]),
  ];
  return `<nav aria-label="Contents"><ul>
${parts.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('\n')}
</ul></nav>`;
}

function htmlOfFooter({ program, profile, elapsedMs, requests }: DoctorResult): string {
  const { version, node, platform } = program;
  const parts = [
    `jamf-intune ${version}`,
    `Node ${node}`,
    platform,
    `profile ${profile}`,
    `${requests.sent} requests, ${requests.writes === 0 ? 'none' : requests.writes} of which changed anything`,
    duration(elapsedMs),
  ];
  return `<footer><p>${escapeMarkup(parts.join(' · '))}</p></footer>`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
