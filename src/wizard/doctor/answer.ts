import { writeFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { Examined } from '../../engine/doctor.ts';
import type { DoctorResult } from '../../engine/doctor-result.ts';
import { Failure } from '../../errors/failure.ts';
import type { ProbeResult } from '../../network/probe-result.ts';
import { createDoctorStream } from '../../report/doctor-stream.ts';
import { type FormatName, renderAs } from '../../report/formats.ts';
import { plainVoice } from '../../report/plain-voice.ts';
import { terminalVoice } from '../../report/text.ts';
import type { Run } from '../run/run.ts';
import { networkFindingsOf } from './network.ts';
import type { Prepared } from './preparation.ts';

/** The answer while it is given. On a screen it comes line by line; the other forms come at the end. */
export interface Answer {
  opening(subject: Pick<DoctorResult, 'connection' | 'tenant' | 'jamf' | 'sandbox'>): void;
  check(examined: Examined): void;
  probe(probe: ProbeResult): void;
  finish(result: DoctorResult): Promise<void>;
}

/** One form of the answer and where it goes. */
interface Destination {
  readonly format: FormatName;
  /** Undefined: stdout. */
  readonly file: string | undefined;
}

/** @param onAnswered called when a whole form has gone to stdout */
export function openAnswer(run: Run, prepared: Prepared, onAnswered: () => void): Answer {
  const { screen } = run;
  const { doctor, network } = prepared;
  const destinations = destinationsOf(doctor, screen.mode === 'json' && doctor.format.length === 0);
  const live = !destinations.some(({ file }) => file === undefined);
  const look = screen.out.look();
  const voice = screen.mode === 'terminal' ? terminalVoice(look) : plainVoice();
  const stream = createDoctorStream(
    voice,
    network.rows.map(({ endpoint }) => endpoint.id),
  );
  const probes: ProbeResult[] = [];
  const say = (lines: readonly string[]) => {
    if (live && lines.length > 0) screen.out.print(lines);
  };
  return {
    opening: (subject) => say(stream.opening(subject)),
    check: ({ check, findings }) => say(stream.check(check, findings)),
    probe: (probe) => {
      probes.push(probe);
      say(stream.probe(probe, networkFindingsOf(probes, null, network.proxy)));
    },
    finish: async (result) => {
      say(stream.closing(result));
      for (const { format, file } of destinations) {
        const text = run.redactor.redact(await renderAs(format, result));
        if (file !== undefined) await write(run, file, text, 'output');
        else {
          screen.out.write(text);
          onAnswered();
        }
      }
      await compare(run, doctor.compare, result);
      await bundle(run, prepared, result);
    },
  };
}

/** The forms in the order given, each with the `--output` at the same place. */
function destinationsOf({ format, output }: Prepared['doctor'], json: boolean): readonly Destination[] {
  if (json) return [{ format: 'json', file: output[0] }];
  if (output.length > format.length) {
    throw new Failure({
      code: 'JI-P502',
      exit: 2,
      what: 'There are more --output files than --format names',
      why: `${output.length} files and ${format.length} forms were given`,
      fix: ['jamf-intune doctor --format html --output report.html --format sarif --output report.sarif'],
      field: 'output',
    });
  }
  return format.map((name, index) => ({ format: name, file: output[index] }));
}

async function write(run: Run, file: string, content: string | Uint8Array, field: string): Promise<void> {
  const path = isAbsolute(file) ? file : resolve(run.host.cwd, file);
  // Reports name people's Macs and servers, so they are for their owner until he gives them away.
  await writeFile(path, content, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new Failure({
      code: 'JI-P525',
      exit: 2,
      what: `The answer cannot be written to ${file}`,
      why: error.code ?? error.message,
      fix: ['Give a file in a folder that you may write to'],
      field,
    });
  });
  run.screen.err.print([`written: ${path}`]);
}

async function compare(run: Run, file: string | undefined, result: DoctorResult): Promise<void> {
  if (file === undefined) return;
  const [{ readFile }, { compareResults }, { readEarlierResult }, { plainOfComparison, textOfComparison }] =
    await Promise.all([
      import('node:fs/promises'),
      import('../../report/compare.ts'),
      import('../../report/earlier-result.ts'),
      import('../../report/text-comparison.ts'),
    ]);
  const path = isAbsolute(file) ? file : resolve(run.host.cwd, file);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure({
      code: 'JI-P526',
      exit: 2,
      what: `The earlier answer ${file} cannot be read`,
      why: error.code ?? error.message,
      fix: ['jamf-intune doctor --json > FILE  saves one'],
      field: 'compare',
    });
  });
  const comparison = compareResults(
    readEarlierResult(text, file),
    readEarlierResult(JSON.stringify(result), 'this answer'),
  );
  const { screen } = run;
  const lines =
    screen.mode === 'terminal'
      ? textOfComparison(comparison, screen.out.look())
      : plainOfComparison(comparison);
  // Beside a machine's answer on stdout the comparison is for people.
  (screen.mode === 'json' ? screen.err : screen.out).print(lines);
}

async function bundle(run: Run, { doctor, trace, network }: Prepared, result: DoctorResult): Promise<void> {
  if (doctor.bundle === undefined) return;
  const { zipOfBundle } = await import('../../report/bundle.ts');
  const zip = await zipOfBundle({
    result,
    trace,
    catalogue: network.rows.map(({ endpoint }) => endpoint),
    versions: { 'jamf-intune': run.host.version, node: run.host.nodeVersion },
    redact: run.redactor.redact,
  });
  await write(run, doctor.bundle, zip, 'bundle');
}
