import type { Header } from '../../engine/event.ts';
import type { RequestCounts } from '../../http/way-out.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import type { Cloud } from '../../microsoft/clouds.ts';

/** What is known of a run so far; an end at any moment is reported with it. */
export interface Progress {
  /** What goes on with the run after an end: `jamf-intune setup`, without the profile. */
  readonly command: string;
  profile: string;
  sandbox: boolean;
  wanted?: Wanted;
  header?: Header;
  cloud?: Cloud;
  application?: { readonly appId: string };
  counts: () => RequestCounts;
}

/** How every run begins. */
export function beginProgress(command: string, sandbox: boolean): Progress {
  return {
    command: `jamf-intune ${command}`,
    profile: 'default',
    sandbox,
    counts: () => ({ sent: 0, writes: 0 }),
  };
}

/** The command that goes on from here. */
export function goOnCommand({
  command,
  profile,
  sandbox,
}: Pick<Progress, 'command' | 'profile' | 'sandbox'>): string {
  if (sandbox) return `${command} --sandbox`;
  return profile === 'default' ? command : `${command} --profile ${profile}`;
}
