package dev.carewire.transport.netty;

import dev.carewire.memory.ByteBudget;
import dev.carewire.rate.AddressRateLimiter;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one HTTP connection without a complete request. It counts for the address of the client. If the latest response was that
 * of a known user, only bytes of the next request count, for that user. A connection of a trusted proxy carries the requests of many
 * clients, so it counts for none of them. For use on the connection's event loop.
 */
final class ConnectionMemory implements ByteBudget.Owner {

    /** Approximate memory of a connection with its handlers. */
    static final int CONNECTION_BYTES = 4 << 10;

    /** Approximate memory of a connection with a head that is incomplete. */
    static final int HEAD_BYTES = CONNECTION_BYTES + (16 << 10);

    /** After a response, the next request may be on its way already: for so long the connection yields after all others. */
    static final Duration RELUCTANCE = Duration.ofSeconds(1);

    private final ConnectionLimits limits;
    private final Channel channel;
    private final EventExecutor loop;
    private final Runnable close;

    /** The holder of the connection; null: it counts for its address. */
    private @Nullable KnownUser user;

    private @Nullable Account account;
    private ByteBudget.@Nullable Reservation reservation;

    /** When the connection yields like any other, by the loop's ticker. */
    private volatile long reluctantUntil;

    /** @param close closes the connection unless a request needs it; runs on the loop */
    ConnectionMemory(ConnectionLimits limits, Channel channel, EventExecutor loop, Runnable close) {
        this.limits = limits;
        this.channel = channel;
        this.loop = loop;
        this.close = close;
        this.reluctantUntil = now();
    }

    private record Account(ByteBudget budget, Object holder) {}

    /** The connection has no request. */
    void holdIdle() {
        hold(CONNECTION_BYTES, ClientAddress.ofConnection(channel));
    }

    /** The head of the next request is incomplete. */
    void holdHead() {
        reluctantUntil = now();
        hold(HEAD_BYTES, ClientAddress.ofConnection(channel));
    }

    /** So many bytes wait behind the current request. They count for its client also if it is a proxy's. */
    void holdWaiting(int bytes) {
        reluctantUntil = now();
        hold(CONNECTION_BYTES + bytes, ClientAddress.of(channel));
    }

    /** The current request has its response. */
    void onResponse() {
        // So that the connection is the youngest of those that wait.
        release();
        identify();
        holdIdle();
        reluctantUntil = now() + RELUCTANCE.toNanos();
    }

    /** Whether the connection can stay after the response to the current request, without another one having to yield. */
    boolean mayStay() {
        identify();
        SocketAddress address = ClientAddress.ofConnection(channel);
        return user != null
                || limits.proxies().contains(address)
                || limits.memory().unauthenticated().hasRoom(AddressRateLimiter.key(address), CONNECTION_BYTES);
    }

    /** The holder of the current request's body. */
    Object bodyHolder() {
        KnownUser known = user;
        return known == null ? AddressRateLimiter.key(ClientAddress.of(channel)) : known;
    }

    /** Judges the connection by the sender of the current request. */
    private void identify() {
        KnownUser sender = limits.proxies().contains(ClientAddress.ofConnection(channel))
                ? null
                : RequestSender.of(channel).orElse(null);
        if (sender != null && sender.equals(user)) {
            return;
        }
        forgetUser();
        if (sender != null && limits.kept().tryAcquire(sender)) {
            user = sender;
        }
    }

    private void forgetUser() {
        KnownUser known = user;
        if (known != null) {
            limits.kept().release(known);
            user = null;
        }
    }

    private void hold(int bytes, SocketAddress address) {
        KnownUser known = user;
        if (known != null) {
            hold(new Account(limits.memory().incoming(), known), bytes - CONNECTION_BYTES);
        } else if (limits.proxies().contains(address)) {
            release();
        } else {
            hold(new Account(limits.memory().unauthenticated(), AddressRateLimiter.key(address)), bytes);
        }
    }

    private void hold(Account next, int bytes) {
        if (bytes == 0 || !next.equals(account)) {
            release();
        }
        if (bytes == 0) {
            return;
        }
        if (reservation == null) {
            account = next;
            reservation = next.budget().open(next.holder(), this);
        }
        reservation.resize(bytes);
    }

    /** A request is complete: the server works for it, so that the connection does not yield. */
    void release() {
        ByteBudget.Reservation held = reservation;
        if (held != null) {
            held.close();
            reservation = null;
            account = null;
        }
    }

    /** The connection is closed, or is a WebSocket. */
    void end() {
        release();
        forgetUser();
    }

    @Override
    public long free(long held, long excess) {
        loop.execute(close);
        return held;
    }

    @Override
    public boolean isReluctant() {
        return now() - reluctantUntil < 0;
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
