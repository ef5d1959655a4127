import type { Hono } from 'hono';
import type { Clock } from '../ports/clock.ts';
import type { Interference, SandboxRequest, ServiceName } from './sandbox.ts';

/** How a request ended: the status that was sent, or `cut` when the connection was. */
export interface SandboxAnswer {
  readonly status: number | 'cut';
  /** What a handler threw: a defect of the sandbox itself. */
  readonly crash?: unknown;
}

/** A test's hand in the traffic. */
export type Interfere = (
  request: SandboxRequest,
) => Interference | undefined | Promise<Interference | undefined>;

export interface HarnessOptions {
  readonly clock: Clock;
  readonly save: () => void;
  /** Milliseconds that every answer takes at the least. */
  readonly latency: () => number;
  readonly interfere: Interfere | undefined;
  readonly onRequest: ((request: SandboxRequest, answer: SandboxAnswer) => void) | undefined;
}

/** The raw request below a `Request`: its connection may be cut. */
interface Incoming {
  readonly socket: { destroy(): unknown };
}

/** Answers a request for one service. */
export type Answerer = (request: Request, incoming: Incoming) => Promise<Response>;

/**
 * What stands in front of every service: counts, lets a test interfere, and saves the world before the answer to
 * anything but a GET leaves. So whoever was answered, or cut off after the commit, finds it done.
 */
export function createHarness(options: HarnessOptions): (service: ServiceName, app: Hono) => Answerer {
  const { clock, save, interfere, onRequest } = options;
  let ordinal = 0;
  let writeOrdinal = 0;

  function register(service: ServiceName, request: Request): SandboxRequest {
    const path = new URL(request.url).pathname;
    const writes = isWrite(service, request.method, path);
    ordinal += 1;
    if (writes) writeOrdinal += 1;
    return { service, method: request.method, path, writes, ordinal, writeOrdinal };
  }

  return (service, app) => async (request, incoming) => {
    const seen = register(service, request);
    const answered = (response: Response, crash?: unknown) => {
      // The sandbox's time of day, which need not be the computer's.
      if (!response.headers.has('date')) response.headers.set('date', clock.now().toUTCString());
      onRequest?.(seen, { status: response.status, ...(crash === undefined ? {} : { crash }) });
      return response;
    };
    const cut = () => {
      incoming.socket.destroy();
      onRequest?.(seen, { status: 'cut' });
      return new Response(null, { status: 500 });
    };

    const milliseconds = options.latency();
    if (milliseconds > 0) await clock.sleep(milliseconds);
    const interference = await interfere?.(seen);
    if (interference?.kind === 'delay') await clock.sleep(interference.milliseconds);
    if (interference !== undefined && happens(interference) === 'before-commit') {
      return interference.kind === 'cut' ? cut() : answered(madeUp(interference));
    }
    try {
      const response = await app.fetch(request);
      if (!isSafe(request.method)) save();
      if (interference?.kind === 'cut') return cut();
      return answered(interference?.kind === 'answer' ? madeUp(interference) : response);
    } catch (error) {
      return answered(crashAnswer(error), error);
    }
  };
}

function happens(interference: Interference): 'before-commit' | 'after-commit' | undefined {
  if (interference.kind === 'delay') return undefined;
  return interference.after ?? 'before-commit';
}

function madeUp(answer: Interference): Response {
  if (answer.kind !== 'answer') throw new Error(`${answer.kind} is no answer`);
  return new Response(answer.body ?? null, { status: answer.status, headers: answer.headers ?? {} });
}

function crashAnswer(error: unknown): Response {
  const message = error instanceof Error ? error.message : String(error);
  return Response.json({ error: { code: 'SandboxCrash', message } }, { status: 500 });
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** POSTs that only read or sign in; they change neither a tenant nor a Jamf Pro. */
const READING_POSTS = [/\/checkMemberGroups$/, /\/\$batch$/, /^\/api\/(v1\/)?(oauth|auth)\//];

/**
 * The requests by which the program changes something. Those to Entra sign in, those to Intune are Jamf Pro's own,
 * and the forms of Jamf Pro's console are a person's.
 */
function isWrite(service: ServiceName, method: string, path: string): boolean {
  if (isSafe(method)) return false;
  if (service === 'graph') return !READING_POSTS.some((pattern) => pattern.test(path));
  return (
    service === 'jamf' && /^\/(api|JSSResource)\//.test(path) && !READING_POSTS.some((p) => p.test(path))
  );
}
