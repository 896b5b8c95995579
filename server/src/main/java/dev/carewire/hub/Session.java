package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/**
 * An authenticated client on this node. User, tenant and encoding are fixed. Rights change with a new token, and rooms
 * through the {@link Hub}. Any thread, unless a method states otherwise. Lock: this object, for the set of rooms; never
 * taken on the fan-out path.
 */
public final class Session {

    private final String id;
    private final Optional<String> recoveryId;
    private volatile Caller caller;
    private final Encoding encoding;
    private final Connection connection;
    private final SerialExecutor executor;

    /**
     * The rooms this session has joined. Updated before the loop's own lists, so that a command sees the preceding
     * join.
     */
    private final Set<RoomKey> rooms = new HashSet<>(4);

    /** Of the rooms, those that a back end granted. Kept after the end, so that the client can resume them. */
    private final Set<RoomKey> granted = new HashSet<>(0);

    /** The tasks to run when the session leaves a room. */
    private final Map<RoomKey, Runnable> departures = new HashMap<>();

    private boolean ended;

    private volatile Instant connectedAt = Instant.EPOCH;

    private volatile boolean resumed;

    private volatile long generation;

    private volatile EventFilter eventFilter = EventFilter.ALL;

    private volatile EvictionListener evictionListener = (session, room) -> {};

    /** Owned by the connection's loop. */
    private final Cursor cursor = new Cursor();

    /** Owned by the connection's loop. */
    private final PendingAcks pendingAcks = new PendingAcks();

