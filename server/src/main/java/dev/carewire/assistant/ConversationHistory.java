package dev.carewire.assistant;

import dev.carewire.assistant.Turn.Speaker;
import dev.carewire.command.Caller;
import dev.carewire.event.MessageSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What a language model is shown of a thread. */
final class ConversationHistory {

    private ConversationHistory() {}

    /**
     * What the caller wrote, and what the assistant said to it. What others wrote stays in the thread, and so does what the
     * assistant said after them, since it may repeat their words.
     *
     * @param messages newest first
     */
    static List<Turn> of(Caller caller, List<MessageSnapshot> messages) {
        List<Turn> turns = new ArrayList<>();
        boolean answersCaller = false;
        for (int i = messages.size() - 1; i >= 0; i--) {
            MessageSnapshot message = messages.get(i);
            String sender = message.sender().id();
            if (sender.equals(BotAuthor.ASSISTANT.id())) {
                if (answersCaller) {
                    turns.add(new Turn(Speaker.ASSISTANT, message.body()));
                }
            } else if (!sender.equals(BotAuthor.SYSTEM.id())) {
                answersCaller = sender.equals(caller.userId());
                // Nothing is left of a message that was taken back, nor of one that has attachments alone.
                if (answersCaller && !message.body().isBlank()) {
                    turns.add(new Turn(Speaker.MEMBER, message.body()));
                }
            }
        }
        return turns;
    }
}
