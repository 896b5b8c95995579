/**
 * Appointments and their lifecycle. Start at {@link dev.carewire.appointment.Appointments} for commands and at
 * {@link dev.carewire.appointment.AppointmentRecords} for effects of other features.
 */
@NullMarked
package dev.carewire.appointment;

import org.jspecify.annotations.NullMarked;
