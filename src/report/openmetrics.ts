import type { DoctorResult, DoctorStatus } from '../engine/doctor-result.ts';
import { standingOf } from '../engine/standing.ts';
import { visible } from '../terminal/visible.ts';

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Family {
  /** Without the prefix; ends with the unit where there is one. */
  readonly name: string;
  readonly type: 'gauge' | 'info' | 'stateset';
  readonly unit?: 'days' | 'seconds';
  readonly help: string;
  readonly samples: readonly Sample[];
}

const PREFIX = 'jamf_intune_';
const STATES: readonly DoctorStatus[] = ['healthy', 'problems', 'not-signed-in', 'failed'];
const SEVERITIES = ['error', 'warning', 'info'] as const;

/**
 * OpenMetrics 1.0 text for a scrape or a textfile collector. A number that could not be read is absent rather than
 * zero, so that an alert upon absence can see it.
 */
export function openmetricsOfDoctor(result: DoctorResult): string {
  const common = { profile: result.profile };
  const lines = familiesOf(result)
    .filter(({ samples }) => samples.length > 0)
    .flatMap((family) => linesOfFamily(family, common));
  return [...lines, '# EOF', ''].join('\n');
}

function familiesOf(result: DoctorResult): Family[] {
  const { observations, findings, probes, status, program, connection, at, elapsedMs } = result;
  const tested = probes.filter((probe) => !['skipped', 'not-testable'].includes(standingOf(probe)));
  const ofProbe = ({ id, owner, host, port, from }: (typeof probes)[number]) => ({
    id,
    owner,
    host,
    port: String(port),
    from,
  });
  return [
    {
      name: 'doctor',
      type: 'info',
      help: 'The program and the connection it looked at.',
      samples: [{ labels: { version: program.version, node: program.node, connection }, value: 1 }],
    },
    {
      name: 'doctor_status',
      type: 'stateset',
      help: 'How the connection is.',
      samples: STATES.map((state) => ({
        labels: { [`${PREFIX}doctor_status`]: state },
        value: state === status ? 1 : 0,
      })),
    },
    gauge('doctor_run_timestamp', 'When the doctor ran, in Unix time.', Date.parse(at) / 1000, 'seconds'),
    gauge('doctor_duration', 'How long the doctor took.', elapsedMs / 1000, 'seconds'),
    gauge(
      'secret_expiry',
      'Days until the client secret expires; negative once it has.',
      observations.secretDaysLeft,
      'days',
    ),
    gauge(
      'heartbeat_age',
      'Since Intune last heard from Jamf Pro.',
      observations.heartbeatAgeSeconds,
      'seconds',
    ),
    {
      name: 'findings',
      type: 'gauge',
      help: 'Findings by severity.',
      samples: SEVERITIES.map((severity) => ({
        labels: { severity },
        value: findings.filter((finding) => finding.severity === severity).length,
      })),
    },
    {
      name: 'macs',
      type: 'gauge',
      help: 'Macs by the state of their registration.',
      samples: Object.entries(observations.macsByState ?? {}).map(([state, value]) => ({
        labels: { state },
        value,
      })),
    },
    {
      name: 'probe_verdict',
      type: 'gauge',
      help: 'What the probe of an endpoint ended with: 1 at the verdict that holds.',
      samples: probes.map((probe) => ({ labels: { ...ofProbe(probe), verdict: probe.verdict }, value: 1 })),
    },
    {
      name: 'probe_latency_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'How long the probe of an endpoint took; only endpoints that were probed.',
      samples: tested.map((probe) => ({ labels: ofProbe(probe), value: probe.timings.total / 1000 })),
    },
  ];
}

function gauge(name: string, help: string, value: number | null, unit: 'days' | 'seconds'): Family {
  return { name: `${name}_${unit}`, type: 'gauge', unit, help, samples: value === null ? [] : [{ value }] };
}

function linesOfFamily(
  { name, type, unit, help, samples }: Family,
  common: Readonly<Record<string, string>>,
): string[] {
  const full = `${PREFIX}${name}`;
  const sampleName = type === 'info' ? `${full}_info` : full;
  return [
    `# TYPE ${full} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${full} ${unit}`]),
    `# HELP ${full} ${escaped(help)}`,
    ...samples.map(({ labels, value }) => `${sampleName}${labelSet({ ...common, ...labels })} ${value}`),
  ];
}

function labelSet(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(visible(value))}"`);
  return `{${pairs.join(',')}}`;
}

/** The three escapes of the format; a name in quotes inside a value would else end it. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
