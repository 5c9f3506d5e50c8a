// After them: our own servers go, with their data.
export default async function tearDown() {
  await Promise.all((globalThis.scenarioServers ?? []).map((server) => server.stop()));
}
