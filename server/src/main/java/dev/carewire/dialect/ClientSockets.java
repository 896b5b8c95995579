package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emission.FamilyWire;
import dev.carewire.emission.VerbatimEmission;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The sessions of one client family in one clinic, as the family's own back end lists, asks, moves and ends them. Of this node. Any
 * thread; never blocks.
 */
public final class ClientSockets {

    /** Most sockets that one answer lists. */
    public static final int MAX_LISTED = 1_000;

    /** Most sockets that one question reaches. */
    public static final int MAX_ASKED = 1_000;

    /** Most questions that wait for replies at a time. */
    public static final int MAX_QUESTIONS = 100;

    /** Most questions of one clinic that wait for replies at a time. */
    public static final int MAX_QUESTIONS_PER_TENANT = 20;

    /** Rooms that follow from a token, which a back end can neither grant nor take. */
    private static final Set<Kind> OF_TOKENS = Set.of(Kind.TENANT, Kind.USER, Kind.STAFF, Kind.MODULE, Kind.DISPLAY);

    private final Hub hub;
    private final TenantOrder order;
    private final VerbatimMessages messages;
    private final Clock clock;

    /** The waiting questions of each clinic that has any. Lock: itself. */
    private final Map<TenantId, Integer> questions = new HashMap<>();

    /**
     * The sockets of {@code hub}.
     *
     * @param order that of the events of each clinic
     * @param messages validates questions, and knows the families
     */
    public ClientSockets(Hub hub, TenantOrder order, VerbatimMessages messages, Clock clock) {
        this.order = order;
        this.hub = hub;
        this.messages = messages;
        this.clock = clock;
    }

    /** Runs actions in the order of a clinic's events. */
    @FunctionalInterface
    public interface TenantOrder {

        /**
         * Runs an action after the delivery of the events published before. Never blocks.
         *
         * @param action must not block
         * @return completes with the action's result or failure
         */
        <T> CompletionStage<T> run(TenantId tenant, Supplier<T> action);
    }

    /**
     * Some sockets of one family.
     *
     * @param family its name
     * @param in names of rooms; all sockets of the family if empty
     * @param except names of rooms whose members do not count
     */
    public record Selection(String family, List<String> in, List<String> except) {

        public Selection {
            in = List.copyOf(in);
            except = List.copyOf(except);
        }
    }

    /**
     * One connected client.
     *
     * @param rooms the family's names of its rooms, sorted
     */
    public record ClientSocket(
            String id,
            String userId,
            TenantId tenant,
            String name,
            Set<Role> roles,
            List<String> rooms,
            Instant connectedAt) {

        /** Shows the id only. */
        @Override
        public String toString() {
            return "ClientSocket[" + id + "]";
        }
    }

    /**
     * A list of clients.
     *
     * @param sockets at most {@value #MAX_LISTED}
     * @param truncated whether there are more
     */
    public record SocketList(List<ClientSocket> sockets, boolean truncated) {

        public SocketList {
            sockets = List.copyOf(sockets);
        }
    }

    /**
     * The replies to a question.
     *
     * @param arguments the JSON array of each reply's arguments, by socket id
     * @param missing the number of sockets that did not reply in time, or whose reply was too large or had bytes
     */
    public record Replies(Map<String, String> arguments, int missing) {

        public Replies {
            arguments = Map.copyOf(arguments);
        }

        /** Shows numbers only: replies may be patient data. */
        @Override
        public String toString() {
            return "Replies[" + arguments.size() + ", " + missing + " missing]";
        }
    }

    /**
     * Lists sockets, those that connected first first.
     *
     * @throws RejectedException INVALID for a faulty field
     */
    public SocketList fetch(TenantId tenant, Selection selection) {
        FamilyWire wire = messages.wires().of(selection.family());
        List<Session> selected = selected(tenant, selection).get();
        List<ClientSocket> listed = selected.stream()
                .limit(MAX_LISTED)
                .map(session -> socket(wire, session))
                .toList();
        return new SocketList(listed, selected.size() > listed.size());
    }

