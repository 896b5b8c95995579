package dev.carewire.transcription;

import java.util.concurrent.CompletionStage;

/** Transcribes speech. Any thread; never blocks. */
@FunctionalInterface
public interface Transcriber {

    /** Completes once, in bounded time and never exceptionally, possibly before this method returns. */
    CompletionStage<TranscriptionResult> transcribe(Audio audio);
}
