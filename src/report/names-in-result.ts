import type { DoctorResult } from '../engine/doctor-result.ts';
import type { KnownNames } from './stand-ins.ts';

/** Checks whose findings list Macs in their details: `name · serial number · account`, as far as they are known. */
const LISTS_MACS = new Set(['macs', 'registered-devices']);
const NO_MAC = /^and \d+ more$|^since Jamf Pro /u;
const SERIAL = /^(?=.*\d)[A-Z0-9]{8,12}$/u;

/**
 * The Macs and people that a result names in lists: people call Macs and accounts what they like, so that no form can tell
 * them, but the place does. Pure.
 */
export function namesInResult({ findings }: Pick<DoctorResult, 'findings'>): Required<KnownNames> {
  const lists = findings.filter(({ step }) => LISTS_MACS.has(step));
  const rows = lists
    .flatMap(({ details }) => details)
    .filter((detail) => !NO_MAC.test(detail))
    .map((detail) => detail.split(' · '));
  const rest = rows.flatMap(([, ...others]) => others);
  return {
    devices: rows.flatMap(([name = '']) => name),
    serials: rest.filter((part) => SERIAL.test(part)),
    people: rest.filter((part) => !SERIAL.test(part)),
  };
}
