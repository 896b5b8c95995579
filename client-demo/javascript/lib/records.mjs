/** Makes the records that tests work on, through the HTTP API. */

const TOMORROW_MS = 24 * 60 * 60 * 1000;
const HALF_HOUR_MS = 30 * 60 * 1000;

/** A new patient. */
export function newPatient(api, fields = {}) {
  return api.post('/api/patients', { firstName: 'Pat', lastName: 'Ient', phone: '555-0100', ...fields });
}

let slotsGiven = 0;

/** What the HTTP API wants for an appointment of half an hour: each in a slot of its own, the first this time tomorrow. */
export function appointmentFor(patient, doctorId, fields = {}) {
  const start = Date.now() + TOMORROW_MS + slotsGiven++ * HALF_HOUR_MS;
  return {
    patientId: patient._id,
    doctorId,
    scheduledStart: new Date(start).toISOString(),
    scheduledEnd: new Date(start + HALF_HOUR_MS).toISOString(),
    ...fields,
  };
}

/** A new appointment of a new patient with the tenant's first doctor. */
export async function newAppointment(api, doctorId, fields = {}) {
  return api.post('/api/appointments', appointmentFor(await newPatient(api), doctorId, fields));
}
