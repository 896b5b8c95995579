/** Recordings of examinations, and their live transcripts. Start at {@link dev.carewire.transcription.Recordings}. */
@NullMarked
package dev.carewire.transcription;

import org.jspecify.annotations.NullMarked;
