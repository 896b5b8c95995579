/**
 * The bodies of the two families' events, as their contracts have them. Each function takes the values that a test knows and
 * describes the rest by its type.
 */
import { bool, epochMs, int, iso, isoNow, listOf, oneOf, optional, text } from './shape.mjs';

const MIDNIGHT = Object.assign((value) => /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(value), { what: 'a day as ISO midnight' });
const TIME_OF_DAY = Object.assign((value) => /^\d\d:\d\d$/.test(value), { what: 'HH:mm' });

/** The standard family, `/socket.io/`: flat records, every instant an ISO text. */
export const standard = {
  appointment: (known) => ({
    timestamp: isoNow,
    appointment: {
      id: text,
      patientId: text,
      patientName: text,
      providerId: text,
      providerName: text,
      locationId: Object.assign((value) => typeof value === 'string', { what: 'a text' }),
      locationName: optional(text),
      scheduledStart: iso,
      scheduledEnd: iso,
      status: oneOf('scheduled', 'checked_in', 'in_room', 'with_provider', 'completed', 'cancelled', 'no_show'),
      appointmentTypeId: text,
      appointmentTypeName: optional(text),
      ...known,
    },
  }),
  cancelled: (known) => ({ appointmentId: text, timestamp: isoNow, ...known }),
  checkedIn: (known) => ({ appointmentId: text, patientId: text, patientName: text, timestamp: isoNow, ...known }),
  patient: (known) => ({
    timestamp: isoNow,
    patient: {
      id: text,
      firstName: text,
      lastName: text,
      dob: optional(text),
      phone: optional(text),
      email: optional(text),
      insurance: optional(text),
      balance: optional(int),
      lastUpdated: isoNow,
      ...known,
    },
  }),
  message: (known) => ({
    timestamp: isoNow,
    message: {
      id: text,
      threadId: text,
      body: text,
      sender: text,
      senderFirstName: optional(text),
      senderLastName: optional(text),
      createdAt: isoNow,
      ...known,
    },
  }),
  announcement: (known) => ({ threadId: text, messageId: text, sender: text, preview: text, timestamp: isoNow, ...known }),
  read: (known) => ({ messageId: text, threadId: text, readBy: text, readAt: isoNow, timestamp: isoNow, ...known }),
  unread: (unreadCount) => ({ unreadCount, timestamp: isoNow }),
  typing: (known) => ({ threadId: text, userId: text, userName: text, isTyping: bool, ...known }),
  presence: (known) => ({ userId: text, userName: text, lastSeen: isoNow, timestamp: optional(isoNow), ...known }),
  viewing: (known) => ({ userId: text, userName: text, patientId: text, timestamp: optional(isoNow), ...known }),
};

const reference = { _id: text, firstName: text, lastName: text, patientCode: text };
const doctor = { _id: text, firstName: text, lastName: text, specializationId: optional({ name: text }) };
const provider = { _id: text, name: text, email: optional(text) };

/** The clinic family, `/api/socket/`: documents with `_id`, ISO instants inside and integer milliseconds on the envelope. */
export const clinic = {
  queueItem: (known) => ({
    _id: text,
    queueNumber: text,
    queueType: oneOf('appointment', 'walk-in', 'follow-up'),
    patient: reference,
    patientName: text,
    appointment: optional(text),
    visit: optional(text),
    doctor: optional(doctor),
    room: optional({ _id: text, name: text, roomNumber: text }),
    status: oneOf('waiting', 'in-progress', 'completed', 'cancelled', 'no-show'),
    priority: int,
    estimatedWaitTime: optional(int),
    position: optional(int),
    queuedAt: iso,
    calledAt: optional(iso),
    startedAt: optional(iso),
    completedAt: optional(iso),
    checkedIn: bool,
    checkedInAt: optional(iso),
    checkInMethod: optional(text),
    notes: optional(text),
    createdAt: iso,
    updatedAt: iso,
    ...known,
  }),
  appointmentDocument: (known) => ({
    _id: text,
    appointmentCode: text,
    date: MIDNIGHT,
    appointmentDate: MIDNIGHT,
    appointmentTime: TIME_OF_DAY,
    scheduledAt: iso,
    duration: int,
    status: oneOf('pending', 'scheduled', 'confirmed', 'rescheduled', 'no-show', 'completed', 'cancelled'),
    patient: { ...reference, email: optional(text), phone: optional(text) },
    doctor,
    provider,
    isWalkIn: bool,
    queueNumber: optional(text),
    reason: optional(text),
    notes: optional(text),
    createdAt: iso,
    updatedAt: iso,
    ...known,
  }),
  visitDocument: (known) => ({
    _id: text,
    visitCode: text,
    status: oneOf('draft', 'open', 'closed', 'cancelled'),
    patient: reference,
    doctor,
    provider,
    appointment: optional(text),
    queueItem: optional(text),
    chiefComplaint: optional(text),
    notes: optional(text),
    prescriptions: listOf({ _id: text }),
    date: iso,
    closedAt: optional(iso),
    createdAt: iso,
    updatedAt: iso,
    ...known,
  }),
  patientDocument: (known) => ({
    ...reference,
    dateOfBirth: optional(MIDNIGHT),
    phone: optional(text),
    email: optional(text),
    insurance: optional(text),
    balanceCents: int,
    createdAt: iso,
    updatedAt: iso,
    ...known,
  }),
  queue: (known) => ({ queueItem: clinic.queueItem(known), timestamp: epochMs }),
  appointment: (known) => ({ appointment: clinic.appointmentDocument(known), timestamp: epochMs }),
  visit: (known) => ({ visit: clinic.visitDocument(known), timestamp: epochMs }),
  patient: (known) => ({ patient: clinic.patientDocument(known), timestamp: epochMs }),
};
