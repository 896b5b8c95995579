package dev.carewire.assistant;

import java.util.List;

/** Generates answers as streams of text. Any thread; never blocks. */
@FunctionalInterface
public interface LanguageModel {

    /**
     * Requests the next turn of a conversation.
     *
     * @param turns the conversation so far, oldest first; the last one is a question. Excludes the system prompt
     * @param listener receives the answer as it arrives, possibly before this method returns
     */
    Call answer(List<Turn> turns, Listener listener);

    /** A running request. */
    @FunctionalInterface
    interface Call {

        /**
         * Cancels the request as soon as possible; the listener may still receive some text. Repeated calls do nothing.
         */
        void cancel();
    }

    /** Receives one answer: pieces of text, then one end. One call at a time; implementations do not block. */
    interface Listener {

        /** Receives the next piece of the text, of any length. */
        void onChunk(String piece);

        /** Receives the end of the answer. */
        void onEnded(FinishReason ending);
    }

    /** How an answer ends. */
    enum FinishReason {
        /** The model finished its answer. */
        WHOLE,
        /** The model reached its length limit. */
        CUT,
        /** The model's address is unreachable, or does not speak the protocol. */
        UNREACHABLE,
        /** The request was rejected. */
        REFUSED,
        /** The connection broke in the middle of the answer. */
        BROKEN,
        /** The response is not a valid answer. */
        GARBAGE
    }
}
