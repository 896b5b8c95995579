package dev.carewire.assistant;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.identity.TenantId;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Threads of one clinic with the same members and messages, in memory. */
final class InMemoryConversations implements Conversations {

    static final String THREAD = "thread-1";

    /** Every message as {@code sender: body}, oldest first. */
    final List<String> written = new ArrayList<>();

    /** Runs while a question is being stored. */
    Runnable duringAsk = () -> {};

    /** Runs once, after an answer or a system notice has been stored and published. */
    Runnable afterNextWrite = () -> {};

    private final List<MessageSnapshot> messages = new ArrayList<>();
    private final TenantId tenant;
    private final Set<String> members;
    private final Set<String> threads = new HashSet<>(Set.of(THREAD));

    InMemoryConversations(TenantId tenant, Set<String> members) {
        this.tenant = tenant;
        this.members = members;
    }

    @Override
    public void requireMember(Caller caller, String threadId) {
        if (!caller.tenant().equals(tenant) || !threads.contains(threadId) || !members.contains(caller.userId())) {
            throw RejectedException.notFound("thread");
        }
    }

    @Override
    public MessageSnapshot postQuestion(Caller caller, String threadId, String text) {
        Fields.prose("body", text, 10_000);
        Runnable now = duringAsk;
        duringAsk = () -> {};
        now.run();
        return add(caller.userId(), "message-" + messages.size(), text);
    }

    @Override
    public List<MessageSnapshot> messagesBefore(Caller caller, String threadId, String messageId, int limit) {
        List<MessageSnapshot> before = new ArrayList<>(messages.stream()
                .takeWhile(message -> !message.id().equals(messageId))
                .toList());
        Collections.reverse(before);
        return before.subList(0, Math.min(limit, before.size()));
    }

    @Override
    public void post(TenantId inTenant, String threadId, BotAuthor author, String messageId, String text) {
        if (!inTenant.equals(tenant) || !threads.contains(threadId) || members.isEmpty()) {
            throw RejectedException.notFound("thread");
        }
        add(author.id(), messageId, text);
        Runnable now = afterNextWrite;
        afterNextWrite = () -> {};
        now.run();
    }

    /** Adds another thread. */
    void addThread(String threadId) {
        threads.add(threadId);
    }

    /** Adds an ordinary message of a member. */
    MessageSnapshot add(String sender, String id, String text) {
        MessageSnapshot message = new MessageSnapshot(
                id,
                THREAD,
                text,
                new StaffSnapshotBuilder(sender, sender, "").build(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ExtraFields.NONE);
        messages.add(message);
        written.add(sender + ": " + text);
        return message;
    }

    /** The newest message. */
    MessageSnapshot newest() {
        return messages.get(messages.size() - 1);
    }
}
