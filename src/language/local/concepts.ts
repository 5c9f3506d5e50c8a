/**
 * Words that mean nearly the same at any front desk, so that a few examples with "how much" also cover "what do you
 * charge". A concept is one more feature beside the words themselves; it can never decide by itself.
 */
import { words } from './tokens.ts';

const CONCEPTS: Readonly<Record<string, string>> = {
  price:
    'price prices pricing cost costs costing charge charges fee fees rate rates expensive quid|how much|how dear|the damage|price list|going rate|set me back',
  hours:
    'open opens opening close closes closed closing shut shuts hours|what time|how late|business hours|opening times',
  place:
    'where address located location directions whereabouts map street parking park branch near|find you|get to you|get there',
  contact: 'phone telephone email mail ring number|get in touch|contact details|reach you',
  book: 'book booking bookings booked appointment appointments appt reserve reservation slot slots schedule availability available vacancy opening|fit me in|book in|come in|bring in|squeeze me in|put me down',
  cancel:
    'cancel cancels cancelled cancelling cancellation scrap delete drop undo|call off|not coming|wont be coming|cant come|cant make it|no longer need|dont need',
  change:
    'change move moved reschedule postpone push shift swap switch earlier later instead rearrange delay|bring forward|another day|different time|different day|rather come',
  refund:
    'refund refunds refunded return returns returned exchange exchanged|money back|send back|bring back|give back|changed my mind',
  pay: 'pay paying payment payments card cards cash visa mastercard contactless invoice receipt instalments deposit revolut paypal|apple pay|google pay|bank transfer|credit card',
  deliver:
    'deliver delivers delivery delivered ship ships shipping shipped post postage courier send tracking|click and collect',
  guarantee: 'warranty warranties guarantee guaranteed guarantees covered cover',
  discount:
    'discount discounts deal deals offer offers cheaper promo promotion promotions coupon voucher reduction sale|money off|something off|best price|price match',
  status:
    'ready finished done status update progress news|any news|how long more|collect my|pick up my|come back yet|hear about',
  hire: 'hire hiring rent rental rentals renting rented lend loan',
  job: 'job jobs vacancy vacancies cv apprentice apprenticeship internship recruit recruiting career position placement|work for you|work with you|are you hiring|looking for work',
  complain:
    'complaint complain unhappy disappointed disappointing unacceptable ridiculous terrible awful worst rude angry furious disgusted useless overcharged compensation annoyed scratched damaged ruined shocking disgraceful|not happy|bad service|still broken|worse than|let down|not good enough',
  person:
    'human person someone somebody anyone staff manager owner operator agent representative colleague|real person|speak to|talk to|speak with|talk with|call me|ring me|put me through',
  robot: 'bot robot chatbot machine computer automated automatic|real person|who am i|who is this|are you human',
  stock:
    'sell sells selling stock stocks brand brands buy|have you got|do you have|have you any|do you carry|looking for|in stock',
  repair: 'repair repairs repaired fix fixed fixing mend mended service serviced servicing broken',
  include: 'include included includes including contain consist involve|what is in|what do i get|comes with|part of',
  duration: 'duration|how long|take long|how many days|how quickly|how soon|same day|while i wait',
  quote: 'quote quotation quotes estimate enquiry tender proposal|company|for a group|for our',
  group:
    'group groups party wedding team corporate company fleet office hotel hostel school staff employees colleagues guests conference',
  greet: 'hi hello hey hiya howdy heya morning evening afternoon greetings yo',
  thank: 'thanks thank cheers thx ta ty appreciated appreciate grateful|much appreciated|thank you|nice one|good stuff',
  leave:
    'bye goodbye cheerio|see you|see ya|talk soon|take care|good night|have a nice|have a good|have a great|thats all|all the best',
  day: 'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today tomorrow tonight weekend weekday|next week|this week|bank holiday',
  daytime: 'morning afternoon evening noon lunchtime oclock am pm',
  mine: 'my mine|i booked|i have booked|i left|my booking|my appointment|my reservation',
  can: 'can could may possible|is it possible|any chance|would it be ok|am i able|are you able',
  wish: 'want need wanna|would like|id like|like to|id love|looking to|hoping to|have to',
};

/** Every word that touches a concept: words the business may well use, even if no example does. */
export function conceptWords(): readonly string[] {
  return Object.values(CONCEPTS);
}

interface Trie {
  readonly next: Map<string, Trie>;
  readonly concepts: string[];
}

/** Finds concepts in words. */
export interface ConceptFinder {
  /** The concepts that words in a row touch, in order, with repetitions. */
  find(words: readonly string[]): readonly string[];
}

/** @param services names and other words for what the business does: one concept, whichever service it is */
export function createConceptFinder(services: readonly string[] = []): ConceptFinder {
  const root = node();
  for (const [concept, list] of Object.entries(CONCEPTS)) {
    const [singles = '', ...phrases] = list.split('|');
    for (const phrase of [...singles.split(' '), ...phrases]) add(root, phrase.split(' '), concept);
  }
  for (const service of services) add(root, words(service), 'service');
  return {
    find(said) {
      const found: string[] = [];
      said.forEach((_, start) => {
        let at: Trie | undefined = root;
        for (let i = start; i < said.length && at; i++) {
          at = at.next.get(said[i] as string);
          if (at) found.push(...at.concepts);
        }
      });
      return found;
    },
  };
}

function add(root: Trie, phrase: readonly string[], concept: string): void {
  let at = root;
  for (const word of phrase) {
    let below = at.next.get(word);
    if (!below) {
      below = node();
      at.next.set(word, below);
    }
    at = below;
  }
  at.concepts.push(concept);
}

function node(): Trie {
  return { next: new Map(), concepts: [] };
}
