import { ServiceError } from '../../errors/service-error.ts';
import { UPDATE_DEVICE_ATTRIBUTES } from '../../microsoft/identifiers.ts';
import { awaitVisible } from '../../microsoft/replication.ts';
import type { Session } from '../session.ts';
import type { Change, Step } from '../step.ts';
import { probeOwnApplication } from './application-probe.ts';
import { lastHeard } from './connector-health.ts';
import { judgeProof, type ObservedProof, type TokenProof } from './judge-proof.ts';
import { readApplication, readConnector } from './shared-reads.ts';

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
      ? [lookUntilProved()]
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
function lookUntilProved(): Change {
  return {
    action: 'prove',
    target: 'connection',
    summary: `token carries ${UPDATE_DEVICE_ATTRIBUTES.value}, connector active`,
    by: 'tool',
    destroys: false,
    async apply(session) {
      const look = async () => {
        const fresh: Session = { ...session, once: (_key, read) => read() };
        const observed = await proof.observe(fresh);
        const wrong = proof
          .diagnose(observed, session.wanted, session.known())
          .some(({ severity }) => severity === 'error');
        return wrong ? undefined : observed;
      };
      // What is still wrong when the time is over is reported by the look that follows every change.
      const seen = await awaitVisible(session, look, {
        what: 'the proof',
        limitMs: session.replicationMs,
      }).catch((error: unknown) => {
        if (error instanceof ServiceError && error.code === 'not-yet-visible') return undefined;
        throw error;
      });
      return seen === undefined
        ? 'not proved'
        : proof.describe(seen, session.wanted, session.known()).join(' · ');
    },
  };
}
