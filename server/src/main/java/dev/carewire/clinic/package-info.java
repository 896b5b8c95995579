/**
 * The settings of a clinic: its name, its time zone, and whether appointments may overlap. Start at
 * {@link dev.carewire.clinic.Clinics}.
 */
@NullMarked
package dev.carewire.clinic;

import org.jspecify.annotations.NullMarked;
