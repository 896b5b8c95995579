package dev.carewire.assistant;

import dev.carewire.assistant.Turn.Speaker;
import dev.carewire.command.Caller;
import dev.carewire.event.MessageSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Selects the messages of a thread that a language model receives. */
final class ConversationHistory {

    private ConversationHistory() {}

    /**
     * The caller's messages, and the assistant's answers to them. Other members' messages are excluded, and so are the
     * answers to those, which may repeat them.
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
                // A retracted message is empty, and so is one with attachments only.
                if (answersCaller && !message.body().isBlank()) {
                    turns.add(new Turn(Speaker.MEMBER, message.body()));
                }
            }
        }
        return turns;
    }
}
