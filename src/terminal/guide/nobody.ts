import type { Guide, GuideInHand, Person } from '../../steps/person.ts';
import type { Screen } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { sentencesOfGuide } from '../words/plain-sentences.ts';
import { HERE } from '../words/words.ts';

export interface NobodyOptions {
  readonly screen: Screen;
  /** `--wait`; 0 looks once. */
  readonly patienceMs: number;
  /** Where secrets are, said in their place: a log must not hold one, whatever flag was given. */
  readonly secretPlace: string;
}

/** No terminal: says on stderr what a person has to do elsewhere, and waits for the effect only. */
export function nobody({ screen, patienceMs, secretPlace }: NobodyOptions): Person {
  function begin(guide: Guide): GuideInHand {
    screen.err.print(sentencesOfGuide(guide, secretPlace));
    let seen: string | undefined;
    return {
      left: new Promise<void>(() => {}),
      update(text) {
        if (text !== seen) screen.err.print([`wait: ${visible(text)}`]);
        seen = text;
      },
      close() {},
    };
  }
  return { name: HERE, patienceMs, begin };
}
