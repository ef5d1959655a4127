import type { Graph } from '../../../src/microsoft/graph.ts';
import { openGraph } from '../../../src/microsoft/open-graph.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { type HurryingClock, hurryingClock } from './clocks.ts';
import { type SeenRequest, serveTest, type TestAnswer, type TestService, testWayOut } from './server.ts';

export interface GraphBench {
  readonly service: TestService;
  readonly graph: Graph;
  readonly clock: HurryingClock;
  readonly signal: AbortSignal;
  /** Ends the run as Ctrl-C does. */
  abort(reason: Error): void;
  /** How often a token was asked for, and how often a fresh one. */
  readonly tokens: { asked: number; fresh: number };
  close(): Promise<void>;
}

/** The real Graph client over real TLS against a server that answers by one function. */
export async function graphBench(
  answer: (request: SeenRequest, number: number) => TestAnswer | Promise<TestAnswer>,
): Promise<GraphBench> {
  const service = await serveTest(answer);
  const clock = hurryingClock();
  const ending = new AbortController();
  const tokens = { asked: 0, fresh: 0 };
  const wayOut = await testWayOut(service, clock, ending.signal);
  const graph = openGraph({
    cloud: { graph: service.origin },
    async token({ fresh = false } = {}) {
      tokens.asked += 1;
      if (fresh) tokens.fresh += 1;
      return new Secret(`token-${tokens.fresh}`);
    },
    wayOut,
    clock,
    signal: ending.signal,
    jitter: () => 1,
  });
  return {
    service,
    graph,
    clock,
    signal: ending.signal,
    abort: (reason) => ending.abort(reason),
    tokens,
    async close() {
      await wayOut.close();
      await service.close();
    },
  };
}
