package dev.carewire.demo.emit;

import dev.carewire.demo.emit.Drop.Reason;
import dev.carewire.demo.emit.EmitBacklog.Batch;
import dev.carewire.demo.emit.EmitBacklog.Call;
import dev.carewire.demo.emit.EmitBacklog.Waiting;
import dev.carewire.demo.emit.EmitBacklog.Work;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Emits events of one back end in the background, in the order of the calls and in batches. It repeats a request under its
 * idempotency key until the server accepts it. Any thread; only {@link #flush} and {@link #close} block, and {@code emit} never
 * fails. Logs hold names, codes and counts, never rooms or arguments.
 */
public final class Emitter implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Emitter.class.getName());

    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 502, 503, 504);
    private static final Set<Integer> DIVISIBLE = Set.of(400, 413, 422, 500);
    private static final int UNAUTHENTICATED = 401;
    private static final int INTERNAL = 500;
    private static final int ATTEMPTS_AFTER_500 = 5;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private final EmitterOptions options;
    private final EmitEndpoint endpoint;
    private final EmitBacklog backlog;
    private final DropLog dropLog = new DropLog();
    private final Thread sender;

    /** Whether the last request failed. The sender's thread only. */
    private boolean unreachable;

    private Emitter(EmitterOptions options) {
        this.options = options;
        this.endpoint = new EmitEndpoint(options.server(), options.timeout());
        this.backlog = new EmitBacklog(options.maxEvents(), options.maxBytes());
        this.sender = new Thread(this::run, "carewire-emitter");
        sender.setDaemon(true);
    }

    /** Starts an emitter with a daemon thread of its own; {@link #close} ends it. */
    public static Emitter start(EmitterOptions options) {
        Emitter emitter = new Emitter(options);
        emitter.sender.start();
        return emitter;
    }

    /** Addresses rooms by their names on the family's wire; without rooms, all tenants of the options. */
    public Target to(String... rooms) {
        return new Target(List.of(rooms), List.of(), Delivery.LOGGED);
    }

    /** Receivers of an event. Immutable; each method but {@code emit} returns another target. */
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
            Emitter.this.emit(this, event, args);
        }
    }

    private static List<String> union(List<String> rooms, String... more) {
        return List.copyOf(new LinkedHashSet<>(
                Stream.concat(rooms.stream(), Stream.of(more)).toList()));
    }

    private void emit(Target target, String event, @Nullable Object... args) {
        if (RESERVED.contains(event)) {
            drop(new Drop(Reason.RESERVED_NAME, event, target.rooms, ""));
            return;
        }
        try {
            String text = JsonArguments.text(args);
            backlog.add(new Call(target.rooms, target.except, event, target.delivery, text, System.nanoTime()))
                    .forEach(this::drop);
        } catch (UnsendableException unsendable) {
            drop(new Drop(unsendable.reason(), event, target.rooms, ""));
        }
    }

    /**
     * Waits until the server has accepted what was emitted.
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

    private void run() {
        try {
            for (Work work = backlog.take();
                    work.call().isPresent() || work.batch().isPresent();
                    work = backlog.take()) {
                work.call().ifPresent(this::route);
                if (work.batch().isPresent()) {
                    send(work.batch().get());
                }
            }
        } catch (InterruptedException closed) {
            // The emitter was closed.
        }
    }

    private void route(Call call) {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        if (call.rooms().isEmpty()) {
            options.tenants().forEach(tenant -> rooms.put(tenant, List.of("tenant:" + tenant)));
            if (rooms.isEmpty()) {
                drop(new Drop(Reason.NO_TENANT, call.event(), List.of(), "without a room, and there are no tenants"));
            }
        }
        for (String room : call.rooms()) {
            Optional<String> tenant = tenantOf(room, call.event());
            if (tenant.isPresent()) {
                rooms.computeIfAbsent(tenant.get(), name -> new ArrayList<>()).add(room);
            } else {
                drop(new Drop(Reason.NO_TENANT, call.event(), List.of(room), ""));
            }
        }
        Map<String, Waiting> byTenant = new LinkedHashMap<>();
        rooms.forEach((tenant, names) -> byTenant.put(tenant, waiting(call, tenant, names)));
        backlog.route(call, byTenant);
    }

    private Waiting waiting(Call call, String tenant, List<String> rooms) {
        List<String> except = call.except().stream()
                .filter(room ->
                        options.family().tenantIn(room).map(tenant::equals).orElse(true))
                .toList();
        Emission emission =
                Emission.verbatimText(options.family(), rooms, except, call.event(), call.delivery(), call.args());
        return new Waiting(emission, rooms, call.delivery(), call.since());
    }

    private Optional<String> tenantOf(String room, String event) {
        Optional<String> named = options.family().tenantIn(room);
        if (named.isPresent()) {
            return named;
        }
        try {
            return options.lookup().tenantOf(room, event);
        } catch (Exception failed) {
            LOG.log(
                    Level.WARNING,
                    "the lookup of a tenant failed: {0}",
                    failed.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private void send(Batch batch) throws InterruptedException {
        try {
            post(batch);
            if (unreachable) {
                unreachable = false;
                LOG.log(Level.WARNING, "CareWire accepts events again");
            }
            backlog.finish(batch);
        } catch (EmitRefusedException refusal) {
            refused(batch, refusal);
        } catch (InterruptedException closed) {
            throw closed;
        } catch (Exception noAnswer) {
            retry(batch, noAnswer.getClass().getSimpleName(), Duration.ZERO);
        }
    }

    /** Repeats a call once with another token if the server rejects the first one. */
    private void post(Batch batch) throws Exception {
        List<Emission> events = batch.events().stream().map(Waiting::emission).toList();
        try {
            endpoint.post(options.tokens().tokenFor(batch.tenant()), batch.key(), events);
        } catch (EmitRefusedException refusal) {
            if (refusal.status() != UNAUTHENTICATED) {
                throw refusal;
            }
            endpoint.post(options.tokens().tokenFor(batch.tenant()), batch.key(), events);
        }
    }

    private void refused(Batch batch, EmitRefusedException refusal) {
        int status = refusal.status();
        int count = batch.events().size();
        if (TEMPORARY.contains(status) || (status == INTERNAL && batch.attempt() + 1 < ATTEMPTS_AFTER_500)) {
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
        backlog.finish(batch);
        batch.events().forEach(event -> drop(event.drop(reason, detail)));
    }

    private void drop(Drop drop) {
        dropLog.log(drop);
        try {
            options.onDropped().accept(drop);
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "a listener failed: {0}", failed.getClass().getSimpleName());
        }
    }
}
