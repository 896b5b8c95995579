package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * An authenticated client on this node. User, tenant and encoding are fixed; what the user may do changes with a new token, and
 * rooms come and go through the {@link Hub}.
 * Any thread, unless a method says otherwise. Lock: this object, for the set of rooms; never taken on the fan-out path.
 */
public final class Session {

    private final String id;
    private final Optional<String> recoveryId;
    private volatile Caller caller;
    private final Encoding encoding;
    private final Connection connection;
    private final SerialExecutor executor;

    /** What this session was admitted to; ahead of the loop's own lists, so that a command sees the join before it. */
    private final Set<RoomKey> rooms = new HashSet<>(4);

    private boolean ended;

    private volatile boolean resumed;

    private volatile EventFilter eventFilter = EventFilter.ALL;

    /** Owned by the connection's loop. */
    private final Cursor cursor = new Cursor();

    /** Owned by the connection's loop. */
    private final PendingAcks pendingAcks = new PendingAcks();

    /**
     * A session that is not yet registered.
     *
     * @param id the public id, random, chosen by the server
     * @param continuationId the secret with which the client may go on later; empty for a client that cannot
     * @param caller the user, and the clinic the session belongs to by its token
     */
    public Session(
            String id,
            Optional<String> continuationId,
            Caller caller,
            Encoding encoding,
            Connection connection,
            SerialExecutor lane) {
        this.id = Objects.requireNonNull(id, "id");
        this.recoveryId = Objects.requireNonNull(continuationId, "continuationId");
        this.caller = Objects.requireNonNull(caller, "caller");
        this.encoding = Objects.requireNonNull(encoding, "encoding");
        this.connection = Objects.requireNonNull(connection, "connection");
        this.executor = Objects.requireNonNull(lane, "lane");
    }

    public String id() {
        return id;
    }

    /** The secret with which the client may go on later. */
    public Optional<String> recoveryId() {
        return recoveryId;
    }

    public Caller caller() {
        return caller;
    }

    public TenantId tenant() {
        return caller.tenant();
    }

    /**
     * The client has presented another token; from now on it may what that says. The rooms stay as they are.
     *
     * @throws IllegalArgumentException if the token is not the same user's of the same tenant
     */
    public void renew(Caller renewed) {
        if (!renewed.isSameUserAs(caller)) {
            throw new IllegalArgumentException("caller: " + renewed + " (expected: " + caller + ")");
        }
        caller = renewed;
    }

    public Encoding encoding() {
        return encoding;
    }

    public Connection connection() {
        return connection;
    }

    /** The order in which this client's commands are carried out. */
    public SerialExecutor executor() {
        return executor;
    }

    /** Whether this session goes on where another one ended: the log tells it what it missed in between. */
    public boolean isResumed() {
        return resumed;
    }

    /** Before it is reachable. */
    void markResumed() {
        resumed = true;
    }

    /** What of its rooms the session is told: {@link EventFilter#ALL} until something else is said. */
    public EventFilter eventFilter() {
        return eventFilter;
    }

    /** From now on the session is told of its rooms only what {@code interest} is in. */
    public void filterEvents(EventFilter interest) {
        this.eventFilter = interest;
    }

    /** Whether this session was admitted to {@code room} and has not left. */
    public synchronized boolean isIn(RoomKey room) {
        return rooms.contains(room);
    }

    /** The rooms that this session was admitted to and has not left, as of now. */
    public synchronized Set<RoomKey> rooms() {
        return Set.copyOf(rooms);
    }

    /** How many rooms this session was admitted to and has not left. */
    public synchronized int roomCount() {
        return rooms.size();
    }

    /** Sends messages in the dialect's words to this client alone, after everything it was sent before. */
    public void send(List<String> messages) {
        sendLater(encoding.encode(messages));
    }

    /**
     * Sends one message with bytes to this client alone, after everything it was sent before.
     *
     * @param message in the dialect's words, with a placeholder for each attachment
     * @param attachments in the order of the placeholders' numbers; not changed any more by the caller
     */
    public void send(String message, List<byte[]> attachments) {
        sendLater(encoding.encode(message, attachments));
    }

    private void sendLater(Frame frame) {
        if (!onLoop(() -> send(frame))) {
            frame.release();
        }
    }

    /** Whether the task will run: a loop that has shut down takes nothing. */
    boolean onLoop(Runnable task) {
        try {
            connection.loop().execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    private void send(Frame frame) {
        try {
            connection.send(frame);
        } finally {
            frame.release();
        }
    }

    /** A client's answer to a question. On the connection's loop. */
    public void receiveAck(long question, AckReply said) {
        pendingAcks.complete(question, said);
    }

    /** On the loop. Asks the client; {@code answer} is completed with what it says, or with nothing. */
    void sendWithAck(long question, Frame frame, CompletableFuture<Optional<AckReply>> answer) {
        if (pendingAcks.add(question, answer)) {
            connection.send(frame);
        }
    }

    /** On the loop. */
    PendingAcks pendingAcks() {
        return pendingAcks;
    }

    /** Whether the session was not in the room before and may still join one. */
    synchronized boolean addRoom(RoomKey room) {
        return !ended && rooms.add(room);
    }

    /** Whether the session was in the room. */
    synchronized boolean removeRoom(RoomKey room) {
        return rooms.remove(room);
    }

    /** Ends the session: it is in no room and joins none any more. Whether it had not ended before. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        rooms.clear();
        return first;
    }

    /** On the loop. */
    Cursor cursor() {
        return cursor;
    }

    @Override
    public String toString() {
        return "Session[" + id + ", " + caller.principal() + "]";
    }
}
