package dev.carewire.transcription;

import java.util.concurrent.CompletionStage;

/** Puts into writing what is said. Any thread; never blocks. */
@FunctionalInterface
public interface Transcriber {

    /** Completes once, in bounded time and not exceptionally, perhaps before this method returns. */
    CompletionStage<TranscriptionResult> transcribe(Audio audio);
}
