package dev.carewire.transport.session;

import dev.carewire.command.Caller;
import dev.carewire.memory.ByteBudget;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.rate.AddressRateLimiter;
import dev.carewire.transport.netty.KnownUser;
import dev.carewire.transport.websocket.UnfinishedMessage;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The memory that one client's connection holds for messages that have not arrived completely. Until the client has a session, the
 * connection itself counts, too, for its address; then only unfinished messages do, for the user. A connection whose address or user holds
 * too much closes. Any thread. Lock: this object.
 */
public final class ClientMemory implements UnfinishedMessage {

    /** Approximate memory of a connection without a session. */
    static final int CONNECTION_BYTES = 8 << 10;

    /** Largest message of a client without a session, which holds its credentials. */
    static final int MAX_CREDENTIALS_BYTES = 64 << 10;

    private final MemoryBudgets budgets;
    private final Executor loop;
    private Runnable close;

    /** Null while a client with a session holds nothing. */
    private ByteBudget.@Nullable Reservation reservation;

    /** Null until the client has a session. */
    private @Nullable KnownUser user;

    private int frameBytes;
    private int attachmentBytes;
    private boolean closed;

    /**
     * The memory of a new connection.
     *
     * @param address of the client
     * @param loop runs {@code close}
     * @param close closes the connection when it must yield its memory
     */
    public ClientMemory(MemoryBudgets budgets, SocketAddress address, Executor loop, Runnable close) {
        this.budgets = budgets;
        this.loop = loop;
        this.close = close;
        this.reservation = budgets.unauthenticated().open(AddressRateLimiter.key(address), this::free);
        this.reservation.resize(CONNECTION_BYTES);
    }

    /** Must not take the lock: the budget calls it under its own. */
    private long free(long held, long excess) {
        loop.execute(this::closeConnection);
        return held;
    }

    private void closeConnection() {
        Runnable action;
        synchronized (this) {
            if (closed) {
                return;
            }
            action = close;
        }
        action.run();
    }

    /** Replaces what closes the connection. */
    public synchronized void setClose(Runnable better) {
        close = better;
    }

    /** The client has a session: its address holds nothing of this connection any more. */
    public synchronized void authenticate(Caller caller) {
        if (user == null && !closed) {
            user = new KnownUser(caller.tenant().value(), caller.userId());
            release();
            update();
        }
    }

    @Override
    public synchronized Verdict hold(int bytes) {
        frameBytes = bytes;
        update();
        return user == null && bytes > MAX_CREDENTIALS_BYTES ? Verdict.TOO_LARGE : Verdict.ACCEPTED;
    }

    /** The connection holds so many bytes of attachments whose message is incomplete; 0: none. */
    public synchronized void holdAttachments(int bytes) {
        attachmentBytes = bytes;
        update();
    }

    private void update() {
        int held = frameBytes + attachmentBytes;
        KnownUser holder = user;
        if (closed) {
            return;
        }
        if (holder == null) {
            resize(CONNECTION_BYTES + held);
        } else if (held == 0) {
            release();
        } else {
            if (reservation == null) {
                reservation = budgets.incoming().open(holder, this::free);
            }
            resize(held);
        }
    }

    private void resize(int bytes) {
        ByteBudget.Reservation current = reservation;
        if (current != null) {
            current.resize(bytes);
        }
    }

    private void release() {
        ByteBudget.Reservation current = reservation;
        if (current != null) {
            current.close();
            reservation = null;
        }
    }

    /** The user of the client's session; empty before it has one and after the connection is closed. */
    public synchronized Optional<KnownUser> user() {
        return closed ? Optional.empty() : Optional.ofNullable(user);
    }

    /** The connection is closed. */
    public synchronized void close() {
        closed = true;
        release();
    }
}
