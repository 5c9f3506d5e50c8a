/**
 * The key of the service account that reaches staff's own calendars, and whether it fits the shop's configuration. The
 * key itself never stands in a fault.
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { outsideCalendars } from './calendar/elsewhere.ts';
import type { Business } from './domain/business.ts';
import { type Fault, reasonOf, shown } from './fault.ts';

export interface CalendarAccess {
  readonly key: {
    readonly email: string;
    readonly privateKey: string;
    readonly keyId?: string;
    readonly tokenUrl: string;
  };
  /** Base URL with version, without a slash at the end. */
  readonly apiUrl: string;
}

export type LoadedCalendarAccess = { readonly access?: CalendarAccess } | { readonly faults: readonly Fault[] };

const KEY_FILE = 'GOOGLE_CALENDAR_KEY_FILE';
const API = 'GOOGLE_CALENDAR_API_URL';
const API_URL = 'https://www.googleapis.com/calendar/v3';

const address = z.url({ protocol: /^https?$/u });
/** As the console of the platform writes it: "Keys, add key, JSON". */
const KeyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(1),
  private_key: z.string().refine(isPrivateKey),
  private_key_id: z.string().exactOptional(),
  token_uri: address.default('https://oauth2.googleapis.com/token'),
});

/** `named`: reads a variable of the environment. Without a key and without calendars in config the part is off. */
export function loadCalendarAccess(
  named: (variable: string) => string | undefined,
  business: Pick<Business, 'staff' | 'resources'>,
): LoadedCalendarAccess {
  const path = named(KEY_FILE);
  const wanted = Object.keys(outsideCalendars(business)).length > 0;
  if (path === undefined && !wanted) return {};
  if (path === undefined)
    return fault(KEY_FILE, 'the key file of a service account, because business.yaml names calendars', 'nothing');
  if (!wanted)
    return fault(
      KEY_FILE,
      'a calendar: for one of the staff in business.yaml, or no key file',
      'a key and no calendar',
    );
  const apiUrl = named(API) ?? API_URL;
  if (!address.safeParse(apiUrl).success)
    return fault(API, 'an address that starts with https:// or http://', shown(apiUrl));
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const got = cause instanceof SyntaxError ? 'something that is no JSON (not shown)' : reasonOf(cause);
    return fault(KEY_FILE, `a file that can be read at ${path}`, got);
  }
  const parsed = KeyFile.safeParse(content);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
    return fault(KEY_FILE, 'the JSON key of a service account, as it was downloaded', `wrong or missing: ${wrong}`);
  }
  const { client_email: email, private_key: privateKey, private_key_id: keyId, token_uri: tokenUrl } = parsed.data;
  const key = { email, privateKey, tokenUrl, ...(keyId ? { keyId } : {}) };
  return { access: { key, apiUrl: apiUrl.replace(/\/+$/u, '') } };
}

function fault(path: string, expected: string, got: string): LoadedCalendarAccess {
  return { faults: [{ path, expected, got }] };
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false; // what node says here may repeat a piece of it
  }
}
