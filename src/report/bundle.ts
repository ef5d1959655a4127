import { z } from 'zod';
import type { DoctorResult } from '../engine/doctor-result.ts';
import type { TraceEntry } from '../http/trace.ts';
import { asDocument } from '../terminal/render/render-json.ts';
import { doctorResultSchema } from './doctor-result-schema.ts';
import { htmlOfDoctor } from './html.ts';
import { namesInResult } from './names-in-result.ts';
import { redactionNote } from './redaction-note.ts';
import { type KnownNames, replaceIn, standIns } from './stand-ins.ts';

export interface BundleContents {
  readonly result: DoctorResult;
  /** Every request of this run. */
  readonly trace: readonly TraceEntry[];
  /** The catalogue of endpoints that was probed by. */
  readonly catalogue: unknown;
  /** Versions of what the program is made of, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly known?: KnownNames;
  /** Takes the secrets of this run out of a text. */
  readonly redact: (text: string) => string;
}

/** The files of a bundle for the support of Jamf or Microsoft, by name, already redacted. Pure. */
export function filesOfBundle(contents: BundleContents): Record<string, string> {
  const { result, trace, catalogue, versions, known, redact } = contents;
  const listed = namesInResult(result);
  const names = standIns([result, trace, catalogue, versions], {
    people: [...listed.people, ...(known?.people ?? [])],
    devices: [...listed.devices, ...(known?.devices ?? [])],
    serials: [...listed.serials, ...(known?.serials ?? [])],
  });
  const clean = (document: unknown): unknown => replaceIn(document, (text) => names.replace(redact(text)));
  // Parsed again rather than believed: the page is made of what was redacted, or not at all.
  const report = doctorResultSchema.parse(clean(result));
  const json = (document: unknown): string => `${asDocument(document)}\n`;
  return {
    'REDACTION.md': redactionNote(names),
    'report.json': json(report),
    'report.html': htmlOfDoctor(report),
    'versions.json': json(clean(versions)),
    'trace.json': json(z.array(z.unknown()).parse(clean(trace))),
    'catalogue.json': json(clean(catalogue)),
  };
}

/** The bundle as a ZIP. The same contents give the same bytes: times in it are the time of the report. */
export async function zipOfBundle(contents: BundleContents): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import('fflate');
  const entries = Object.entries(filesOfBundle(contents)).map(([name, text]) => [
    `jamf-intune-support/${name}`,
    strToU8(text),
  ]);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: contents.result.at });
}
