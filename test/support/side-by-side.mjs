// The order of the test files, for two workers: those that start processes, servers or browsers come one after the
// other while the rest runs beside them, so that two of them seldom share the machine. The longest come first.
import TestSequencer from '@jest/test-sequencer';

/** Seconds, measured on two cores; only their proportions count. */
const HEAVY = [
  [/\/kill\/many-processes\./u, 150],
  [/\/kill\/kill\./u, 120],
  [/\/start\/outage\./u, 90],
  [/\/whatsapp-web\/session\./u, 80],
  [/\/store\/mongo\.test/u, 75],
  [/\/whatsapp-web\/contract\./u, 70],
  [/\/start\/start\./u, 50],
  [/\/console\/console-page\./u, 45],
  [/\/start\/own-phone\./u, 45],
  [/\/store\/move\./u, 40],
  [/\/whatsapp-web\/messages\./u, 38],
  [/\/web\/chat-page\./u, 35],
  [/\/kill\/plan\./u, 30],
  [/\/start\//u, 20],
  [/\/store\/mongo-/u, 15],
  [/-page\.test/u, 15],
  [/\/whatsapp-web\/console\./u, 15],
];
const LIGHT_SECONDS = { onMongodb: 20, scenario: 10, other: 2 };

export default class SideBySide extends TestSequencer {
  sort(tests) {
    const heavy = [];
    const light = [];
    for (const test of tests) {
      const seconds = HEAVY.find(([name]) => name.test(test.path))?.[1];
      if (seconds !== undefined) heavy.push({ test, seconds });
      else light.push({ test, seconds: LIGHT_SECONDS[kindOf(test)] });
    }
    const longestFirst = (a, b) => b.seconds - a.seconds || (a.test.path < b.test.path ? -1 : 1);
    return [...begun(heavy.sort(longestFirst)), ...begun(light.sort(longestFirst))]
      .sort((a, b) => a.at - b.at)
      .map(({ test }) => test);
  }
}

function kindOf({ path, context }) {
  if (!path.includes('/scenarios/')) return 'other';
  return context.config.displayName?.name === 'mongodb' ? 'onMongodb' : 'scenario';
}

/** When each begins on a worker that has nothing else to do. */
function begun(files) {
  let at = 0;
  return files.map(({ test, seconds }) => {
    const one = { test, at };
    at += seconds;
    return one;
  });
}
