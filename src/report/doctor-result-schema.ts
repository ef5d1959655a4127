import { z } from 'zod';
import { DOCTOR_SCHEMA, type DoctorResult } from '../engine/doctor-result.ts';
import { HOWS, VERDICTS } from './verdicts.ts';

const count = z.int().nonnegative();
const texts = z.array(z.string());

const check = z.strictObject({
  id: z.string(),
  room: z.enum(['entra', 'intune', 'jamf', 'network', 'program']),
  title: z.string(),
  outcome: z.enum(['passed', 'warning', 'failed', 'skipped', 'not-testable']),
  lines: texts,
});

const finding = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  step: z.string(),
  title: z.string(),
  seen: z.string(),
  details: texts,
  cause: z.string(),
  fix: texts,
  certainty: z.enum(['certain', 'likely', 'possible']),
  source: z.strictObject({ url: z.string(), checked: z.string() }),
});

const error = z.strictObject({
  code: z.string(),
  what: z.string(),
  why: z.string().nullable(),
  fix: texts,
  field: z.string().nullable(),
  exit: z.int(),
});

const time = z.number().nonnegative();
const timings = z.strictObject({
  dns: time.exactOptional(),
  tcp: time.exactOptional(),
  tls: time.exactOptional(),
  application: time.exactOptional(),
  total: time,
});

const remark = z.strictObject({
  kind: z.enum([
    'ipv6-dead',
    'split-dns',
    'clock',
    'outside-apple',
    'unusual-issuer',
    'private-authority',
    'unusual-answer',
    'proxy',
    'front-door',
    'no-internet',
    'captive-portal',
  ]),
  text: z.string(),
});

const probe = z.strictObject({
  id: z.string(),
  owner: z.enum(['apple', 'microsoft', 'jamf']),
  host: z.string(),
  port: z.int(),
  protocol: z.string(),
  from: z.enum(['clients', 'jamf-server', 'admin']),
  required: z.union([z.boolean(), z.literal('legacy')]),
  purpose: z.string(),
  verdict: z.enum(VERDICTS),
  how: z.enum(HOWS).exactOptional(),
  stage: z.enum(['none', 'dns', 'tcp', 'proxy', 'tls', 'application']),
  detail: z.string(),
  addresses: texts,
  issuer: z.string().nullable(),
  alpn: z.string().nullable(),
  timings,
  fix: texts,
  remarks: z.array(remark).exactOptional(),
  source: z.string(),
});

/** The doctor's answer, read back: the twin of `DoctorResult`, which the compiler holds it to. */
export const doctorResultSchema: z.ZodType<DoctorResult> = z.strictObject({
  schema: z.literal(DOCTOR_SCHEMA),
  status: z.enum(['healthy', 'problems', 'not-signed-in', 'failed']),
  sandbox: z.boolean(),
  profile: z.string(),
  program: z.strictObject({ version: z.string(), node: z.string(), platform: z.string() }),
  at: z.string(),
  connection: z.enum(['none', 'manual', 'cloud-connector', 'device-compliance', 'unknown']),
  tenant: z
    .strictObject({ id: z.string(), domain: z.string(), displayName: z.string(), cloud: z.string() })
    .nullable(),
  jamf: z.strictObject({ url: z.string(), version: z.string().nullable() }).nullable(),
  summary: z.strictObject({
    passed: count,
    warnings: count,
    failed: count,
    skipped: count,
    notTestable: count,
  }),
  checks: z.array(check),
  findings: z.array(finding),
  probes: z.array(probe),
  observations: z.strictObject({
    secretDaysLeft: z.number().nullable(),
    heartbeatAgeSeconds: z.number().nullable(),
    macsByState: z.record(z.string(), count).nullable(),
  }),
  error: error.nullable(),
  requests: z.strictObject({ sent: count, writes: count }),
  elapsedMs: z.number().nonnegative(),
});
