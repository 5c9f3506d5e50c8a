// After them: our own server goes, with its data.
export default async function tearDown() {
  await globalThis.scenarioServer?.stop();
}
