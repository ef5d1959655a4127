import type { DoctorFinding } from '../../engine/doctor-result.ts';
import { reportFinding } from '../../findings/report-finding.ts';
import type { Host } from '../../host.ts';
import { trustedAuthorities } from '../../http/certificate-authorities.ts';
import { type ProxySettings, readProxySettings } from '../../http/proxy.ts';
import type { DoctorInputs } from '../../inputs/read-doctor-inputs.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import { type Row, rowsFor } from '../../network/catalogue.ts';
import { networkFindings, proxyFindings } from '../../network/network-findings.ts';
import type { Place, ProbeResult } from '../../network/probe-result.ts';
import { probeNetwork } from '../../network/run-probes.ts';
import { openSystemLookup } from '../../network/system-lookup.ts';
import { readSystemProxy, type SystemProxy } from '../../network/system-proxy.ts';
import { childEnvironment } from '../../secrets/child-environment.ts';
import type { SandboxGround } from '../sandbox/ground.ts';

export interface NetworkWish {
  readonly host: Host;
  readonly inputs: EarlyInputs;
  readonly doctor: Pick<DoctorInputs, 'place'>;
  readonly ground: SandboxGround | undefined;
}

/** The network as the doctor looks at it. */
export interface NetworkExamination {
  readonly rows: readonly Row[];
  readonly proxy: ProxySettings;
  /** Probes everything anew; begins at once, whoever reads the results when. */
  start(): {
    readonly results: AsyncIterable<ProbeResult>;
    readonly systemProxy: Promise<SystemProxy | null>;
  };
}

const PLACES: Readonly<Record<NonNullable<DoctorInputs['place']>, Place>> = {
  client: 'clients',
  'jamf-server': 'jamf-server',
  admin: 'admin',
};

/** @throws Failure JI-P507 or JI-P508 when the CA file or the proxy's address cannot be used */
export async function prepareNetwork({
  host,
  inputs,
  doctor,
  ground,
}: NetworkWish): Promise<NetworkExamination> {
  const simulated = await ground?.internet();
  // A proxy leads out of this computer, which nothing of the sandbox may do.
  const proxy = readProxySettings(simulated === undefined ? host.env : {});
  const effective = await trustedAuthorities({
    env: host.env,
    ...(inputs.ca !== undefined && { caFile: inputs.ca }),
  });
  const rows = rowsFor({
    cloud: inputs.cloud === undefined || inputs.cloud === 'sandbox' ? 'global' : inputs.cloud,
    ...(inputs.jamfUrl !== undefined && { jamfUrl: new URL(inputs.jamfUrl) }),
    ...(doctor.place !== undefined && { place: PLACES[doctor.place] }),
  });
  const { clock, signal } = host;
  return {
    rows,
    proxy,
    start: () => ({
      systemProxy: simulated === undefined ? readSystemProxy(host.platform, host.run) : Promise.resolve(null),
      results: eagerly(
        probeNetwork({
          rows,
          proxy,
          clock,
          signal,
          ...(simulated === undefined
            ? {
                roots: { effective },
                openSystemLookup: () => openSystemLookup(host.nodePath, childEnvironment(host.env)),
              }
            : simulated),
        }),
      ),
    }),
  };
}

/** Begins to draw at once, so that what is slow runs while nobody reads yet. */
function eagerly<T>(source: AsyncIterable<T>): AsyncIterable<T> {
  const drawn: T[] = [];
  let done = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};
  const drawing = (async () => {
    try {
      for await (const one of source) {
        drawn.push(one);
        wake();
      }
    } catch (error) {
      failure = { error };
    }
    done = true;
    wake();
  })();
  return {
    async *[Symbol.asyncIterator]() {
      for (let next = 0; ; ) {
        const one = drawn[next];
        if (one !== undefined) {
          next += 1;
          yield one;
        } else if (done) {
          await drawing;
          if (failure !== undefined) throw failure.error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}

/** What the probes and the computer's settings mean. */
export function networkFindingsOf(
  probes: readonly ProbeResult[],
  system: SystemProxy | null,
  proxy: ProxySettings,
): readonly DoctorFinding[] {
  return [...networkFindings(probes), ...proxyFindings(proxy, system)].map(
    ({ probes: on, fix = [], ...finding }) => ({
      ...reportFinding({ ...finding, ...(fix.length > 0 && { fix }) }),
      step: on[0] ?? 'network',
    }),
  );
}
