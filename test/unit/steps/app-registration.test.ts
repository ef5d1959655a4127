import { describe, expect, it } from 'vitest';
import {
  appRegistration,
  type ObservedRegistration,
} from '../../../src/steps/conditional-access/registration/app-registration.ts';
import {
  APP_ID,
  application,
  inShort,
  JAMF_URL,
  known,
  OBJECT_ID,
  OTHER_APP_ID,
  PRINCIPAL_ID,
  RECORDED,
  servicePrincipal,
  short,
  WHOLE,
  wanted,
} from '../../support/steps/samples.ts';

function seen(different: Partial<ObservedRegistration> = {}): ObservedRegistration {
  return { application: application(), servicePrincipal: servicePrincipal(), namesakes: [], ...different };
}

const NOTHING = seen({ application: undefined, servicePrincipal: undefined });
const ADOPTED = { ...RECORDED, application: { objectId: OBJECT_ID, appId: APP_ID, adopted: true } };
const NAMESAKE = application({ appId: OTHER_APP_ID, signInAudience: 'AzureADMyOrg', redirectUris: [] });

describe('app-registration: what is wrong, and what would be done', () => {
  it.each([
    ['all is well', seen(), [], []],
    ['nothing is there', NOTHING, ['JI-E100'], ['create application', 'create service-principal']],
    [
      'the audience is one directory',
      seen({ application: application({ signInAudience: 'AzureADMyOrg' }) }),
      ['JI-E103'],
      ['change application'],
    ],
    [
      'there is no redirect URI',
      seen({ application: application({ redirectUris: [] }) }),
      ['JI-E104'],
      ['change application'],
    ],
    [
      'there is another redirect URI besides',
      seen({ application: application({ redirectUris: [JAMF_URL, 'https://old.example.com'] }) }),
      ['JI-E104'],
      ['change application (destroys)'],
    ],
    [
      'audience and redirect URI are wrong',
      seen({ application: application({ signInAudience: 'AzureADMyOrg', redirectUris: [] }) }),
      ['JI-E103', 'JI-E104'],
      ['change application'],
    ],
    [
      'the service principal is missing',
      seen({ servicePrincipal: undefined }),
      ['JI-E105'],
      ['create service-principal'],
    ],
    [
      'the service principal is switched off',
      seen({ servicePrincipal: servicePrincipal({ accountEnabled: false }) }),
      ['JI-E106 blocks'],
      [],
    ],
    [
      'an application of the name is not ours',
      { ...NOTHING, namesakes: [NAMESAKE] },
      ['JI-E100', 'JI-E107 blocks'],
      ['create application', 'create service-principal'],
    ],
    ['ours is there, and a namesake too', seen({ namesakes: [NAMESAKE] }), [], []],
  ])('given %s', (_what, observed, findings, changes) => {
    expect(short(appRegistration.diagnose(observed, wanted(), known(RECORDED)))).toEqual(findings);
    expect(inShort(appRegistration.plan(observed, wanted(), known(RECORDED)))).toEqual(changes);
  });

  it('given a namesake, then the difference is shown and both ways on are commands', () => {
    const findings = appRegistration.diagnose({ ...NOTHING, namesakes: [NAMESAKE] }, wanted(), known());
    const namesake = findings.find(({ code }) => code === 'JI-E107');
    expect(namesake?.details?.join('\n')).toContain('audience AzureADMyOrg, AzureADMultipleOrgs expected');
    expect(namesake?.fix?.[0]).toContain(`jamf-intune setup --adopt-app ${OTHER_APP_ID}`);
    expect(namesake?.fix?.[1]).toContain('jamf-intune setup --app-name NAME');
  });

  it('given a name with control characters, then they are made visible', () => {
    const observed = { ...NOTHING, namesakes: [NAMESAKE] };
    const [, namesake] = appRegistration.diagnose(observed, wanted({ appName: 'Jamf\u001b[2J' }), known());
    expect(namesake?.seen).not.toContain('\u001b');
  });
});

describe('app-registration: taking an application over', () => {
  const adopting = wanted({ adoptApp: OTHER_APP_ID });
  const foreign = application({ appId: OTHER_APP_ID, redirectUris: ['https://portal.example.com'] });

  it('given one that is to be adopted, then that is in the plan and its other redirect URIs stay', () => {
    const changes = appRegistration.plan(seen({ application: foreign }), adopting, known());
    expect(inShort(changes)).toEqual(['change application', 'change application']);
    expect(changes[0]?.summary).toContain('adopt');
  });

  it('given an id that is no application, then nothing is made in its place', () => {
    expect(short(appRegistration.diagnose(NOTHING, adopting, known()))).toEqual(['JI-E100 blocks']);
  });

  it('given one that is to be adopted, then it is not remembered as ours before that was accepted', () => {
    const ours = known(RECORDED);
    const observed = seen({ application: foreign, servicePrincipal: servicePrincipal() });
    expect(appRegistration.learn?.(observed, adopting, ours).resources).toEqual({});
    expect(inShort(appRegistration.plan(observed, adopting, ours))).toContain('change application');
  });

  it('given one that was adopted, then its other redirect URIs are no fault', () => {
    const observed = seen({
      application: application({ redirectUris: ['https://x.example.com', JAMF_URL] }),
    });
    expect(appRegistration.diagnose(observed, wanted(), known(ADOPTED))).toEqual([]);
  });

  it('given one that was adopted, then its service principal is not remembered as made by us', () => {
    const state = known({ application: ADOPTED.application });
    expect(appRegistration.learn?.(seen(), wanted(), state).resources.servicePrincipal).toEqual({
      id: PRINCIPAL_ID,
      createdByUs: false,
    });
  });
});

describe('app-registration: what is remembered, and what is taken down', () => {
  it('given one that a killed run had made, then it is remembered by what was found', () => {
    expect(appRegistration.learn?.(seen(), wanted(), known()).resources).toEqual({
      application: RECORDED.application,
      servicePrincipal: RECORDED.servicePrincipal,
    });
  });

  it('given nothing new, then the state stays the very same', () => {
    const state = known(RECORDED);
    expect(appRegistration.learn?.(seen(), wanted(), state)).toBe(state);
    const empty = known();
    expect(appRegistration.learn?.(NOTHING, wanted(), empty)).toBe(empty);
  });

  it('given that it is gone, then its principal and its secret are forgotten with it', () => {
    expect(appRegistration.learn?.(NOTHING, wanted(), known(RECORDED)).resources).toEqual({});
  });

  it.each([
    ['ours', known(RECORDED), ['remove application (destroys)']],
    ['an adopted one', known(ADOPTED), []],
    ['one that nothing is known of', known(), []],
  ])('given %s, then the removal is %j', (_what, state, changes) => {
    expect(inShort(appRegistration.planRemoval(seen(), wanted({ removal: WHOLE }), state))).toEqual(changes);
  });
});
