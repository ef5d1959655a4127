import type { openWayOut } from '../../http/open-way-out.ts';
import type { TraceEntry } from '../../http/trace.ts';
import type { Run } from '../run/run.ts';
import type { SandboxGround } from '../sandbox/ground.ts';

/**
 * What the way out of a run is opened with: its environment, its signal, and whom it trusts.
 * @param caFile `--ca`: a file of further certificate authorities
 * @param ground where the sandbox stands, whose own authority is trusted then
 */
export function wayOutOfRun(
  { host, trace }: Run,
  caFile: string | undefined,
  ground: SandboxGround | undefined,
  alsoTrace?: (entry: TraceEntry) => void,
): Parameters<typeof openWayOut>[0] {
  const { env, signal, clock } = host;
  return {
    env,
    extraCa: ground === undefined ? [] : [ground.access.endpoints.caCertificate],
    ...(caFile !== undefined && { caFile }),
    trace: (entry) => {
      alsoTrace?.(entry);
      trace(entry);
    },
    signal,
    clock,
  };
}
