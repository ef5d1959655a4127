import { describe, expect, it } from 'vitest';
import { openmetricsOfDoctor } from '../../../src/report/openmetrics.ts';
import { barestResult, HOSTILE, hostileResult, sampleResult } from '../../support/report/sample.ts';

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/u;
const SAMPLE = /^(?<name>[a-zA-Z_:][\w:]*)\{(?<labels>.*)\} (?<value>-?[\d.]+(?:e[+-]?\d+)?)$/u;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\n"])*)"(?:,|$)/guy;

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads strictly: an order, a name or an escape that the format does not allow is an error. */
function parse(text: string): Sample[] {
  const lines = text.split('\n');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
  const samples: Sample[] = [];
  const families = new Set<string>();
  let family = '';
  let type = '';
  for (const line of lines.slice(0, -2)) {
    const [hash, word, name = '', rest = ''] = line.split(' ');
    if (hash === '#') {
      expect(name).toMatch(NAME);
      if (word === 'TYPE') {
        expect(families.has(name), `${name} twice`).toBe(false);
        families.add(name);
        [family, type] = [name, rest];
      }
      expect(name).toBe(family);
      if (word === 'UNIT') expect(name.endsWith(`_${rest}`)).toBe(true);
      expect(['TYPE', 'UNIT', 'HELP']).toContain(word);
    } else {
      const groups = SAMPLE.exec(line)?.groups;
      expect(groups, line).toBeDefined();
      expect(groups?.name).toBe(type === 'info' ? `${family}_info` : family);
      samples.push({
        name: groups?.name ?? '',
        labels: labelsOf(groups?.labels ?? ''),
        value: Number(groups?.value),
      });
    }
  }
  const keys = samples.map(({ name, labels }) => JSON.stringify([name, labels]));
  expect(new Set(keys).size).toBe(keys.length);
  return samples;
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    LABEL.lastIndex = at;
    const [, name = '', value = ''] = LABEL.exec(text) ?? expect.fail(`no label: ${text.slice(at)}`);
    labels[name] = value.replace(/\\(.)/gu, (_all, sign: string) => (sign === 'n' ? '\n' : sign));
  }
  return labels;
}

describe('the doctor as OpenMetrics', () => {
  it('given a run, then secret, heartbeat, findings, Macs and probes are numbers', () => {
    const samples = parse(openmetricsOfDoctor(sampleResult));
    const value = (name: string, labels: Readonly<Record<string, string>> = {}) =>
      samples.find((one) => one.name === `jamf_intune_${name}` && covers(one.labels, labels))?.value;
    expect(value('secret_expiry_days')).toBe(19);
    expect(value('heartbeat_age_seconds')).toBe(240);
    expect(value('doctor_run_timestamp_seconds')).toBe(1795426860);
    expect(value('findings', { severity: 'error' })).toBe(2);
    expect(value('findings', { severity: 'info' })).toBe(0);
    expect(value('macs', { state: 'UNRESPONSIVE' })).toBe(3);
    expect(value('probe_verdict', { id: 'microsoft.enterpriseregistration', verdict: 'intercepted' })).toBe(
      1,
    );
    expect(value('probe_latency_seconds', { id: 'microsoft.manage' })).toBe(0.041);
    expect(value('probe_latency_seconds', { id: 'apple.api.push.443' })).toBeUndefined();
    expect(value('doctor_status', { jamf_intune_doctor_status: 'problems' })).toBe(1);
  });

  it('given what could not be read, then it is absent instead of zero', () => {
    const names = parse(openmetricsOfDoctor(barestResult)).map(({ name }) => name);
    expect([...new Set(names)]).toEqual([
      'jamf_intune_doctor_info',
      'jamf_intune_doctor_status',
      'jamf_intune_doctor_run_timestamp_seconds',
      'jamf_intune_doctor_duration_seconds',
      'jamf_intune_findings',
    ]);
  });

  it('given hostile names, then they stay inside their label', () => {
    const samples = parse(openmetricsOfDoctor(hostileResult));
    const shown = HOSTILE.replace('\u001b', '\\x1b').replace('\u202e', '\\u202e');
    expect(samples.find(({ name }) => name === 'jamf_intune_macs')?.labels.state).toBe(shown);
  });
});

function covers(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}
