import { connect, type Socket } from 'node:net';
import { within } from './deadlines.ts';
import { codeOf } from './error-code.ts';
import { DEADLINE, type StageOutcome } from './evidence.ts';
import { startStopwatch } from './stopwatch.ts';

/** Where a socket goes. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

export interface TcpResult {
  readonly outcome: StageOutcome;
  /** Connected, with a listener for errors; the caller destroys it. */
  readonly socket: Socket | null;
}

/**
 * Opens a TCP connection to one address. Never by name, and never several addresses in turn: Node's automatic
 * selection gives each only 250 ms (network.md §7.3).
 */
export async function connectTcp(
  target: Target,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<TcpResult> {
  const elapsed = startStopwatch();
  const socket = connect({ host: target.address, port: target.port, autoSelectFamily: false });
  const result = await within(deadlineMs, signal, () => connected(socket));
  const ms = elapsed();
  if (result === 'connected') return { outcome: { ok: true, ms }, socket };
  socket.destroy();
  return { outcome: { ok: false, ms, code: result === 'deadline' ? DEADLINE : result.code }, socket: null };
}

function connected(socket: Socket): Promise<'connected' | { readonly code: string }> {
  return new Promise((resolve) => {
    // It stays, as a socket may fail at any later moment too.
    socket.on('error', (error) => resolve({ code: codeOf(error) }));
    socket.once('connect', () => resolve('connected'));
  });
}
