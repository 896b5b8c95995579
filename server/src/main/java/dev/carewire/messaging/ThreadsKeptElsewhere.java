package dev.carewire.messaging;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordKind;
import dev.carewire.text.ExtraFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * In place of stored threads, where another system keeps them: every command is rejected with {@code NOT_FOUND} and a text that
 * states this. Any thread; does not block.
 */
public final class ThreadsKeptElsewhere implements ThreadRepository {

    private static RejectedException rejection() {
        return RecordKind.THREADS.keptElsewhere();
    }

    @Override
    public Set<String> existingUsers(TenantId tenant, Set<String> userIds) {
        throw rejection();
    }

    @Override
    public void add(TenantId tenant, MessageThread thread) {
        throw rejection();
    }

    @Override
    public void setExtra(TenantId tenant, String threadId, ExtraFields extra) {
        throw rejection();
    }

    @Override
    public List<MessageThread> listForMember(TenantId tenant, String userId, Optional<TimeCursor> behind, int limit) {
        throw rejection();
    }

    @Override
    public Optional<MessageThread> find(TenantId tenant, String threadId, String userId) {
        throw rejection();
    }

    @Override
    public boolean isMember(TenantId tenant, String threadId, String userId) {
        throw rejection();
    }

    @Override
    public SortedSet<String> lock(TenantId tenant, String threadId) {
        throw rejection();
    }

    @Override
    public void lockInboxes(TenantId tenant, SortedSet<String> userIds) {
        throw rejection();
    }

    @Override
    public Optional<ReadPosition> readPosition(TenantId tenant, String threadId, String userId) {
        throw rejection();
    }

    @Override
    public void markRead(TenantId tenant, String threadId, String userId, ReadPosition mark) {
        throw rejection();
    }

    @Override
    public SortedSet<String> discountUnread(TenantId tenant, String threadId, String messageId) {
        throw rejection();
    }

    @Override
    public SortedMap<String, Integer> countUnread(TenantId tenant, Set<String> userIds) {
        throw rejection();
    }
}
