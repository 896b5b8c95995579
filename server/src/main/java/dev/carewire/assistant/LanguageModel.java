package dev.carewire.assistant;

import java.util.List;

/** Continues conversations, piece by piece. Any thread; never blocks. */
@FunctionalInterface
public interface LanguageModel {

    /**
     * Asks for the next turn of a conversation.
     *
     * @param turns the conversation so far, oldest first; the last one is a question. What the model shall be is not among them
     * @param listener told of the answer as it arrives, perhaps before this method returns
     */
    Call answer(List<Turn> turns, Listener listener);

    /** An answer on its way. */
    @FunctionalInterface
    interface Call {

        /** Ends the call as soon as possible; what is on its way may still be told. Repeated calls do nothing. */
        void cancel();
    }

    /** Follows one answer: pieces, then one end. One call at a time; implementations do not block. */
    interface Listener {

        /** The next piece of the text: whatever the model said, of any length. */
        void onChunk(String piece);

        /** Nothing more comes. */
        void onEnded(FinishReason ending);
    }

    /** How an answer ends. */
    enum FinishReason {
        /** The model has said all it wanted to. */
        WHOLE,
        /** The model was not allowed to say more. */
        CUT,
        /** Nothing answers at the model's address, or nothing that can be talked to. */
        UNREACHABLE,
        /** The call was refused. */
        REFUSED,
        /** The connection ended in the middle of the answer. */
        BROKEN,
        /** What came was no answer. */
        GARBAGE
    }
}
