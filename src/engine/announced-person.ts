import type { Clock } from '../ports/clock.ts';
import type { Person } from '../steps/person.ts';
import type { StepId } from '../steps/step.ts';
import type { Emit } from './event.ts';

/** Whoever is guided, with every guide told as events too: a log and a JSON run know what is being waited for. */
export function announcedPerson(person: Person, id: StepId, emit: Emit, clock: Pick<Clock, 'now'>): Person {
  return {
    name: person.name,
    patienceMs: person.patienceMs,
    begin(guide) {
      const since = clock.now().getTime();
      emit({ type: 'guide-opened', id, guide, by: person.name });
      const inHand = person.begin(guide);
      return {
        left: inHand.left,
        update(text) {
          inHand.update(text);
          emit({ type: 'guide-waiting', id, text, elapsedMs: clock.now().getTime() - since });
        },
        close() {
          inHand.close();
          emit({ type: 'guide-closed', id });
        },
      };
    },
  };
}
