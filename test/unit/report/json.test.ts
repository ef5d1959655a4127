import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { doctorResultSchema } from '../../../src/report/doctor-result-schema.ts';
import { jsonOfDoctor } from '../../../src/report/json.ts';
import { schemaNamed } from '../../support/documents/published.ts';
import { barestResult, HOSTILE, hostileResult, sampleResult } from '../../support/report/sample.ts';

const document = z.record(z.string(), z.unknown());
const validate = schemaNamed('doctor-1');

const [check] = sampleResult.checks;
const [finding] = sampleResult.findings;
const [, probe] = sampleResult.probes;

describe('the JSON document of doctor', () => {
  it.each(Object.entries({ sampleResult, barestResult }))('given %s, then it is valid', (_name, result) => {
    validate(JSON.parse(jsonOfDoctor(result)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('given hostile names, then the document says them exactly and prints them harmlessly', () => {
    const text = jsonOfDoctor(hostileResult);
    expect(doctorResultSchema.parse(JSON.parse(text))).toEqual(hostileResult);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(document.parse(JSON.parse(text)).profile).toBe(HOSTILE);
  });

  it.each<[string, unknown]>([
    ['an unknown property', { ...sampleResult, extra: 1 }],
    ['an unknown property of a check', { ...sampleResult, checks: [{ ...check, token: 'x' }] }],
    ['an unknown property of a finding', { ...sampleResult, findings: [{ ...finding, token: 'x' }] }],
    ['an unknown property of a probe', { ...sampleResult, probes: [{ ...probe, body: 'x' }] }],
    ['an unknown timing', { ...sampleResult, probes: [{ ...probe, timings: { total: 1, http: 1 } }] }],
    ['another schema', { ...sampleResult, schema: 'jamf-intune/doctor@2' }],
    ['an unknown verdict', { ...sampleResult, probes: [{ ...probe, verdict: 'open' }] }],
    [
      'a state that is no number',
      {
        ...sampleResult,
        observations: { ...sampleResult.observations, macsByState: { ACTIVATED: '1' } },
      },
    ],
    ['a summary without its failures', { ...sampleResult, summary: { passed: 1 } }],
    ['nothing', null],
  ])('given %s, then neither schema takes it', (_what, broken) => {
    expect(validate(broken)).toBe(false);
    expect(doctorResultSchema.safeParse(broken).success).toBe(false);
  });

  it.each<[string, unknown]>([
    ['a doctor that wrote', { ...sampleResult, requests: { sent: 1, writes: 1 } }],
    ['a code of another form', { ...sampleResult, findings: [{ ...finding, code: 'E1' }] }],
    ['a Jamf Pro without https', { ...sampleResult, jamf: { url: 'http://jamf', version: null } }],
    ['a port that is none', { ...sampleResult, probes: [{ ...probe, port: 65536 }] }],
    ['a moment that is none', { ...sampleResult, at: 'yesterday' }],
  ])('given %s, then it is not valid', (_what, broken) => {
    expect(validate(broken)).toBe(false);
  });

  it.each(Object.keys(sampleResult))('given a result without %s, then it is not valid', (key) => {
    const { [key]: _left, ...rest } = document.parse(sampleResult);
    expect(validate(rest)).toBe(false);
  });
});