    /**
     * A session that is not registered yet.
     *
     * @param id the public id, random, chosen by the server
     * @param recoveryId the secret for resuming the session later; empty for a client that cannot
     * @param caller the user, and the clinic that their token names
     */
    public Session(
            String id,
            Optional<String> recoveryId,
            Caller caller,
            Encoding encoding,
            Connection connection,
            SerialExecutor executor) {
        this.id = Objects.requireNonNull(id, "id");
        this.recoveryId = Objects.requireNonNull(recoveryId, "recoveryId");
        this.caller = Objects.requireNonNull(caller, "caller");
        this.encoding = Objects.requireNonNull(encoding, "encoding");
        this.connection = Objects.requireNonNull(connection, "connection");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    public String id() {
        return id;
    }

    /** The secret for resuming the session later. */
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
     * Replaces the caller after the client presented another token. Rooms stay unchanged. The grants that need a user of the
     * staff end if the new caller is none.
     *
     * @return the rooms whose grants ended; the user's own right decides whether the session may stay in them
     * @throws IllegalArgumentException if the token belongs to another user or tenant
     */
    public synchronized Set<RoomKey> renew(Caller renewed) {
        if (!renewed.isSameUserAs(caller)) {
            throw new IllegalArgumentException("caller: " + renewed + " (expected: " + caller + ")");
        }
        caller = renewed;
        Set<RoomKey> lost =
                granted.stream().filter(room -> !mayBeGranted(room, renewed)).collect(Collectors.toUnmodifiableSet());
        granted.removeAll(lost);
        return lost;
    }

    public Encoding encoding() {
        return encoding;
    }

    public Connection connection() {
        return connection;
    }

    /** Runs this client's commands in order. */
    public SerialExecutor executor() {
        return executor;
    }

    /** Whether this session resumes an earlier one and therefore receives the missed events. */
    public boolean isResumed() {
        return resumed;
    }

    /** Call before registration. */
    void markResumed() {
        resumed = true;
    }

    /** Selects the events that the session receives from its rooms; {@link EventFilter#ALL} by default. */
    public EventFilter eventFilter() {
        return eventFilter;
    }

    /** From now on, the session receives only matching events from its rooms. */
    public void filterEvents(EventFilter filter) {
        this.eventFilter = filter;
    }

    /** Notifies the listener whenever the server {@linkplain Hub#evict evicts} this session. Call before registration. */
    public void whenEvicted(EvictionListener listener) {
        this.evictionListener = listener;
    }

    EvictionListener evictionListener() {
        return evictionListener;
    }

    /** Whether this session has joined {@code room} and not left it. */
    public synchronized boolean isIn(RoomKey room) {
        return rooms.contains(room);
    }

    /**
     * Whether the session may be in {@code room} because a back end put it there, whatever the rights of its user. Only back
     * ends, and the server on their behalf, join sessions to {@link RoomKey.Kind#BACK_END} rooms.
     */
    public boolean isGranted(RoomKey room) {
        return isGranted(room, caller);
    }

    /** Whether {@link #isGranted(RoomKey)} would hold if the user had the roles of {@code renewed}. */
    public synchronized boolean isGranted(RoomKey room, Caller renewed) {
        return isGranted(room, granted, renewed);
    }

    static boolean isGranted(RoomKey room, Set<RoomKey> granted, Caller caller) {
        return room.kind() == RoomKey.Kind.BACK_END || (granted.contains(room) && mayBeGranted(room, caller));
    }

    /** Whether a back end may grant a room to a user: one that also has the clinic's own events, to staff only. */
    private static boolean mayBeGranted(RoomKey room, Caller caller) {
        return room.kind() == RoomKey.Kind.BACK_END || Access.mayAccessRecords(caller.principal());
    }

    /** The rooms that a back end granted and the session has not left. */
    synchronized Set<RoomKey> grantedRooms() {
        return Set.copyOf(granted);
    }

    /**
     * Adds rooms that a back end granted: all or none.
     *
     * @return those that the session was not in before; empty if it has ended, or one of the rooms is for staff only
     */
    synchronized Optional<List<RoomKey>> addGrantedRooms(Collection<RoomKey> keys) {
        if (ended || !keys.stream().allMatch(room -> mayBeGranted(room, caller))) {
            return Optional.empty();
        }
        granted.addAll(keys);
        return Optional.of(keys.stream().filter(rooms::add).toList());
    }

    /**
     * Takes over from the session that this one resumes: its generation, and its grants, as far as they hold for this caller. Call before
     * registration.
     */
    public synchronized void inherit(RecoverableSession earlier) {
        generation = earlier.generation();
        earlier.grantedRooms().stream()
                .filter(room -> earlier.isGranted(room, caller))
                .forEach(granted::add);
    }

    /** The {@linkplain RecoverableSession#generation generation} of this session's stored state. */
    long generation() {
        return generation;
    }

    /** When the session was registered with the hub; {@link Instant#EPOCH} before. */
    public Instant connectedAt() {
        return connectedAt;
    }

    void markConnected(Instant at) {
        connectedAt = at;
    }

    /** The rooms that this session has joined and not left, as of now. */
    public synchronized Set<RoomKey> rooms() {
        return Set.copyOf(rooms);
    }

    /** The number of rooms that this session has joined and not left. */
    public synchronized int roomCount() {
        return rooms.size();
    }

    /** Sends rendered messages to this client only, after all earlier messages. */
    public void send(List<String> messages) {
        sendLater(encoding.encode(messages));
    }

    /**
     * Sends one message with binary attachments to this client only, after all earlier messages.
     *
     * @param message as rendered by the dialect, with a placeholder for each attachment
     * @param attachments in the order of the placeholders' numbers; the caller must not change them any more
     */
    public void send(String message, List<byte[]> attachments) {
        sendLater(encoding.encode(message, attachments));
    }

    private void sendLater(Frame frame) {
        if (!onLoop(() -> send(frame))) {
            frame.release();
        }
    }

    /** Whether the task will run; false if the loop has shut down. */
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

    /** Completes a pending acknowledgement with the client's reply. On the connection's loop. */
    public void receiveAck(long ackId, AckReply reply) {
        pendingAcks.complete(ackId, reply);
    }

    /**
     * Sends a frame that requests an acknowledgement, on the loop. {@code answer} completes with the reply, or empty.
     */
    void sendWithAck(long ackId, Frame frame, CompletableFuture<Optional<AckReply>> answer) {
        if (pendingAcks.add(ackId, answer)) {
            connection.send(frame);
        }
    }

    /** On the loop. */
    PendingAcks pendingAcks() {
        return pendingAcks;
    }

    /** Adds a room; false if the session is in it already or has ended. */
    synchronized boolean addRoom(RoomKey room) {
        return !ended && rooms.add(room);
    }

    /** Removes a room; false if the session was not in it. */
    boolean removeRoom(RoomKey room) {
        Optional<Runnable> departure;
        synchronized (this) {
            if (!rooms.remove(room)) {
                return false;
            }
            granted.remove(room);
            departure = Optional.ofNullable(departures.remove(room));
        }
        departure.ifPresent(Runnable::run);
        return true;
    }

    /**
     * Runs a task once, when the session leaves a room by any path or ends; now if it is not in the room. Replaces the
     * room's earlier task.
     *
     * @param task runs on any thread and must not block
     */
    public void whenLeft(RoomKey room, Runnable task) {
        synchronized (this) {
            if (rooms.contains(room)) {
                departures.put(room, task);
                return;
            }
        }
        task.run();
    }

    /** Ends the session: it leaves all rooms and joins no more. */
    void end() {
        List<Runnable> all;
        synchronized (this) {
            ended = true;
            rooms.clear();
            all = List.copyOf(departures.values());
            departures.clear();
        }
        all.forEach(Runnable::run);
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
