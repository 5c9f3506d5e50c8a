import type { Store } from '../../src/ports.ts';
import { arrival } from '../contracts/store-contract.ts';

/** Calls every method of the port once, each with something that would work. */
export function everyCall(store: Store): readonly [string, () => Promise<unknown>][] {
  const record = { id: 'r1', version: 0, at: 1, body: null };
  const lease = { conversationId: 'ana', owner: 'worker', fence: 1, until: 1 };
  const line = { at: 1, who: 'Mia', what: 'approved', detail: null };
  return [
    ['receive', () => store.receive(arrival('ana', 'm1', 1))],
    ['receive again', () => store.receive(arrival('ana', 'm2', 1))],
    ['load', () => store.load('ana')],
    ['save', () => store.save(arrival('ben', 'm3', 1).create())],
    ['claim', () => store.claim(1, 'worker', 1)],
    ['renew', () => store.renew(lease, 1)],
    ['release', () => store.release(lease)],
    ['nextWakeAt', () => store.nextWakeAt()],
    ['archive', () => store.archive('ana', [{ kind: 'note', n: 1, at: 1, text: 'x' }])],
    ['archived', () => store.archived('ana', 0, 1)],
    ['list', () => store.list({ limit: 1 })],
    ['list before', () => store.list({ limit: 1, after: '1:ana' })],
    ['list of an owner', () => store.list({ limit: 1, owner: 'staff' })],
    ['list of approvals', () => store.list({ limit: 1, approval: 'pending' })],
    ['received', () => store.received(0, 9, undefined, 1)],
    ['received after', () => store.received(0, 9, 'memory:shop:m1', 1)],
    ['getRecord', () => store.getRecord('lead', 'r1')],
    ['putRecord', () => store.putRecord('lead', record)],
    ['putRecord again', () => store.putRecord('lead', { ...record, version: 1 })],
    ['listRecords', () => store.listRecords('lead', { limit: 1 })],
    ['listRecords of a key', () => store.listRecords('lead', { key: 'ana', limit: 1 })],
    ['audit', () => store.audit(line)],
    ['audits', () => store.audits({ limit: 1 })],
    ['audits of a conversation', () => store.audits({ conversationId: 'ana', limit: 1 })],
    ['ping', () => store.ping()],
  ];
}
