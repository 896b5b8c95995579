/**
 * Appointments, from being made to being over. Start at {@link dev.carewire.appointment.Appointments} for commands and at
 * {@link dev.carewire.appointment.AppointmentRecords} for changes that follow from elsewhere.
 */
@NullMarked
package dev.carewire.appointment;

import org.jspecify.annotations.NullMarked;