    private static ClientSocket socket(FamilyWire wire, Session session) {
        Set<String> rooms = session.rooms().stream()
                .flatMap(room -> wire.name(room).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return new ClientSocket(
                session.id(),
                session.caller().userId(),
                session.tenant(),
                session.caller().name(),
                session.caller().principal().roles(),
                List.copyOf(rooms),
                session.connectedAt());
    }

    /**
     * Adds sockets to rooms, whatever the rights of their users, in the order of the clinic's events. They remain in them until the
     * back end or the client leaves, also over a recovery. Only sockets of staff join rooms that also have the clinic's own events,
     * such as those of patients and threads. Such a grant ends when the user is no longer staff.
     *
     * @param rooms names of rooms, 1 or more
     * @return the number of sockets that are in all of the rooms now; one with too many rooms is not
     * @throws RejectedException INVALID for a faulty field, or a room that follows from a token
     */
    public CompletionStage<Integer> join(TenantId tenant, Selection selection, List<String> rooms) {
        List<RoomKey> keys = changeable(messages.wires().of(selection.family()), tenant, rooms);
        Supplier<List<Session>> selected = selected(tenant, selection);
        return order.run(tenant, () -> {
            int joined = 0;
            for (Session session : selected.get()) {
                long added = keys.stream().filter(room -> !session.isIn(room)).count();
                if (session.roomCount() + added <= Rooms.MAX_PER_SESSION && hub.grant(session, keys)) {
                    joined++;
                }
            }
            return joined;
        });
    }

    /**
     * Removes sockets from rooms, in the order of the clinic's events. Their dialects then no longer count them as joined.
     *
     * @param rooms names of rooms, 1 or more
     * @return the number of selected sockets
     * @throws RejectedException INVALID for a faulty field, or a room that follows from a token
     */
    public CompletionStage<Integer> leave(TenantId tenant, Selection selection, List<String> rooms) {
        List<RoomKey> keys = changeable(messages.wires().of(selection.family()), tenant, rooms);
        Supplier<List<Session>> selected = selected(tenant, selection);
        return order.run(tenant, () -> {
            List<Session> sessions = selected.get();
            sessions.forEach(session -> keys.forEach(room -> hub.evict(session, room)));
            return sessions.size();
        });
    }

    private static List<RoomKey> changeable(FamilyWire wire, TenantId tenant, List<String> names) {
        if (names.isEmpty()) {
            throw RejectedException.invalid("rooms: none (expected: 1 to " + VerbatimMessages.MAX_ROOMS + " rooms)");
        }
        List<RoomKey> rooms = new ArrayList<>();
        for (Target target : VerbatimMessages.rooms(wire, "rooms", tenant, names)) {
            if (OF_TOKENS.contains(target.kind())) {
                throw RejectedException.invalid("rooms: one that follows from a token (expected: other rooms)");
            }
            rooms.add(target.roomIn(tenant));
        }
        return rooms;
    }

    /** The end of a connection. */
    public enum Disconnect {
        /** The client leaves; its transport may stay open. */
        SESSION,
        /** The client leaves, and its transport is closed. */
        TRANSPORT
    }

    /**
     * Ends sockets, in the order of the clinic's events; their clients do not reconnect by themselves.
     *
     * @return the number of selected sockets
     * @throws RejectedException INVALID for a faulty field
     */
    public CompletionStage<Integer> disconnect(TenantId tenant, Selection selection, Disconnect disconnect) {
        Supplier<List<Session>> selected = selected(tenant, selection);
        return order.run(tenant, () -> {
            List<Session> sessions = selected.get();
            for (Session session : sessions) {
                session.connection().disconnect();
                if (disconnect == Disconnect.TRANSPORT) {
                    session.connection().close(CloseReason.DISCONNECTED);
                }
            }
            return sessions.size();
        });
    }

    /**
     * Sends an event to sockets, in the order of the clinic's events, and waits for their replies.
     *
     * @param timeout the longest wait
     * @throws RejectedException INVALID for a faulty field or a family without acknowledgements, CONFLICT for more than
     *     {@value #MAX_ASKED} sockets. OVERLOADED if {@value #MAX_QUESTIONS} questions are waiting, or
     *     {@value #MAX_QUESTIONS_PER_TENANT} of the clinic
     */
    public CompletionStage<Replies> ask(TenantId tenant, VerbatimEmission question, Duration timeout) {
        if (messages.wires().of(question.family()).form() != FamilyWire.MessageForm.NAMED) {
            throw RejectedException.invalid("family: without acknowledgments (expected: a family on Socket.IO)");
        }
        VerbatimMessage message = messages.message(tenant, question);
        Event<VerbatimMessage> event = CustomEvents.VERBATIM_SIGNALED.newEvent(tenant, clock.instant(), message);
        int asked = select(message.family(), tenant, event.rooms(), event.exceptRooms())
                .size();
        if (asked > MAX_ASKED) {
            throw RejectedException.conflict("to: " + asked + " sockets (expected: at most " + MAX_ASKED + ")");
        }
        beginQuestion(tenant);
        return order.run(tenant, () -> hub.deliverWithAck(event, timeout))
                .thenCompose(answers -> answers)
                .thenApply(ClientSockets::replies)
                .whenComplete((done, failure) -> endQuestion(tenant));
    }

    private void beginQuestion(TenantId tenant) {
        synchronized (questions) {
            int all = questions.values().stream().mapToInt(Integer::intValue).sum();
            if (all >= MAX_QUESTIONS || questions.getOrDefault(tenant, 0) >= MAX_QUESTIONS_PER_TENANT) {
                throw new RejectedException(Rejection.OVERLOADED, "too many questions are waiting for replies");
            }
            questions.merge(tenant, 1, Integer::sum);
        }
    }

    private void endQuestion(TenantId tenant) {
        synchronized (questions) {
            questions.computeIfPresent(tenant, (key, waiting) -> waiting == 1 ? null : waiting - 1);
        }
    }

    private static Replies replies(Map<String, Optional<AckReply>> answers) {
        Map<String, String> arguments = answers.entrySet().stream()
                .filter(answer -> answer.getValue()
                        .filter(reply -> reply.attachments().isEmpty())
                        .isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        answer -> answer.getValue().orElseThrow().arguments()));
        return new Replies(arguments, answers.size() - arguments.size());
    }

    /** Checks a selection now; the result selects at the time of its call. */
    private Supplier<List<Session>> selected(TenantId tenant, Selection selection) {
        FamilyWire wire = messages.wires().of(selection.family());
        List<RoomKey> in = keys(VerbatimMessages.rooms(wire, "in", tenant, selection.in()), tenant);
        List<RoomKey> except = keys(VerbatimMessages.rooms(wire, "except", tenant, selection.except()), tenant);
        return () -> select(wire.family(), tenant, in, except);
    }

    private static List<RoomKey> keys(List<Target> targets, TenantId tenant) {
        return targets.stream().map(target -> target.roomIn(tenant)).toList();
    }

    /** @param in all sockets of the family if empty */
    private List<Session> select(String family, TenantId tenant, Collection<RoomKey> in, Collection<RoomKey> except) {
        return hub.sessions().stream()
                .filter(session -> session.tenant().equals(tenant)
                        && session.encoding().family().equals(family))
                .filter(session -> in.isEmpty() || in.stream().anyMatch(session::isIn))
                .filter(session -> except.stream().noneMatch(session::isIn))
                .sorted(Comparator.comparing(Session::connectedAt))
                .toList();
    }
}
