import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { visible } from '../terminal/visible.ts';
import { jamfPath } from './path.ts';
import { isPage, parseJson } from './refusal.ts';
import type { JamfAnswer } from './request.ts';
import { openTransport, type Transport, type TransportOptions } from './transport.ts';

export type JamfHealth =
  | { readonly state: 'ready' }
  /** Starting, or stopped while starting: `step` is the server's own word. */
  | {
      readonly state: 'starting';
      readonly step: string;
      readonly percentage: number | undefined;
      readonly error: string | undefined;
    }
  | { readonly state: 'needs-setup-assistant' }
  /** The server says that it is ill, in its own words. */
  | { readonly state: 'ill'; readonly says: string }
  /** Something answers at this address, but nothing in its answers is Jamf Pro's. */
  | { readonly state: 'not-jamf-pro' }
  | { readonly state: 'unreachable'; readonly error: ServiceError };

const pageSchema = z.array(
  z.object({ healthCode: z.int(), httpCode: z.int().optional(), description: z.string().catch('') }),
);
const startupSchema = z.object({
  step: z.string().nullish(),
  stepCode: z.string().nullish(),
  percentage: z.number().nullish(),
  error: z.string().nullish(),
  errorCode: z.string().nullish(),
  setupAssistantNecessary: z.boolean().nullish(),
});

/** Health code of a server whose setup assistant was never finished. */
const SETUP_ASSISTANT = 2;

/**
 * How a Jamf Pro is, without signing in: `/healthCheck.html` (`[]` when well, and served as HTML although it is JSON),
 * then `/api/v1/health-check` (204 when well), then `/api/startup-status` for the reason (jamf.md §10). Never throws but
 * for the signal's reason.
 */
export async function readHealth(options: TransportOptions): Promise<JamfHealth> {
  const transport = openTransport(options);
  try {
    return await ask(transport);
  } catch (error) {
    if (error instanceof ServiceError) return { state: 'unreachable', error };
    throw error;
  }
}

async function ask(transport: Transport): Promise<JamfHealth> {
  const page = pageSchema.safeParse(parseJson((await get(transport, jamfPath`/healthCheck.html`)).text));
  if (page.success && page.data.length === 0) return { state: 'ready' };

  const check = await get(transport, jamfPath`/api/v1/health-check`);
  if (check.status === 204) return { state: 'ready' };

  const startup = startupOf(await get(transport, jamfPath`/api/startup-status`));
  if (startup !== undefined) return startup;
  const [first] = page.success ? page.data : [];
  if (first?.healthCode === SETUP_ASSISTANT) return { state: 'needs-setup-assistant' };
  if (first !== undefined) return { state: 'ill', says: visible(first.description, 200) };
  // Only Jamf Pro has these paths; an older one lacks the second and a stopped one answers 5xx on all.
  if (check.status >= 500) return { state: 'ill', says: `status ${check.status}` };
  return { state: 'not-jamf-pro' };
}

function get(transport: Transport, path: Parameters<Transport['send']>[0]['path']): Promise<JamfAnswer> {
  return transport.send({ method: 'GET', path });
}

function startupOf(answer: JamfAnswer): JamfHealth | undefined {
  if (answer.status !== 200 || isPage(answer)) return undefined;
  const read = startupSchema.safeParse(parseJson(answer.text));
  if (!read.success) return undefined;
  const { step, stepCode, percentage, error, errorCode, setupAssistantNecessary } = read.data;
  if (setupAssistantNecessary === true) return { state: 'needs-setup-assistant' };
  const named = step ?? stepCode;
  // A server that has come up keeps answering with its last step; and an empty object tells nothing.
  if (!named || stepCode === 'SERVER_INIT_COMPLETE') return undefined;
  const problem = error ?? errorCode;
  return {
    state: 'starting',
    step: visible(named, 120),
    percentage: percentage ?? undefined,
    error: problem ? visible(problem, 200) : undefined,
  };
}
