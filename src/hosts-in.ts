/** Where the database is, without the name and password that may stand before it. Pure. */
export function hostsIn(uri: string): string {
  return (
    uri
      .replace(/^[^/]+\/\//u, '')
      .replace(/^[^/?]*@/u, '')
      .split(/[?]/u, 1)[0] ?? ''
  );
}
