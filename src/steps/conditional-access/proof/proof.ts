import { ServiceError } from '../../../errors/service-error.ts';
import { UPDATE_DEVICE_ATTRIBUTES } from '../../../microsoft/identifiers.ts';
import type { Session } from '../../session.ts';
import type { Expectation, Step } from '../../step.ts';
import { lastHeard } from '../connector/connector-health.ts';
import { readApplication, readConnector } from '../shared-reads.ts';
import { probeOwnApplication } from './application-probe.ts';
import { judgeProof, type ObservedProof, type TokenProof } from './judge-proof.ts';

/** Proves by observation that the connection lives: the application's own token, and Intune hearing from Jamf Pro. */
export const proof: Step<ObservedProof> = {
  id: 'proof',
  title: 'Proof',

  async observe(session) {
    const [application, connector, token] = await Promise.all([
      readApplication(session),
      readConnector(session),
      proveToken(session),
    ]);
    return { appId: application?.appId, token, connector, at: session.clock.now() };
  },

  describe({ token, connector, at }) {
    return [
      ...describeToken(token),
      `connector ${connector?.partnerState ?? 'unknown'} · ${lastHeard(connector, at)}`,
    ];
  },

  plan(observed, wanted, known) {
    return proof.diagnose(observed, wanted, known).some(({ severity }) => severity === 'error')
      ? [untilProved()]
      : [];
  },

  diagnose: (observed, wanted) => judgeProof(observed, wanted.tenant.id),

  planRemoval: () => [],
};

function describeToken(token: TokenProof): readonly string[] {
  switch (token.kind) {
    case 'token':
      return [`token carries ${token.roles.join(', ')} · service discovery ${token.discovery}`];
    case 'not-possible':
      return ['token not tried from this computer'];
    case 'refused':
    case 'not-tried':
      return [];
  }
}

async function proveToken(session: Session): Promise<TokenProof> {
  if (session.purpose === 'glance') return { kind: 'not-tried' };
  const probe = await probeOwnApplication(session);
  if (probe === undefined) return { kind: 'not-possible' };
  try {
    const [token, discovery] = await Promise.all([probe.intuneToken(), probe.discovery()]);
    return { kind: 'token', ...token, discovery };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === undefined) throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  }
}

/** New permissions reach tokens only after a while (microsoft.md §5.6), so the first look may be too early. */
function untilProved(): Expectation {
  return {
    action: 'prove',
    target: 'connection',
    summary: `token carries ${UPDATE_DEVICE_ATTRIBUTES.value}, connector active`,
    by: 'tool',
    destroys: false,
    awaits: 'the proof',
  };
}
