package dev.carewire.demo.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.demo.emit.Emitter.Drop.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.ElementType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Emits events from a Java back end to the clients that CareWire serves. This file needs only Java 17 and {@code org.json}: copy it
 * into a package of yours.
 *
 * <p>One thread of the emitter sends the events in the order of the calls, in batches. It repeats a request under its idempotency
 * key until CareWire accepts it. Any thread may use an emitter. {@link Target#emit} neither blocks nor fails; {@link #flush},
 * {@link #close} and the calls about sockets block. Logs hold names, codes and counts, never rooms or arguments.
 */
public final class Emitter implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Emitter.class.getName());

    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");
    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 502, 503, 504);
    private static final Set<Integer> DIVISIBLE = Set.of(400, 413, 422, 500);
    private static final int UNAUTHENTICATED = 401;
    private static final int CONFLICT = 409;
    private static final int INTERNAL = 500;
    private static final int ATTEMPTS_AFTER_500 = 5;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);
    private static final Duration SHORTEST_ASK = Duration.ofMillis(100);
    private static final Duration LONGEST_ASK = Duration.ofSeconds(30);

    private static final String NO_ANSWER = "no answer of CareWire";
    private static final String NO_TENANTS = "without a room, and there are no tenants";

    private final Options options;
    private final Api api;
    private final Backlog backlog;
    private final DropLog dropLog = new DropLog();
    private final Thread sender;

    /** Whether the last request failed. The sender's thread only. */
    private boolean unreachable;

    private Emitter(Options options) {
        this.options = options;
        this.api = new Api(options.server());
        this.backlog = new Backlog(options.maxEvents(), options.maxBytes());
        this.sender = new Thread(this::run, "carewire-emitter");
        sender.setDaemon(true);
    }

    /** Starts an emitter with a daemon thread of its own; {@link #close} ends it. */
    public static Emitter start(Options options) {
        Emitter emitter = new Emitter(options);
        emitter.sender.start();
        return emitter;
    }

    /** Addresses rooms by their names on the family's wire; without rooms, all tenants of the options. */
    public Target to(String... rooms) {
        return new Target(union(List.of(), rooms), List.of(), Delivery.LOGGED);
    }

    /**
     * Waits until CareWire has accepted what was emitted.
     *
     * @return whether it has, within the time
     */
    public boolean flush(Duration timeout) throws InterruptedException {
        return backlog.awaitEmpty(timeout);
    }

    /** Flushes for at most 5 s and drops the rest. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /** Flushes for at most {@code timeout} and drops the rest. */
    public void close(Duration timeout) {
        try {
            backlog.awaitEmpty(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        backlog.close().forEach(this::drop);
        sender.interrupt();
    }

    /**
     * The options of an emitter.
     *
     * @param server CareWire's address, with a base path if a proxy adds one
     * @param family the clients' family
     * @param tokens supplies a token for each tenant
     * @param tenants the tenants that receive an event without a room
     * @param lookup finds the tenant of a room whose name does not contain it
     * @param onDropped receives each dropped event, on any thread
     * @param maxEvents events that wait, 1 or more; default 10,000
     * @param maxBytes characters of JSON that wait, and of the largest event, 1 or more; default 16 MiB
     * @param maxAge age after which an event is no longer retried, positive; default 10 minutes
     * @param timeout the longest wait for an answer, and of a call about sockets for earlier events, positive; default 10 s
     */
    public record Options(
            URI server,
            Family family,
            TokenSource tokens,
            List<String> tenants,
            TenantLookup lookup,
            Consumer<Drop> onDropped,
            int maxEvents,
            int maxBytes,
            Duration maxAge,
            Duration timeout) {

        public Options {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(family, "family");
            Objects.requireNonNull(tokens, "tokens");
            tenants = List.copyOf(tenants);
            if (maxEvents < 1 || maxBytes < 1) {
                throw new IllegalArgumentException(
                        "maxEvents, maxBytes: " + maxEvents + ", " + maxBytes + " (expected: >= 1)");
            }
            if (maxAge.isNegative() || maxAge.isZero() || timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(
                        "maxAge, timeout: " + maxAge + ", " + timeout + " (expected: positive)");
            }
        }

        /** The defaults: no tenants, no lookup, no listener. */
        public static Options of(URI server, Family family, TokenSource tokens) {
            return new Options(
                    server,
                    family,
                    tokens,
                    List.of(),
                    (room, event, args) -> Optional.empty(),
                    drop -> {},
                    10_000,
                    16 << 20,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10));
        }

        /** These options with tenants that receive an event without a room. */
        public Options withTenants(List<String> names) {
            return new Options(server, family, tokens, names, lookup, onDropped, maxEvents, maxBytes, maxAge, timeout);
        }

        /** These options with a lookup of tenants. */
        public Options withLookup(TenantLookup tenantLookup) {
            return new Options(
                    server, family, tokens, tenants, tenantLookup, onDropped, maxEvents, maxBytes, maxAge, timeout);
        }

        /** These options with a listener for dropped events. */
        public Options withOnDropped(Consumer<Drop> listener) {
            return new Options(server, family, tokens, tenants, lookup, listener, maxEvents, maxBytes, maxAge, timeout);
        }

        /** These options with other limits. */
        public Options withLimits(int mostEvents, int mostBytes, Duration oldest, Duration longest) {
            return new Options(
                    server, family, tokens, tenants, lookup, onDropped, mostEvents, mostBytes, oldest, longest);
        }
    }

    /** A client family: the wire format in which a back end emits. */
    public enum Family {
        /** Socket.IO at {@code /socket.io/}. */
        DERM_APP(
                "derm-app",
                "tenant:(.+?)(?::module:[^:]+)?|(?:patient-flow|room-board|provider-queue):([^:]+)(?::.*)?"),
        /** Socket.IO at {@code /api/socket}. */
        CLINIC("clinic", "(?:tenant|queue|appointments|visits|prescriptions|invoices|patients):(.+)"),
        /** Plain WebSocket at {@code /ws}. */
        KENEYAPP("keneyapp", "tenant:(.+)"),
        /** Plain WebSocket at {@code /ws/health} and its siblings. */
        HEALTHMATE("healthmate", "tenant:(.+)"),
        /** Plain WebSocket at {@code /v1/ws/notifications}. */
        DIAGNOXIX("diagnoxix", "tenant:(.+)");

        private final String wireName;

        /** Each alternative has one group, the tenant. */
        private final Pattern tenantRooms;

        Family(String wireName, String tenantRooms) {
            this.wireName = wireName;
            this.tenantRooms = Pattern.compile(tenantRooms);
        }

        /** The name in requests. */
        public String wireName() {
            return wireName;
        }

        /** The tenant that the name of a room contains. */
        public Optional<String> tenantIn(String room) {
            Matcher matcher = tenantRooms.matcher(room);
            return matcher.matches()
                    ? IntStream.rangeClosed(1, matcher.groupCount())
                            .mapToObj(matcher::group)
                            .filter(Objects::nonNull)
                            .findFirst()
                    : Optional.empty();
        }
    }

    /** The delivery guarantee of an event. */
    public enum Delivery {
        /** Stored, then delivered, also to clients that reconnect. */
        LOGGED,
        /** May be missed. */
        VOLATILE,
        /** Repeated until a recipient acknowledges it; only {@code notification.created}, which an emitter does not send. */
        ACKNOWLEDGED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Supplies the tokens with which an emitter calls CareWire. */
    @FunctionalInterface
    public interface TokenSource {

        /** Least length of a secret, in bytes. */
        int MIN_SECRET_BYTES = 32;

        /** Lifetime of a signed token. */
        Duration SIGNED_LIFETIME = Duration.ofMinutes(5);

        /**
         * A token with the role {@code service} for a clinic. The thread of each request calls it: the emitter's own for events, that of
         * the caller for calls about sockets.
         *
         * @throws Exception if there is none now; the emitter retries events, and a call about sockets fails
         */
        String tokenFor(String tenant) throws Exception;

        /**
         * Signs a token of the user {@code back-end} for each request with CareWire's {@code auth.secret}, for a server without
         * {@code auth.issuer} and {@code auth.audience}.
         *
         * @param secret {@value #MIN_SECRET_BYTES} bytes or more
         */
        static TokenSource signed(String secret, Clock clock) {
            return signed(secret, clock, "back-end", "", "");
        }

        /**
         * Signs a token for each request with CareWire's {@code auth.secret}.
         *
         * @param secret {@value #MIN_SECRET_BYTES} bytes or more
         * @param userId the user of the tokens
         * @param issuer CareWire's {@code auth.issuer}; empty without one
         * @param audience CareWire's {@code auth.audience}; empty without one
         */
        static TokenSource signed(String secret, Clock clock, String userId, String issuer, String audience) {
            byte[] key = secret.getBytes(UTF_8);
            if (key.length < MIN_SECRET_BYTES) {
                throw new IllegalArgumentException("secret: too short (expected: at least 32 bytes)");
            }
            return tenant -> {
                long now = clock.instant().getEpochSecond();
                JSONObject claims = new JSONObject()
                        .put("userId", userId)
                        .put("tenantId", tenant)
                        .put("role", "service")
                        .put("iat", now)
                        .put("exp", now + SIGNED_LIFETIME.toSeconds());
                if (!issuer.isEmpty()) {
                    claims.put("iss", issuer);
                }
                if (!audience.isEmpty()) {
                    claims.put("aud", audience);
                }
                return sign(key, claims.toString());
            };
        }

        private static String sign(byte[] key, String claims) throws GeneralSecurityException {
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            String signed = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                    + base64.encodeToString(claims.getBytes(UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        }
    }

    /** Finds the tenant of a room whose name does not contain it, such as {@code user:7}. */
    @FunctionalInterface
    public interface TenantLookup {

        /**
         * The tenant of a room; empty if there is none, and then the event is dropped or the call fails. For events, the emitter's
         * thread calls it, and later events wait for it; for a call about sockets, the thread of the call.
         *
         * @param event the event; of a call about sockets without one, {@code fetch}, {@code join}, {@code leave} or {@code disconnect}
         * @param args the arguments of the event
         * @throws Exception if it fails, as without a tenant
         */
        Optional<String> tenantOf(String room, String event, List<Object> args) throws Exception;
    }

    /**
     * An event that no client will receive.
     *
     * @param reason why
     * @param event its name
     * @param rooms the rooms that lose it; empty for all tenants
     * @param detail more about the reason: status, code and text of a rejection; may be empty
     */
    public record Drop(Reason reason, String event, List<String> rooms, String detail) {

        /** Why an event was dropped. */
        public enum Reason {
            /** No tenant is known for a room. */
            NO_TENANT,
            /** CareWire rejected it. */
            REJECTED,
            /** Too many events wait, and the oldest makes room; or the event alone exceeds the limit of bytes. */
            FULL,
            /** It waited longer than the maximum age. */
            EXPIRED,
            /** It was volatile, and CareWire did not accept events. */
            VOLATILE,
            /** The emitter was closed. */
            CLOSED,
            /** An argument contains bytes. */
            BINARY,
            /** An argument is not JSON. */
            NOT_JSON,
            /** Socket.IO reserves the name. */
            RESERVED_NAME
        }

        public Drop {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * The replies to a question.
     *
     * @param answers one for each client that replied
     * @param missing the number of clients that did not reply in time
     */
    public record Replies(List<Reply> answers, int missing) {

        public Replies {
            answers = List.copyOf(answers);
        }

        private static Replies of(JSONObject answer) throws JSONException {
            JSONArray items = answer.getJSONArray("answers");
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < items.length(); i++) {
                JSONObject item = items.getJSONObject(i);
                replies.add(new Reply(item.getString("socketId"), item.getJSONArray("args")));
            }
            return new Replies(replies, answer.getInt("missing"));
        }

        private Replies with(Replies others) {
            return new Replies(concat(answers, others.answers), missing + others.missing);
        }
    }

    /**
     * The reply of one client to a question.
     *
     * @param socketId the client's socket
     * @param args the arguments of its acknowledgment
     */
    public record Reply(String socketId, JSONArray args) {

        /** Shows the socket only: the arguments may be patient data. */
        @Override
        public String toString() {
            return "Reply[" + socketId + "]";
        }
    }

    /**
     * Connected clients.
     *
     * @param sockets those that connected first, at most 1,000 for each tenant
     * @param truncated whether there are more
     */
    public record Sockets(List<Socket> sockets, boolean truncated) {

        public Sockets {
            sockets = List.copyOf(sockets);
        }

        private static Sockets of(JSONObject answer) throws JSONException {
            JSONArray items = answer.getJSONArray("sockets");
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < items.length(); i++) {
                sockets.add(Socket.of(items.getJSONObject(i)));
            }
            return new Sockets(sockets, answer.optBoolean("truncated"));
        }

        private Sockets with(Sockets others) {
            return new Sockets(concat(sockets, others.sockets), truncated || others.truncated);
        }
    }

    /**
     * A connected client.
     *
     * @param id its room of its own, too
     * @param name the user's name; empty if the token has none
     * @param rooms the names of its rooms on the family's wire
     */
    public record Socket(
            String id,
            String userId,
            String tenantId,
            String name,
            List<String> roles,
            List<String> rooms,
            Instant connectedAt) {

        public Socket {
            roles = List.copyOf(roles);
            rooms = List.copyOf(rooms);
        }

        private static Socket of(JSONObject socket) throws JSONException {
            return new Socket(
                    socket.getString("id"),
                    socket.getString("userId"),
                    socket.getString("tenantId"),
                    socket.optString("name"),
                    texts(socket.getJSONArray("roles")),
                    texts(socket.getJSONArray("rooms")),
                    Instant.parse(socket.getString("connectedAt")));
        }

        private static List<String> texts(JSONArray items) throws JSONException {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < items.length(); i++) {
                texts.add(items.getString(i));
            }
            return texts;
        }

        /** Shows the id only: the others identify a person. */
        @Override
        public String toString() {
            return "Socket[" + id + "]";
        }
    }

    /** The extent of {@link Target#disconnectSockets}. */
    public enum Disconnect {
        /** The Socket.IO session; its transport stays open. */
        SESSION,
        /** The session and its transport. */
        TRANSPORT
    }

    /** A call about sockets that has no result. */
    public static final class CallFailedException extends Exception {

        private static final long serialVersionUID = 1;

        private final Cause reason;
        private final int status;
        private final String code;

        /** Why a call has no result. */
        public enum Cause {
            /** No tenant is known for a room, or a call without rooms has no tenants. */
            NO_TENANT,
            /** CareWire did not accept earlier events in time. */
            BEHIND,
            /** The emitter was closed. */
            CLOSED,
            /** An argument contains bytes. */
            BINARY,
            /** An argument is not JSON. */
            NOT_JSON,
            /** Socket.IO reserves the name. */
            RESERVED_NAME,
            /** CareWire did not answer. */
            UNREACHABLE,
            /** CareWire rejected the call. */
            REJECTED
        }

        private CallFailedException(Cause reason, String detail) {
            super(reason + (detail.isEmpty() ? "" : ": " + detail));
            this.reason = reason;
            this.status = 0;
            this.code = "";
        }

        private CallFailedException(RefusedException refusal) {
            super(Cause.REJECTED + ": " + refusal.getMessage(), refusal);
            this.reason = Cause.REJECTED;
            this.status = refusal.status();
            this.code = refusal.code();
        }

        /** Why the call has no result. */
        public Cause reason() {
            return reason;
        }

        /** The HTTP status of a rejection. */
        public OptionalInt status() {
            return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
        }

        /** The code of CareWire's rejection, such as {@code INVALID}; empty without one. */
        public String code() {
            return code;
        }
    }

    /** CareWire, or a proxy before it, rejected a request, which had no effect. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        private final int status;
        private final String code;
        private final Duration retryAfter;

        private RefusedException(int status, String code, String text, Duration retryAfter) {
            super("HTTP " + status + (code.isEmpty() ? "" : " " + code) + (text.isEmpty() ? "" : ": " + text));
            this.status = status;
            this.code = code;
            this.retryAfter = retryAfter;
        }

        /**
         * The HTTP status: retry 429, 503 and, if {@link #retryAfter()} is not zero, 409 after that time; others only with another
         * request or token.
         */
        public int status() {
            return status;
        }

        /** The reason, for programs, such as {@code INVALID}; empty if a proxy rejected the request. */
        public String code() {
            return code;
        }

        /** How long the server asks to wait; zero if it does not. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /**
     * The receivers of an event, or the sockets of a call. Immutable; {@code to}, {@code except} and {@code volatileDelivery} return
     * another target.
     *
     * <p>The calls about sockets block. They follow the events that were emitted before, for which they wait at most
     * {@link Options#timeout}. They send one request for each tenant and repeat it once, with another token or when CareWire is less
     * busy.
     */
    public final class Target {

        private final List<String> rooms;
        private final List<String> except;
        private final Delivery delivery;

        private Target(List<String> rooms, List<String> except, Delivery delivery) {
            this.rooms = rooms;
            this.except = except;
            this.delivery = delivery;
        }

        /** Addresses more rooms; a client in several of them receives the event once. */
        public Target to(String... more) {
            return new Target(union(rooms, more), except, delivery);
        }

        /** Leaves out the members of rooms. */
        public Target except(String... more) {
            return new Target(rooms, union(except, more), delivery);
        }

        /** Marks an event that may be missed. */
        public Target volatileDelivery() {
            return new Target(rooms, except, Delivery.VOLATILE);
        }

        /**
         * Sends an event. Its arguments are encoded at once: null, texts, numbers, booleans, moments, maps, collections and
         * {@code org.json}. In families on plain WebSocket, the only argument is the frame, and the event is its type.
         */
        public void emit(String event, @Nullable Object... args) {
            Emitter.this.emit(this, event, arguments(args));
        }

        /**
         * Sends an event and returns the clients' replies. Without rooms, it asks the staff of all tenants of the options.
         *
         * @param timeout how long clients may take, 100 ms to 30 s; other values become the nearest of these
         * @throws CallFailedException if a tenant has no result
         */
        public Replies ask(Duration timeout, String event, @Nullable Object... args)
                throws CallFailedException, InterruptedException {
            if (RESERVED.contains(event)) {
                throw new CallFailedException(CallFailedException.Cause.RESERVED_NAME, "");
            }
            Duration replyTime = Collections.min(List.of(LONGEST_ASK, Collections.max(List.of(SHORTEST_ASK, timeout))));
            return call(this, SocketCall.ask(event, replyTime, arguments(args)), Replies::of).stream()
                    .reduce(new Replies(List.of(), 0), Replies::with);
        }

        /**
         * Lists connected clients. Without rooms, they are those of all tenants of the options.
         *
         * @throws CallFailedException if a tenant has no result
         */
        public Sockets fetchSockets() throws CallFailedException, InterruptedException {
            return call(this, SocketCall.of("fetch", ""), Sockets::of).stream()
                    .reduce(new Sockets(List.of(), false), Sockets::with);
        }

        /**
         * Puts clients into 1 to 100 rooms, whatever the rights of their users.
         *
         * @return the number of clients
         * @throws CallFailedException if a tenant has no result; others may have joined
         */
        public int socketsJoin(String... others) throws CallFailedException, InterruptedException {
            return move(SocketCall.of("join", ",\"rooms\":" + Json.texts(union(List.of(), others))));
        }

        /**
         * Removes clients from 1 to 100 rooms.
         *
         * @return the number of clients
         * @throws CallFailedException if a tenant has no result; others may have left
         */
        public int socketsLeave(String... others) throws CallFailedException, InterruptedException {
            return move(SocketCall.of("leave", ",\"rooms\":" + Json.texts(union(List.of(), others))));
        }

        /**
         * Ends the sessions of clients, which do not reconnect by themselves.
         *
         * @return the number of clients
         * @throws CallFailedException if a tenant has no result; others may be disconnected
         */
        public int disconnectSockets(Disconnect extent) throws CallFailedException, InterruptedException {
            return move(SocketCall.of("disconnect", ",\"close\":" + (extent == Disconnect.TRANSPORT)));
        }

        private int move(SocketCall call) throws CallFailedException, InterruptedException {
            return call(this, call, answer -> answer.getInt("sockets")).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    /** A single null after an event's name is an argument; Java passes it in place of the array. */
    private static @Nullable Object[] arguments(@Nullable Object... args) {
        return args == null ? new @Nullable Object[] {null} : args;
    }

    private static List<String> union(List<String> rooms, String... more) {
        return List.copyOf(new LinkedHashSet<>(concat(rooms, List.of(more))));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private void emit(Target target, String event, @Nullable Object... args) {
        if (RESERVED.contains(event)) {
            drop(new Drop(Reason.RESERVED_NAME, event, target.rooms, ""));
            return;
        }
        try {
            backlog.add(new Emitted(target, event, args)).forEach(this::drop);
        } catch (UnsendableException unsendable) {
            drop(new Drop(unsendable.reason(), event, target.rooms, ""));
        }
    }

    // The emitter's thread.

    private void run() {
        boolean open = true;
        while (open) {
            // A function of the back end may have interrupted the thread; take() knows whether close() did.
            Thread.interrupted();
            try {
                Work work = backlog.take();
                work.emitted().ifPresent(this::route);
                work.batch().ifPresent(this::send);
                open = work.emitted().isPresent() || work.batch().isPresent();
            } catch (InterruptedException interrupted) {
                // As above.
            }
        }
    }

    /** Routes an event, or drops it if that fails: no event may end the thread. */
    private void route(Emitted emitted) {
        try {
            routeToTenants(emitted);
        } catch (Throwable failed) {
            if (backlog.route(emitted, Map.of()).isPresent()) {
                drop(emitted.drop(Reason.NO_TENANT));
            }
        }
    }

    private void routeToTenants(Emitted emitted) {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        List<Drop> lost = new ArrayList<>();
        if (emitted.rooms.isEmpty()) {
            options.tenants().forEach(tenant -> rooms.put(tenant, List.of("tenant:" + tenant)));
            if (rooms.isEmpty()) {
                lost.add(new Drop(Reason.NO_TENANT, emitted.event, List.of(), NO_TENANTS));
            }
        }
        for (String room : emitted.rooms) {
            Optional<String> tenant = tenantOf(room, emitted.event, emitted.args);
            if (tenant.isPresent()) {
                rooms.computeIfAbsent(tenant.get(), name -> new ArrayList<>()).add(room);
            } else {
                lost.add(new Drop(Reason.NO_TENANT, emitted.event, List.of(room), ""));
            }
        }
        Map<String, Waiting> byTenant = new LinkedHashMap<>();
        rooms.forEach((tenant, names) -> byTenant.put(
                tenant,
                new Waiting(
                        emitted.event,
                        names,
                        Json.event(
                                options.family(),
                                names,
                                exceptIn(tenant, emitted.except),
                                emitted.event,
                                emitted.delivery,
                                emitted.argsText),
                        emitted.delivery,
                        emitted.since)));
        backlog.route(emitted, byTenant).ifPresent(full -> {
            lost.forEach(this::drop);
            full.forEach(this::drop);
        });
    }

    /** Leaves out the rooms of other tenants. */
    private List<String> exceptIn(String tenant, List<String> rooms) {
        return rooms.stream()
                .filter(room ->
                        options.family().tenantIn(room).map(tenant::equals).orElse(true))
                .toList();
    }

    private Optional<String> tenantOf(String room, String event, List<Object> args) {
        Optional<String> named = options.family().tenantIn(room);
        if (named.isPresent()) {
            return named;
        }
        try {
            Optional<String> found = options.lookup().tenantOf(room, event, args);
            return Objects.requireNonNullElse(found, Optional.empty());
        } catch (Throwable failed) {
            LOG.log(
                    Level.WARNING,
                    "the lookup of a tenant failed: {0}",
                    failed.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Sends a batch. Whatever fails, also a function of the back end, the batch waits and is retried. */
    private void send(Batch batch) {
        try {
            post(batch);
            if (unreachable) {
                unreachable = false;
                LOG.log(Level.WARNING, "CareWire accepts events again");
            }
            backlog.finish(batch);
        } catch (RefusedException refusal) {
            refused(batch, refusal);
        } catch (Throwable noAnswer) {
            if (!backlog.isClosed()) {
                retry(batch, noAnswer.getClass().getSimpleName(), Duration.ZERO);
            }
        }
    }

    /** Repeats a request once with another token if CareWire rejects the first one. */
    private void post(Batch batch) throws Exception {
        JSONObject answer;
        try {
            answer = api.post("emit", token(batch.tenant()), batch.body(), options.timeout());
        } catch (RefusedException refusal) {
            if (refusal.status() != UNAUTHENTICATED) {
                throw refusal;
            }
            answer = api.post("emit", token(batch.tenant()), batch.body(), options.timeout());
        }
        if (!answer.optBoolean("success")) {
            throw new IOException(NO_ANSWER);
        }
    }

    private String token(String tenant) throws Exception {
        return Objects.requireNonNull(options.tokens().tokenFor(tenant), "token");
    }

    private void refused(Batch batch, RefusedException refusal) {
        int status = refusal.status();
        int count = batch.events().size();
        // The first request under the batch's key is still running.
        boolean running = status == CONFLICT && !refusal.retryAfter().isZero();
        if (TEMPORARY.contains(status) || running || (status == INTERNAL && batch.attempt() + 1 < ATTEMPTS_AFTER_500)) {
            retry(batch, "HTTP " + status, refusal.retryAfter());
        } else if (DIVISIBLE.contains(status) && count > 1) {
            long now = System.nanoTime();
            backlog.replace(
                    batch.tenant(),
                    List.of(
                            Batch.of(batch.tenant(), batch.events().subList(0, count / 2), now),
                            Batch.of(batch.tenant(), batch.events().subList(count / 2, count), now)));
        } else {
            end(batch, Reason.REJECTED, String.valueOf(refusal.getMessage()));
        }
    }

    private void retry(Batch batch, String cause, Duration retryAfter) {
        if (!unreachable) {
            unreachable = true;
            LOG.log(Level.WARNING, "CareWire does not accept events ({0}); the emitter keeps them and retries", cause);
        }
        long newest = batch.events().get(batch.events().size() - 1).since();
        if (System.nanoTime() - newest >= options.maxAge().toNanos()) {
            end(batch, Reason.EXPIRED, "");
            return;
        }
        long longest = Math.min(FIRST_PAUSE.toNanos() << Math.min(batch.attempt(), 16), LAST_PAUSE.toNanos());
        long pause = ThreadLocalRandom.current().nextLong(longest / 2, longest);
        long asked = Math.min(retryAfter.toNanos(), LONGEST_RETRY_AFTER.toNanos());
        backlog.replace(batch.tenant(), List.of(batch.again(System.nanoTime() + Math.max(pause, asked))));
        backlog.dropVolatile(batch.tenant()).forEach(this::drop);
    }

    private void end(Batch batch, Reason reason, String detail) {
        if (backlog.finish(batch)) {
            batch.events().forEach(event -> drop(event.drop(reason, detail)));
        }
    }

    private void drop(Drop drop) {
        dropLog.log(drop);
        try {
            options.onDropped().accept(drop);
        } catch (Throwable failed) {
            LOG.log(Level.WARNING, "a listener failed: {0}", failed.getClass().getSimpleName());
        }
    }

    // Calls about sockets, on the caller's thread: one request for each tenant, one after the other.

    /**
     * A request to {@code /api/v1/sockets/VERB}.
     *
     * @param rooms the field that holds the rooms
     * @param fields the fields beside the receivers, as JSON with a leading comma
     * @param replyTime how long clients may take to reply
     */
    private record SocketCall(
            String verb, String rooms, String event, List<Object> args, String fields, Duration replyTime) {

        static SocketCall of(String verb, String fields) {
            return new SocketCall(verb, "in", verb, List.of(), fields, Duration.ZERO);
        }

        static SocketCall ask(String event, Duration replyTime, @Nullable Object... args) throws CallFailedException {
            try {
                String fields = ",\"event\":" + JSONObject.quote(event) + ",\"timeoutMs\":" + replyTime.toMillis()
                        + ",\"args\":" + Json.array(args);
                return new SocketCall("ask", "to", event, snapshot(args), fields, replyTime);
            } catch (UnsendableException unsendable) {
                throw new CallFailedException(
                        CallFailedException.Cause.valueOf(unsendable.reason().name()), "");
            }
        }

        String body(Family family, List<String> names, List<String> except) {
            return "{\"family\":" + JSONObject.quote(family.wireName()) + ",\"" + rooms + "\":" + Json.texts(names)
                    + ",\"except\":" + Json.texts(except) + fields + "}";
        }
    }

    /** Reads the result of one tenant. */
    @FunctionalInterface
    private interface AnswerReader<T> {
        T read(JSONObject answer) throws JSONException;
    }

    private <T> List<T> call(Target target, SocketCall call, AnswerReader<T> reader)
            throws CallFailedException, InterruptedException {
        long mark = System.nanoTime();
        List<T> results = new ArrayList<>();
        for (Map.Entry<String, List<String>> tenant :
                roomsByTenant(target.rooms, call).entrySet()) {
            backlog.awaitSent(tenant.getKey(), mark, options.timeout());
            String body = call.body(options.family(), tenant.getValue(), exceptIn(tenant.getKey(), target.except));
            JSONObject answer = request(
                    tenant.getKey(),
                    "sockets/" + call.verb(),
                    body,
                    call.replyTime().plus(options.timeout()));
            try {
                results.add(reader.read(answer));
            } catch (JSONException | DateTimeParseException foreign) {
                throw new CallFailedException(CallFailedException.Cause.UNREACHABLE, NO_ANSWER);
            }
        }
        return results;
    }

    private Map<String, List<String>> roomsByTenant(List<String> rooms, SocketCall call) throws CallFailedException {
        Map<String, List<String>> byTenant = new LinkedHashMap<>();
        if (rooms.isEmpty()) {
            options.tenants().forEach(tenant -> byTenant.put(tenant, List.of()));
        }
        for (String room : rooms) {
            String tenant = tenantOf(room, call.event(), call.args())
                    .orElseThrow(() -> new CallFailedException(CallFailedException.Cause.NO_TENANT, ""));
            byTenant.computeIfAbsent(tenant, name -> new ArrayList<>()).add(room);
        }
        if (byTenant.isEmpty()) {
            throw new CallFailedException(CallFailedException.Cause.NO_TENANT, NO_TENANTS);
        }
        return byTenant;
    }

    /** Repeats a request once: with another token, or when CareWire is less busy. */
    private JSONObject request(String tenant, String path, String body, Duration deadline)
            throws CallFailedException, InterruptedException {
        try {
            return post(tenant, path, body, deadline);
        } catch (RefusedException refusal) {
            Duration pause = Collections.max(List.of(FIRST_PAUSE, refusal.retryAfter()));
            boolean busy = BUSY.contains(refusal.status()) && pause.compareTo(options.timeout()) <= 0;
            if (!busy && refusal.status() != UNAUTHENTICATED) {
                throw new CallFailedException(refusal);
            }
            if (busy && backlog.awaitClosed(pause)) {
                throw new CallFailedException(CallFailedException.Cause.CLOSED, "");
            }
        }
        try {
            return post(tenant, path, body, deadline);
        } catch (RefusedException refusal) {
            throw new CallFailedException(refusal);
        }
    }

    private JSONObject post(String tenant, String path, String body, Duration deadline)
            throws RefusedException, CallFailedException, InterruptedException {
        try {
            return api.post(path, token(tenant), body, deadline);
        } catch (RefusedException | InterruptedException known) {
            throw known;
        } catch (Exception noAnswer) {
            throw new CallFailedException(
                    CallFailedException.Cause.UNREACHABLE, noAnswer.getClass().getSimpleName());
        }
    }

    /** The arguments as they are now, for a lookup of tenants. */
    private static List<Object> snapshot(@Nullable Object... args) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(args)));
    }

    /** An event of the back end whose tenant is not known yet. */
    private static final class Emitted {

        final List<String> rooms;
        final List<String> except;
        final Delivery delivery;
        final String event;
        final List<Object> args;
        final String argsText;

        /** A value of the nanosecond ticker. */
        final long since = System.nanoTime();

        Emitted(Target target, String event, @Nullable Object... args) throws UnsendableException {
            this.rooms = target.rooms;
            this.except = target.except;
            this.delivery = target.delivery;
            this.event = event;
            this.args = snapshot(args);
            this.argsText = Json.array(args);
        }

        int size() {
            return argsText.length();
        }

        Drop drop(Reason reason) {
            return new Drop(reason, event, rooms, "");
        }
    }

    /** An event for one tenant, as CareWire receives it. {@code since} is a value of the nanosecond ticker. */
    private record Waiting(String event, List<String> rooms, String text, Delivery delivery, long since) {

        int size() {
            return text.length();
        }

        Drop drop(Reason reason, String detail) {
            return new Drop(reason, event, rooms, detail);
        }
    }

    /** Events of one request, whose body never changes. {@code due} is a value of the nanosecond ticker. */
    private record Batch(String tenant, String key, List<Waiting> events, int attempt, long due) {

        Batch {
            events = List.copyOf(events);
        }

        static Batch of(String tenant, List<Waiting> events, long due) {
            return new Batch(tenant, UUID.randomUUID().toString(), events, 0, due);
        }

        Batch again(long at) {
            return new Batch(tenant, key, events, attempt + 1, at);
        }

        String body() {
            return Json.request(key, events.stream().map(Waiting::text).toList());
        }
    }

    /** The next step of the emitter's thread: it routes an event or sends a batch; without both, it ends. */
    private record Work(Optional<Emitted> emitted, Optional<Batch> batch) {}

    /** The batches and events that wait for one tenant. A batch stays until it is delivered or dropped. */
    private static final class Lane {
        final Deque<Batch> batches = new ArrayDeque<>();
        final Deque<Waiting> waiting = new ArrayDeque<>();

        boolean isEmpty() {
            return batches.isEmpty() && waiting.isEmpty();
        }

        /** Whether an event from before a moment waits. */
        boolean holdsFrom(long mark) {
            return Stream.concat(
                            batches.stream()
                                    .limit(1)
                                    .flatMap(batch -> batch.events().stream().limit(1)),
                            waiting.stream().limit(1))
                    .anyMatch(event -> event.since() - mark <= 0);
        }
    }

    /** The events whose tenant is not known yet, in order, and the lane of each tenant. Guarded by its own lock. */
    private static final class Backlog {

        private static final int MAX_BATCH_EVENTS = 100;
        private static final int MAX_BATCH_BYTES = 500_000;

        private final int maxEvents;
        private final int maxBytes;
        private final Deque<Emitted> intake = new ArrayDeque<>();
        private final Map<String, Lane> lanes = new HashMap<>();
        private int events;
        private int bytes;
        private boolean closed;

        Backlog(int maxEvents, int maxBytes) {
            this.maxEvents = maxEvents;
            this.maxBytes = maxBytes;
        }

        /** Appends an event; returns what had to make room for it, or the event itself if it is too large or after the end. */
        synchronized List<Drop> add(Emitted emitted) {
            if (closed) {
                return List.of(emitted.drop(Reason.CLOSED));
            }
            if (emitted.size() > maxBytes) {
                return List.of(emitted.drop(Reason.FULL));
            }
            intake.add(emitted);
            count(1, emitted.size());
            notifyAll();
            return makeRoom();
        }

        private List<Drop> makeRoom() {
            List<Drop> dropped = new ArrayList<>();
            while (events > maxEvents || bytes > maxBytes) {
                Optional<Drop> oldest = dropOldest();
                if (oldest.isEmpty()) {
                    break;
                }
                dropped.add(oldest.get());
            }
            return dropped;
        }

        /** Drops the oldest waiting event of the tenant with most of them; without one, the oldest of the intake. */
        private Optional<Drop> dropOldest() {
            Optional<Map.Entry<String, Lane>> longest = lanes.entrySet().stream()
                    .filter(lane -> !lane.getValue().waiting.isEmpty())
                    .max(Comparator.comparingInt(lane -> lane.getValue().waiting.size()));
            if (longest.isPresent()) {
                Lane lane = longest.get().getValue();
                Waiting oldest = lane.waiting.remove();
                count(-1, -oldest.size());
                if (lane.isEmpty()) {
                    lanes.remove(longest.get().getKey());
                }
                return Optional.of(oldest.drop(Reason.FULL, ""));
            }
            return Optional.ofNullable(intake.poll()).map(oldest -> {
                count(-1, -oldest.size());
                return oldest.drop(Reason.FULL);
            });
        }

        /** Waits for work; an event of the intake first, since it may be due before others. */
        synchronized Work take() throws InterruptedException {
            while (!closed) {
                if (!intake.isEmpty()) {
                    return new Work(Optional.of(intake.element()), Optional.empty());
                }
                Optional<Batch> next = next();
                long wait = next.map(batch -> batch.due() - System.nanoTime()).orElse(Long.MAX_VALUE);
                if (wait <= 0) {
                    return new Work(Optional.empty(), next);
                }
                TimeUnit.NANOSECONDS.timedWait(this, wait);
            }
            return new Work(Optional.empty(), Optional.empty());
        }

        private Optional<Batch> next() {
            long now = System.nanoTime();
            lanes.forEach((tenant, lane) -> {
                if (lane.batches.isEmpty() && !lane.waiting.isEmpty()) {
                    lane.batches.add(Batch.of(tenant, takeBatch(lane.waiting), now));
                }
            });
            return lanes.values().stream()
                    .flatMap(lane -> lane.batches.stream().limit(1))
                    .min((one, other) -> Long.compare(one.due() - other.due(), 0));
        }

        private static List<Waiting> takeBatch(Deque<Waiting> waiting) {
            List<Waiting> batch = new ArrayList<>();
            int size = 0;
            while (!waiting.isEmpty() && batch.size() < MAX_BATCH_EVENTS) {
                size += waiting.element().size();
                if (!batch.isEmpty() && size > MAX_BATCH_BYTES) {
                    break;
                }
                batch.add(waiting.remove());
            }
            return batch;
        }

        /**
         * Replaces the first event of the intake by its events for each tenant.
         *
         * @return the events that are too large or had to make room; empty if the event no longer waited
         */
        synchronized Optional<List<Drop>> route(Emitted emitted, Map<String, Waiting> byTenant) {
            if (!emitted.equals(intake.peek())) {
                return Optional.empty();
            }
            intake.remove();
            count(-1, -emitted.size());
            List<Drop> dropped = new ArrayList<>();
            byTenant.forEach((tenant, event) -> {
                if (event.size() > maxBytes) {
                    dropped.add(event.drop(Reason.FULL, ""));
                } else {
                    lanes.computeIfAbsent(tenant, name -> new Lane()).waiting.add(event);
                    count(1, event.size());
                    dropped.addAll(makeRoom());
                }
            });
            notifyAll();
            return Optional.of(dropped);
        }

        /** Ends the first batch of a tenant; returns whether it still waited. */
        synchronized boolean finish(Batch batch) {
            Lane lane = lanes.get(batch.tenant());
            if (lane == null) {
                return false;
            }
            lane.batches.remove();
            batch.events().forEach(event -> count(-1, -event.size()));
            if (lane.isEmpty()) {
                lanes.remove(batch.tenant());
            }
            notifyAll();
            return true;
        }

        /** Replaces the first batch of a tenant by others, which hold the same events. */
        synchronized void replace(String tenant, List<Batch> batches) {
            Lane lane = lanes.get(tenant);
            if (lane != null) {
                lane.batches.remove();
                for (int i = batches.size() - 1; i >= 0; i--) {
                    lane.batches.addFirst(batches.get(i));
                }
            }
        }

        /** Drops the volatile events that wait for a tenant outside its batches. */
        synchronized List<Drop> dropVolatile(String tenant) {
            Lane lane = lanes.get(tenant);
            if (lane == null) {
                return List.of();
            }
            List<Waiting> dropped = lane.waiting.stream()
                    .filter(event -> event.delivery() == Delivery.VOLATILE)
                    .toList();
            lane.waiting.removeIf(event -> event.delivery() == Delivery.VOLATILE);
            dropped.forEach(event -> count(-1, -event.size()));
            return dropped.stream()
                    .map(event -> event.drop(Reason.VOLATILE, ""))
                    .toList();
        }

        synchronized boolean isClosed() {
            return closed;
        }

        /** Waits until nothing waits; returns whether that is so within the time. */
        synchronized boolean awaitEmpty(Duration timeout) throws InterruptedException {
            return await(timeout, () -> events == 0);
        }

        /** Waits until the backlog is closed; returns whether it is within the time. */
        synchronized boolean awaitClosed(Duration timeout) throws InterruptedException {
            return await(timeout, () -> closed);
        }

        /** Waits until no event from before a moment waits for a tenant or has an unknown one. */
        synchronized void awaitSent(String tenant, long mark, Duration timeout)
                throws CallFailedException, InterruptedException {
            boolean sent = await(timeout, () -> closed || !holdsFrom(tenant, mark));
            if (closed) {
                throw new CallFailedException(CallFailedException.Cause.CLOSED, "");
            }
            if (!sent) {
                throw new CallFailedException(CallFailedException.Cause.BEHIND, "");
            }
        }

        private boolean holdsFrom(String tenant, long mark) {
            Emitted first = intake.peek();
            Lane lane = lanes.get(tenant);
            return (first != null && first.since - mark <= 0) || (lane != null && lane.holdsFrom(mark));
        }

        /** Waits for a condition, which the caller's lock guards; returns whether it holds within the time. */
        private boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
            long end = System.nanoTime() + timeout.toNanos();
            while (!condition.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        }

        /** Ends the backlog and returns what waited. */
        synchronized List<Drop> close() {
            closed = true;
            List<Drop> dropped = new ArrayList<>();
            for (Lane lane : lanes.values()) {
                lane.batches.stream()
                        .map(Batch::events)
                        .flatMap(Collection::stream)
                        .forEach(event -> dropped.add(event.drop(Reason.CLOSED, "")));
                lane.waiting.forEach(event -> dropped.add(event.drop(Reason.CLOSED, "")));
            }
            intake.forEach(emitted -> dropped.add(emitted.drop(Reason.CLOSED)));
            intake.clear();
            lanes.clear();
            events = 0;
            bytes = 0;
            notifyAll();
            return dropped;
        }

        private void count(int moreEvents, int moreBytes) {
            events += moreEvents;
            bytes += moreBytes;
        }
    }

    /** CareWire's HTTP API for back ends. Any thread; every call blocks. */
    static final class Api {

        private static final int MAX_ANSWER_BYTES = 16 << 20;
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        private final String address;

        /** The API below a server's address, with a base path if a proxy adds one. */
        Api(URI server) {
            this.address = server.toString().replaceAll("/+$", "") + "/api/v1/";
        }

        /**
         * Sends a JSON text and returns the answer.
         *
         * @param deadline the longest wait for the whole answer
         * @throws RefusedException if CareWire, or a proxy before it, rejects the request
         * @throws IOException without an answer, or with one of more than 16 MiB
         */
        JSONObject post(String path, String token, String body, Duration deadline)
                throws IOException, InterruptedException, RefusedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = exchange(request, deadline);
            int status = response.statusCode();
            JSONObject answer = object(response.body());
            if (status / 100 != 2 || !answer.optBoolean("success", true)) {
                throw new RefusedException(
                        status, answer.optString("code"), answer.optString("error"), retryAfter(response));
            }
            return answer;
        }

        /** Bounds the time of the whole answer; a time-out of {@code HttpRequest} would end with the headers. */
        private HttpResponse<String> exchange(HttpRequest request, Duration deadline)
                throws IOException, InterruptedException {
            CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                    request,
                    headers -> BodySubscribers.mapping(
                            new Bounded(BodySubscribers.ofByteArray(), MAX_ANSWER_BYTES),
                            bytes -> new String(bytes, UTF_8)));
            try {
                return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                throw new HttpTimeoutException("no answer within " + deadline);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
            } finally {
                answer.cancel(true);
            }
        }

        /** The JSON object of an answer; an empty one if it is something else, such as a proxy's page. */
        private static JSONObject object(String text) {
            try {
                return new JSONObject(text);
            } catch (JSONException foreign) {
                return new JSONObject();
            }
        }

        /** Seconds or a date; zero without the header. */
        private static Duration retryAfter(HttpResponse<?> response) {
            String header = response.headers().firstValue("Retry-After").orElse("0");
            try {
                return header.matches("\\d{1,9}")
                        ? Duration.ofSeconds(Long.parseLong(header))
                        : Duration.between(
                                Instant.now(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            } catch (DateTimeParseException foreign) {
                return Duration.ZERO;
            }
        }
    }

    /** A body that fails beyond a number of bytes. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final BodySubscriber<byte[]> body;
        private final int maxBytes;
        private final AtomicLong received = new AtomicLong();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        Bounded(BodySubscriber<byte[]> body, int maxBytes) {
            this.body = body;
            this.maxBytes = maxBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription granted) {
            subscription.complete(granted);
            body.onSubscribe(granted);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            long bytes = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (received.addAndGet(bytes) > maxBytes) {
                subscription.thenAccept(Flow.Subscription::cancel);
                body.onError(new IOException("answer: more than " + maxBytes + " bytes"));
            } else {
                body.onNext(buffers);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.onError(failure);
        }

        @Override
        public void onComplete() {
            body.onComplete();
        }
    }

    /**
     * Values as JSON text. It encodes null, texts, booleans, finite numbers, maps and collections, objects and arrays of
     * {@code org.json}, and moments of {@code java.time} as ISO texts.
     */
    static final class Json {

        private static final int MAX_DEPTH = 32;

        private Json() {}

        /**
         * A JSON array.
         *
         * @throws UnsendableException for bytes, other types, and values that nest deeper than {@value #MAX_DEPTH} levels
         */
        static String array(@Nullable Object... items) throws UnsendableException {
            try {
                return array(Arrays.asList(items), 0);
            } catch (RuntimeException failed) {
                // A method of an argument failed, such as that of a map which another thread changes.
                throw new UnsendableException(Reason.NOT_JSON);
            }
        }

        /** A JSON array of texts. */
        static String texts(List<String> texts) {
            return texts.stream().map(JSONObject::quote).collect(Collectors.joining(",", "[", "]"));
        }

        /** A verbatim event; {@code args} is the JSON array of its arguments. */
        static String event(
                Family family, List<String> to, List<String> except, String event, Delivery delivery, String args) {
            return "{\"family\":" + JSONObject.quote(family.wireName()) + ",\"to\":" + texts(to) + ",\"except\":"
                    + texts(except) + ",\"event\":" + JSONObject.quote(event) + ",\"delivery\":"
                    + JSONObject.quote(delivery.wireName()) + ",\"args\":" + args + "}";
        }

        /** The body of a request that publishes events. */
        static String request(String idempotencyKey, List<String> events) {
            return "{\"idempotencyKey\":" + JSONObject.quote(idempotencyKey) + ",\"events\":["
                    + String.join(",", events) + "]}";
        }

        private static String array(Collection<?> items, int depth) throws UnsendableException {
            StringBuilder text = new StringBuilder("[");
            for (Object item : items) {
                text.append(text.length() == 1 ? "" : ",").append(value(item, depth + 1));
            }
            return text.append(']').toString();
        }

        private static String object(Map<?, ?> fields, int depth) throws UnsendableException {
            StringBuilder text = new StringBuilder("{");
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                text.append(text.length() == 1 ? "" : ",")
                        .append(JSONObject.quote(String.valueOf(field.getKey())))
                        .append(':')
                        .append(value(field.getValue(), depth + 1));
            }
            return text.append('}').toString();
        }

        private static String value(@Nullable Object value, int depth) throws UnsendableException {
            if (depth > MAX_DEPTH) {
                throw new UnsendableException(Reason.NOT_JSON);
            }
            if (value == null || value == JSONObject.NULL) {
                return "null";
            }
            if (value instanceof Boolean || value instanceof Number) {
                return number(value);
            }
            if (value instanceof CharSequence || value instanceof TemporalAccessor || value instanceof Enum<?>) {
                return JSONObject.quote(value.toString());
            }
            if (value instanceof Map<?, ?> fields) {
                return object(fields, depth);
            }
            if (value instanceof Collection<?> items) {
                return array(items, depth);
            }
            if (value instanceof JSONObject || value instanceof JSONArray) {
                return json(value);
            }
            throw new UnsendableException(value instanceof byte[] ? Reason.BINARY : Reason.NOT_JSON);
        }

        private static String number(Object value) throws UnsendableException {
            if ((value instanceof Double number && !Double.isFinite(number))
                    || (value instanceof Float single && !Float.isFinite(single))) {
                throw new UnsendableException(Reason.NOT_JSON);
            }
            return value.toString();
        }

        /** {@code org.json} returns null for a value that it cannot encode. */
        private static String json(Object value) throws UnsendableException {
            String text = String.valueOf((@Nullable Object) value.toString());
            if (text.equals("null")) {
                throw new UnsendableException(Reason.NOT_JSON);
            }
            return text;
        }
    }

    /** An argument that no JSON can hold. */
    static final class UnsendableException extends Exception {

        private static final long serialVersionUID = 1;

        private final Reason reason;

        UnsendableException(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** Logs the first drop of each reason, and then at most one in {@link #INTERVAL} with the number of the others. Any thread. */
    private static final class DropLog {

        private static final Duration INTERVAL = Duration.ofSeconds(10);

        private final Map<Reason, Count> counts = new EnumMap<>(Reason.class);

        private record Count(long loggedAt, int since) {}

        synchronized void log(Drop drop) {
            Count count = counts.get(drop.reason());
            long now = System.nanoTime();
            if (count != null && now - count.loggedAt() < INTERVAL.toNanos()) {
                counts.put(drop.reason(), new Count(count.loggedAt(), count.since() + 1));
                return;
            }
            int unlogged = count == null ? 0 : count.since();
            LOG.log(
                    Level.WARNING,
                    "dropped {0}: {1} {2} ({3} more since the last line)",
                    drop.event(),
                    drop.reason(),
                    drop.detail(),
                    unlogged);
            counts.put(drop.reason(), new Count(now, 0));
        }
    }

    /** Marks a type that includes null, as JSpecify's annotation of this name, which this file does not need. */
    @java.lang.annotation.Target(ElementType.TYPE_USE)
    @interface Nullable {}
}
