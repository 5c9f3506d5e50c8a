/** The customer system's two variables: both or none. A secret's value never stands in a fault. */

/** What of the reader of the environment is needed here. */
interface Read {
  url(name: string): string | undefined;
  secret(name: string, shape: RegExp, expected: string): string | undefined;
  fault(name: string, expected: string, got: string): void;
}

/** Undefined while it is not configured; faults are told to the reader. */
export function readCrm(read: Read): { readonly url: string; readonly secret: string } | undefined {
  const url = read.url('CRM_WEBHOOK_URL');
  const secret = read.secret('CRM_WEBHOOK_SECRET', /^\S{16,}$/u, 'at least 16 characters without spaces');
  if (url && !secret) read.fault('CRM_WEBHOOK_SECRET', 'a value, because CRM_WEBHOOK_URL is set', 'nothing');
  if (secret && !url) read.fault('CRM_WEBHOOK_URL', 'a value, because CRM_WEBHOOK_SECRET is set', 'nothing');
  return url && secret ? { url, secret } : undefined;
}
