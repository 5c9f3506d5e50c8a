/** `npm run bench [-- PART ...]`: measures the parts that are named, all when none is. Nothing here passes or fails. */

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  way: async () => (await import('./way.ts')).benchWay(),
  stores: async () => (await import('./stores.ts')).benchStores(),
  language: async () => (await import('./language.ts')).benchLanguage(),
  knowledge: async () => (await import('./knowledge.ts')).benchKnowledge(),
  chain: async () => (await import('./chain.ts')).benchChain(),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`expected ${Object.keys(PARTS).join(' or ')}, got ${unknown.join(' ')}: npm run bench -- stores`);
for (const [name, part] of Object.entries(PARTS)) if (named.length === 0 || named.includes(name)) await part();
