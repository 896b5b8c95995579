/**
 * The dialect of the clinic system's web pages: documents with {@code _id}, entity rooms that clients subscribe to, times in
 * milliseconds on the envelope. Start at {@link dev.carewire.dialect.clinic.ClinicFamily}.
 */
@NullMarked
package dev.carewire.dialect.clinic;

import org.jspecify.annotations.NullMarked;
