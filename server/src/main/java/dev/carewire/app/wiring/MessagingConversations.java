package dev.carewire.app.wiring;

import dev.carewire.assistant.BotAuthor;
import dev.carewire.assistant.Conversations;
import dev.carewire.command.Caller;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.NewMessage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The assistant's conversations in message threads. Any thread; blocks. */
public final class MessagingConversations implements Conversations {

    private final Messaging messaging;
    private final Clock clock;

    /** Conversations in threads; times are the clock's. */
    public MessagingConversations(Messaging messaging, Clock clock) {
        this.messaging = messaging;
        this.clock = clock;
    }

    @Override
    public void requireMember(Caller caller, String threadId) {
        messaging.requireMember(caller, threadId);
    }

    @Override
    public MessageSnapshot postQuestion(Caller caller, String threadId, String text) {
        return messaging.send(caller, threadId, text);
    }

    @Override
    public List<MessageSnapshot> messagesBefore(Caller caller, String threadId, String messageId, int limit) {
        return messaging
                .messages(caller, threadId, Optional.of(messageId), limit)
                .items();
    }

    @Override
    public void post(TenantId tenant, String threadId, BotAuthor author, String messageId, String text) {
        messaging.post(tenant, new NewMessage(messageId, threadId, author.id(), author.name(), text, clock.instant()));
    }
}
