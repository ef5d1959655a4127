import type { DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import { lookUp } from '../findings/book.ts';
import { asDocument } from '../terminal/render/render-json.ts';
import { linkable } from './markup.ts';
import { roomOfCode } from './rooms.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * The findings as SARIF 2.1.0. Nothing that the doctor looks at is a file: results have logical locations (room and step)
 * only, so viewers that place results in source text list them beside it.
 */
export function sarifOfDoctor(result: DoctorResult): string {
  const { findings, program, profile, at, status } = result;
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return `${asDocument({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'jamf-intune doctor',
            semanticVersion: program.version,
            rules: codes.map((code) => ruleOf(code, findings)),
          },
        },
        automationDetails: { id: `jamf-intune/doctor/${profile}/` },
        invocations: [{ executionSuccessful: status !== 'not-signed-in', endTimeUtc: at }],
        results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  })}\n`;
}

/** A rule says what is true of every case: the book's words; this case's words stand in its result. */
function ruleOf(code: string, findings: readonly DoctorFinding[]): unknown {
  const finding = findings.find((one) => one.code === code);
  const known = lookUp(code) ?? finding;
  const severity = finding?.severity ?? 'warning';
  const helpUri = known === undefined ? undefined : linkable(known.source.url);
  return {
    id: code,
    shortDescription: { text: known?.title ?? code },
    fullDescription: { text: known?.cause ?? code },
    help: { text: [...(known?.fix ?? []), `jamf-intune explain ${code}`].join('\n') },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { certainty: known?.certainty ?? 'possible', checked: known?.source.checked ?? '' },
  };
}

function resultOf(finding: DoctorFinding, ruleIndex: number): unknown {
  const { code, severity, step, title, seen, details, cause, fix } = finding;
  const room = roomOfCode(code);
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: {
      // Braces are placeholders in SARIF's messages.
      text: [`${title}: ${seen}`, ...details, `Cause: ${cause}`, ...fix.map((line) => `Fix: ${line}`)]
        .join('\n')
        .replace(/[{}]/gu, '$&$&'),
    },
    locations: [
      { logicalLocations: [{ name: step, fullyQualifiedName: `${room}/${step}`, kind: 'resource' }] },
    ],
    // The same trouble in the next run is the same result, however its words change.
    partialFingerprints: { 'codeAndStep/v1': `${code}/${step}` },
  };
}
