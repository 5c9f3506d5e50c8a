/** Appointments, as customers and staff speak of them. */

export interface Slot {
  readonly serviceId: string;
  readonly staffId: string;
  /** ms since 1970. */
  readonly startAt: number;
  readonly endAt: number;
}

/** `missed`: staff say that the customer did not come. */
export type BookingStatus = 'booked' | 'cancelled' | 'missed';

export interface Booking extends Slot {
  /** What the customer quotes, such as `HC-7K3M`. */
  readonly reference: string;
  readonly version: number;
  readonly customerId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly status: BookingStatus;
  readonly bookedAt: number;
}
