/** English: by what it is known. Its dates, numbers and names are read by the rules that the other tongues rewrite to. */
import type { TongueSigns } from './tongue.ts';

export const en: TongueSigns = {
  code: 'en',
  name: 'English',
  tells:
    'the a an and or but is are was were am be been do does did have has had i you he she it we they me my mine your yours our their this that these those what when where which who why how much many can could would will shall ' +
    'should may might must to of in on at for with from by about not no yes please thanks thank hi hello hey good morning afternoon evening today tomorrow yesterday week monday tuesday wednesday thursday friday saturday ' +
    "sunday open close closed need want like get got any some there here it's i'm i'd don't book booking appointment bike bikes service repair puncture price cost hours rent hire buy sell free just if so up out off",
  greetings: [
    'hi',
    'hello',
    'hey',
    'good morning',
    'good afternoon',
    'good evening',
    'thanks',
    'thank you',
    'bye',
    'hi there',
  ],
  wished:
    '(?:in english|(?:do you )?speak english|^english(?: please)?$|en ingles|auf englisch|en anglais|in inglese|em ingles)',
};
