/**
 * Recordings of what is said in an examination, and their transcripts as they come about. Start at
 * {@link dev.carewire.transcription.Recordings}.
 */
@NullMarked
package dev.carewire.transcription;

import org.jspecify.annotations.NullMarked;
