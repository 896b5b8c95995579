package dev.carewire.transcription;

import java.util.Objects;
import java.util.Optional;

/** The result of a transcription. */
public sealed interface TranscriptionResult {

    /**
     * A transcript.
     *
     * @param text empty for silence
     * @param confidence 0 to 1; empty if unknown
     */
    record Transcribed(String text, Optional<Double> confidence) implements TranscriptionResult {

        public Transcribed {
            Objects.requireNonNull(text, "text");
            if (confidence.filter(value -> !(value >= 0 && value <= 1)).isPresent()) {
                throw new IllegalArgumentException("confidence: " + confidence.get() + " (expected: 0..1)");
            }
        }

        /** Omits the text: patients talk about their health. */
        @Override
        public String toString() {
            return "Transcribed[" + text.length() + " characters]";
        }
    }

    /** The transcription failed. */
    record Failed(Reason reason) implements TranscriptionResult {}

    /** Why a transcription failed. */
    enum Reason {
        UNREACHABLE("The transcription service could not be reached"),
        TIMED_OUT("The transcription service took too long"),
        REFUSED("The transcription service refused the audio"),
        BROKEN("The connection to the transcription service broke off"),
        GARBAGE("The transcription service could not be understood"),
        /** The transcript is complete, but could not be stored and published. */
        NOT_STORED("The transcript could not be stored");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For users, without a full stop. */
        String text() {
            return text;
        }
    }
}
