import type { CheckRoom, ConnectionFound, DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';

/** The rooms in the order in which they are shown. */
export const ROOMS: readonly CheckRoom[] = ['entra', 'intune', 'jamf', 'program', 'network'];

const ROOM_TITLES: Readonly<Record<CheckRoom, string>> = {
  entra: 'Microsoft Entra',
  intune: 'Microsoft Intune',
  jamf: 'Jamf Pro',
  program: 'This program',
  network: 'Network',
};

const ROOM_BY_LETTER: Readonly<Record<string, CheckRoom>> = {
  E: 'entra',
  I: 'intune',
  N: 'network',
  J: 'jamf',
  P: 'program',
};

const CONNECTIONS: Readonly<Record<ConnectionFound, string>> = {
  none: 'none found',
  manual: 'Conditional Access (manual)',
  'cloud-connector': 'Conditional Access (Cloud Connector)',
  'device-compliance': 'Device Compliance',
  unknown: 'not known',
};

export function titleOfRoom(room: CheckRoom): string {
  return ROOM_TITLES[room];
}

/** The room that a finding's code belongs to: the letter after `JI-`. */
export function roomOfCode(code: string): CheckRoom {
  return ROOM_BY_LETTER[code.charAt(3)] ?? 'program';
}

/** What the doctor looked at, in parts: the connection, the tenant, the server. Unsafe to show as it is. */
export function subjectOf({ connection, tenant, jamf }: Subject): string[] {
  return [
    CONNECTIONS[connection],
    ...(tenant === null ? [] : [tenant.displayName, tenant.domain]),
    ...(jamf === null ? [] : [jamf.url]),
  ];
}

export type Subject = Pick<DoctorResult, 'connection' | 'tenant' | 'jamf'>;

/** The findings of one check or probe. */
export function findingsOf(id: string, findings: readonly DoctorFinding[]): DoctorFinding[] {
  return findings.filter(({ step }) => step === id);
}
