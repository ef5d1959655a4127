import type { Purpose } from './way-out.ts';

/** Reads that are spelled POST (microsoft.md §5). */
const READING_POSTS = /\/(checkMemberGroups|checkMemberObjects|getMemberGroups|getMemberObjects)$/;
/** Jamf Pro's sign-in paths: a token given or given back changes nothing. */
const JAMF_SIGN_IN = /^\/api\/(v1\/)?(auth|oauth)\//;

/** Whether a request may change a tenant or a Jamf Pro: what `requests.writes` counts, and what `--plan` may never send. */
export function isWrite(purpose: Purpose, method: string, pathname: string): boolean {
  if (purpose !== 'graph' && purpose !== 'jamf') return false;
  if (method === 'GET' || method === 'HEAD') return false;
  if (purpose === 'jamf') return !JAMF_SIGN_IN.test(pathname);
  return !(method === 'POST' && READING_POSTS.test(pathname));
}
