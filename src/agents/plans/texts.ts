/** Every sentence about plans, with the placeholders it fills in. */
export const PLAN_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'plans.askWhen': ['services'],
  'plans.offer': ['services'],
  'plans.confirm': ['steps'],
  'plans.bookStep': ['service', 'when', 'price'],
  'plans.bookedStep': ['service', 'when', 'reference'],
  'plans.cancelStep': ['service', 'when', 'reference'],
  'plans.moveStep': ['service', 'old', 'when', 'reference'],
  'plans.refundStep': ['reference'],
  'plans.booked': ['steps'],
  'plans.cancelled': ['reference'],
  'plans.moved': ['service', 'when', 'reference'],
  'plans.askedTeam': [],
  'plans.undone': [],
  'plans.stuck': [],
};
