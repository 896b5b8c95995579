package dev.carewire.cluster;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.EventLog.StoredEvent;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers each tenant's log to this node's sessions: in the order of the numbers, each event once. Events arrive from the commits of this
 * node in any order. One that is the next is delivered at once; the others wait for those before them. A gap is read from the log. Regular
 * looks at the heads of the logs find events whose commit was not answered.
 *
 * <p>Any thread. Deliveries of a tenant run one at a time, on the thread that has the next event.
 */
public final class LogDelivery implements EventLog.Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogDelivery.class);

    /** Time for an event that is on its way, before it is read from the log. */
    private static final Duration GAP_PATIENCE = Duration.ofMillis(5);

    private static final Duration HEADS_INTERVAL = Duration.ofSeconds(1);

    /** Instead, while no events arrive from other nodes. */
    private static final Duration WIRELESS_INTERVAL = Duration.ofMillis(100);

    /** How long the first session of a tenant waits for the bus. Without it, looks at the heads find the events of other nodes. */
    private static final Duration SUBSCRIBE_PATIENCE = Duration.ofSeconds(1);

    /** A client that connects needs less from the opening of its tenant to its session. */
    private static final Duration IDLE_TIME = Duration.ofMinutes(5);

    /** Where the log of a tenant without events begins. Its first event names the epoch. */
    private static final LogPosition NO_EVENT = new LogPosition("0", 0);

    private final EventLog events;
    private final Subscriber subscriber;
    private final RingLimits history;
    private final Clock clock;
    private final ScheduledExecutorService reader;
    private final Map<TenantId, TenantDelivery> tenants = new ConcurrentHashMap<>();

    /** Tenants whose log is about to be read. */
    private final Set<TenantId> reading = ConcurrentHashMap.newKeySet();

    /** When each open tenant was last needed. */
    private final Map<TenantId, Instant> used = new ConcurrentHashMap<>();

    /** Tenants with recent events for sessions that resume. */
    private final Set<TenantId> filled = ConcurrentHashMap.newKeySet();

    private final Map<TenantId, CompletableFuture<Void>> opening = new ConcurrentHashMap<>();

    private final TenantWire wire;

    /** Whether events of other nodes are lost at present. */
    private volatile boolean interrupted;

    /** Whether the last attempt to read the log failed. Only the reading thread uses it. */
    private boolean outOfReach;

    /** The heads at the begin, if this node delivers the logs of all tenants. */
    private volatile Optional<Map<TenantId, LogPosition>> allHeads = Optional.empty();

    /**
     * A delivery without regular looks until {@link #start}.
     *
     * @param events the log, which reports its commits to this object
     * @param subscriber receives the events
     * @param history how many events from before the begin of a tenant's delivery the subscriber receives
     * @param wire delivers the events of other nodes
     */
    public LogDelivery(EventLog events, Subscriber subscriber, RingLimits history, TenantWire wire, Clock clock) {
        this.events = events;
        this.subscriber = subscriber;
        this.history = history;
        this.wire = wire;
        this.clock = clock;
        this.reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "carewire-log");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Delivers a tenant's events from other nodes. */
    @FunctionalInterface
    public interface TenantWire {

        /** There are no other nodes. */
        TenantWire NONE = tenant -> CompletableFuture.completedStage(null);

        /** Completes when the tenant's events arrive. Never blocks. */
        CompletionStage<Void> subscribe(TenantId tenant);

        /** The tenant's events are not needed any longer. Never blocks. */
        default void unsubscribe(TenantId tenant) {}
    }

    /** Receives events in their order. No method may block or throw. */
    public interface Subscriber {

        /** The delivery of a tenant's log begins after a position. */
        void onOpened(TenantId tenant, LogPosition after);

        /** Events before the begin of the delivery, newest first and without gaps, for sessions that resume. */
        void onEarlier(TenantId tenant, List<StoredEvent> earlier);

        /** The next event of a tenant's log. */
        void onLogged(LoggedEvent event);

        /** A volatile event, in its place. */
        void onVolatile(Event<?> event);

        /** The delivery of a tenant's log ends, until {@link #onOpened}. */
        void onClosed(TenantId tenant);

        /** The events up to this position cannot be read. The next logged event of the tenant follows it. */
        void onSkipped(TenantId tenant, LogPosition position);
    }

    /**
     * From now on, delivers the events of every tenant after its present head. Blocks.
     *
     * @throws RuntimeException if the database is away
     */
    public void openAll() {
        if (allHeads.isEmpty()) {
            allHeads = Optional.of(events.heads());
        }
    }

    /** {@link #openAll} on a thread of its own; without the database, the next call tries again. */
    public void openAllSoon() {
        if (allHeads.isEmpty()) {
            execute(
                    () -> {
                        try {
                            openAll();
                        } catch (RuntimeException failure) {
                            onFailedRead(failure);
                            execute(this::openAllSoon, HEADS_INTERVAL);
                        }
                    },
                    Duration.ZERO);
        }
    }

    /** Starts the regular looks at the heads of the logs. */
    public void start() {
        execute(this::lookAgain, HEADS_INTERVAL);
    }

    private void lookAgain() {
        compareHeads();
        execute(this::lookAgain, interrupted ? WIRELESS_INTERVAL : HEADS_INTERVAL);
    }

    /**
     * Begins to deliver a tenant's log, with recent events for sessions that resume. Never blocks.
     *
     * @return completes when sessions of the tenant miss no event that is committed from then on; exceptionally if the database is away
     */
    public CompletionStage<Void> open(TenantId tenant) {
        used.put(tenant, clock.instant());
        if (filled.contains(tenant)) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> running = opening.putIfAbsent(tenant, done);
        if (running != null) {
            return running;
        }
        wire.subscribe(tenant)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(null, SUBSCRIBE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> execute(() -> fill(tenant, done), Duration.ZERO));
        return done;
    }

    private void fill(TenantId tenant, CompletableFuture<Void> done) {
        try {
            fill(tenant);
            opening.remove(tenant);
            done.complete(null);
        } catch (RuntimeException away) {
            opening.remove(tenant);
            done.completeExceptionally(away);
        }
    }

    private void fill(TenantId tenant) {
        TenantDelivery delivery = deliveryAfter(tenant, head(tenant));
        List<StoredEvent> earlier =
                events.recent(tenant, delivery.opened().seq(), clock.instant().minus(history.age()), history.bytes());
        if (!earlier.isEmpty()) {
            subscriber.onEarlier(tenant, earlier);
        }
        filled.add(tenant);
        // Commits from before this node knew the tenant were not reported to it.
        delivery.learn(
                events.heads(List.of(tenant)).getOrDefault(tenant, NO_EVENT).seq());
        read(tenant);
    }

    /**
     * Ends the delivery of logs that no session has needed for some minutes. Not while this node delivers those of all tenants.
     *
     * @param needed the tenants with sessions
     */
    public void closeIdle(Set<TenantId> needed) {
        Instant now = clock.instant();
        needed.forEach(tenant -> used.put(tenant, now));
        if (allHeads.isPresent()) {
            return;
        }
        Instant before = now.minus(IDLE_TIME).minus(history.age());
        used.forEach((tenant, last) -> {
            if (last.isBefore(before) && !opening.containsKey(tenant) && used.remove(tenant, last)) {
                filled.remove(tenant);
                tenants.remove(tenant);
                wire.unsubscribe(tenant);
                subscriber.onClosed(tenant);
            }
        });
    }

    /** Where the delivery of a tenant's log begins. */
    private LogPosition head(TenantId tenant) {
        return allHeads.map(heads -> heads.getOrDefault(tenant, NO_EVENT))
                .orElseGet(() -> events.heads(List.of(tenant)).getOrDefault(tenant, NO_EVENT));
    }

    private TenantDelivery deliveryAfter(TenantId tenant, LogPosition position) {
        TenantDelivery delivery =
                tenants.computeIfAbsent(tenant, key -> new TenantDelivery(key, position, subscriber, clock));
        delivery.open();
        return delivery;
    }

    /** The delivery of a tenant's log, if this node delivers it. */
    private Optional<TenantDelivery> delivery(TenantId tenant) {
        TenantDelivery delivery = tenants.get(tenant);
        return delivery != null
                ? Optional.of(delivery)
                : allHeads.map(heads -> deliveryAfter(tenant, heads.getOrDefault(tenant, NO_EVENT)));
    }

    @Override
    public void onCommitted(List<CommittedEvent> committed) {
        Set<TenantId> gaps = new HashSet<>();
        for (CommittedEvent each : committed) {
            Event<?> event = each.event();
            try {
                if (event.type().delivery() == Delivery.VOLATILE) {
                    offerVolatile(event, each.position());
                } else if (offer(new LoggedEvent(each.position().orElseThrow(), event))) {
                    gaps.add(event.tenant());
                }
            } catch (RuntimeException bug) {
                log.atError()
                        .addKeyValue("event", event.type().name())
                        .setCause(bug)
                        .log("delivery failed");
            }
        }
        readSoon(gaps, GAP_PATIENCE);
    }

    /** Whether the event waits for others. */
    private boolean offer(LoggedEvent event) {
        return delivery(event.event().tenant())
                .map(delivery -> {
                    delivery.offer(event);
                    return delivery.isBehind();
                })
                .orElse(false);
    }

    /** Delivers a logged event of another node in its turn. */
    public void onReceived(LoggedEvent event) {
        if (offer(event)) {
            readSoon(Set.of(event.event().tenant()), GAP_PATIENCE);
        }
    }

    /**
     * Delivers a volatile event of another node.
     *
     * @param after the position that it follows, if it has one
     */
    public void onVolatile(Event<?> event, Optional<LogPosition> after) {
        TenantDelivery delivery = tenants.get(event.tenant());
        if (delivery == null || after.isEmpty()) {
            subscriber.onVolatile(event);
        } else {
            delivery.offerVolatile(after.map(LogPosition::seq), event);
        }
    }

    /** Events of other nodes are lost from now on: looks at the heads, more often, find them. */
    public void onWireInterrupted() {
        interrupted = true;
        execute(this::compareHeads, Duration.ZERO);
    }

    /** Events of other nodes arrive again. */
    public void onWireConnected() {
        interrupted = false;
        execute(this::compareHeads, Duration.ZERO);
    }

    @Override
    public void onCommitUnknown() {
        execute(this::compareHeads, Duration.ZERO);
    }

    /**
     * Runs an action in the tenant's order, after the delivery of the events that this node knows to be committed. Never blocks.
     *
     * @param action must not block
     * @return completes with the action's result or failure
     */
    public <T> CompletionStage<T> runInOrder(TenantId tenant, Supplier<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        runInOrder(tenant, () -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    private void runInOrder(TenantId tenant, Runnable action) {
        TenantDelivery delivery = tenants.get(tenant);
        if (delivery == null) {
            action.run();
        } else {
            delivery.runAfter(Optional.empty(), action);
        }
    }

    private void offerVolatile(Event<?> event, Optional<LogPosition> after) {
        TenantDelivery delivery = tenants.get(event.tenant());
        if (delivery == null) {
            subscriber.onVolatile(event);
        } else {
            delivery.offerVolatile(after.map(LogPosition::seq), event);
        }
    }

    /** The number of the newest delivered event of every tenant whose log this node delivers. */
    public Map<TenantId, Long> delivered() {
        Map<TenantId, Long> delivered = new HashMap<>();
        tenants.forEach((tenant, delivery) -> delivered.put(tenant, delivery.delivered()));
        return delivered;
    }

    /** The number of events that are known to be committed and not delivered yet. */
    public long behind() {
        return tenants.values().stream().mapToLong(TenantDelivery::behind).sum();
    }

    /** For how long some tenant has had such events without a pause; zero if there are none. */
    public Duration longestBehind() {
        Instant now = clock.instant();
        return tenants.values().stream()
                .flatMap(delivery -> delivery.behindSince().stream())
                .map(since -> Duration.between(since, now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private void readSoon(Set<TenantId> gaps, Duration delay) {
        gaps.stream()
                .filter(reading::add)
                .forEach(tenant -> execute(
                        () -> {
                            reading.remove(tenant);
                            read(tenant);
                        },
                        delay));
    }

    private void execute(Runnable task, Duration delay) {
        try {
            reader.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            log.atDebug().log("the delivery has ended; the next start finds events that wait");
        }
    }

    /** Reads what is missing before the known events. While the database is away, the next look tries again. */
    private void read(TenantId tenant) {
        TenantDelivery delivery = tenants.get(tenant);
        try {
            while (delivery != null && delivery.isBehind()) {
                LogPosition head = events.heads(List.of(tenant)).get(tenant);
                List<StoredEvent> stored = events.read(tenant, delivery.delivered());
                stored.forEach(delivery::offerStored);
                if (stored.isEmpty()) {
                    Optional.ofNullable(head).ifPresent(delivery::skipTo);
                    return;
                }
            }
        } catch (RuntimeException failure) {
            onFailedRead(failure);
        }
    }

    /** Looks for events whose commit was not answered. A failure is logged and retried at the next look. */
    void compareHeads() {
        try {
            events.heads(tenants.keySet()).forEach((tenant, head) -> {
                TenantDelivery delivery = tenants.get(tenant);
                if (delivery != null) {
                    delivery.learn(head.seq());
                    read(tenant);
                }
            });
            outOfReach = false;
        } catch (RuntimeException failure) {
            onFailedRead(failure);
        }
    }

    /** The next look tries again. */
    private void onFailedRead(RuntimeException failure) {
        if (!outOfReach) {
            outOfReach = true;
            log.atWarn().setCause(failure).log("event log out of reach, trying again until it is not");
        }
    }

    /** Stops reading. Events that wait for others are delivered after the next start. */
    @Override
    public void close() {
        reader.shutdownNow();
    }
}
