package dev.carewire.transcription;

import java.util.Objects;
import java.util.Optional;

/** What became of sound that was to be put into writing. */
public sealed interface TranscriptionResult {

    /**
     * What was said.
     *
     * @param text empty if nothing was
     * @param confidence how sure that is, 0 to 1; empty if nobody knows
     */
    record Transcribed(String text, Optional<Double> confidence) implements TranscriptionResult {

        public Transcribed {
            Objects.requireNonNull(text, "text");
            if (confidence.filter(sure -> !(sure >= 0 && sure <= 1)).isPresent()) {
                throw new IllegalArgumentException("confidence: " + confidence.get() + " (expected: 0..1)");
            }
        }

        /** Without the text: people speak of their health. */
        @Override
        public String toString() {
            return "Heard[" + text.length() + " characters]";
        }
    }

    /** There is no transcript. */
    record Failed(Reason reason) implements TranscriptionResult {}

    /** Why there is no transcript. */
    enum Reason {
        UNREACHABLE("The transcription service could not be reached"),
        TIMED_OUT("The transcription service took too long"),
        REFUSED("The transcription service refused the audio"),
        BROKEN("The connection to the transcription service broke off"),
        GARBAGE("The transcription service could not be understood"),
        /** The transcript is there, but cannot be told. */
        NOT_STORED("The transcript could not be stored");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For people, without a full stop. */
        String text() {
            return text;
        }
    }
}
