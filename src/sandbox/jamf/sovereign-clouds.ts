import { CLOUDS } from '../../microsoft/clouds.ts';

const ELSEWHERE: readonly string[] = [CLOUDS.usgov.title, CLOUDS['usgov-dod'].title, CLOUDS.china.title];

/** The choices of "Sovereign Cloud". Jamf's own words are documented nowhere (jamf.md §16). */
export const SOVEREIGN_CLOUDS: readonly string[] = [CLOUDS.global.title, ...ELSEWHERE];

/** Whether the choice leads to another cloud than the one in which the sandbox's tenant lives. */
export function isElsewhere(sovereignCloud: string): boolean {
  return ELSEWHERE.includes(sovereignCloud);
}
