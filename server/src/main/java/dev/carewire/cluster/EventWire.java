package dev.carewire.cluster;

import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.LoggedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of this node to the other nodes that serve their tenants, and passes on what those send. The bus may lose them: logged events
 * are then read from the log. Any thread; never blocks.
 */
public final class EventWire implements EventLog.Listener, ClusterBus.Listener {

    private static final Logger log = LoggerFactory.getLogger(EventWire.class);

    private final ClusterBus bus;
    private final WireCodec codec;
    private final LogDelivery delivery;

    /**
     * A wire over {@code bus}.
     *
     * @param delivery receives the events of other nodes
     */
    public EventWire(ClusterBus bus, EventCodec events, LogDelivery delivery) {
        this.bus = bus;
        this.codec = new WireCodec(events);
        this.delivery = delivery;
    }

    @Override
    public void onCommitted(List<CommittedEvent> committed) {
        Map<TenantId, List<CommittedEvent>> byTenant = new LinkedHashMap<>();
        committed.forEach(each -> byTenant.computeIfAbsent(each.event().tenant(), tenant -> new ArrayList<>())
                .add(each));
        byTenant.forEach(this::send);
    }

    /** The next look at the log finds the events, on every node. */
    @Override
    public void onCommitUnknown() {}

    /** Sends a volatile event that has no place among logged ones. */
    public void sendVolatile(Event<?> event) {
        send(event.tenant(), List.of(new CommittedEvent(event, Optional.empty())));
    }

    private void send(TenantId tenant, List<CommittedEvent> events) {
        for (byte[] message : codec.encode(events, ClusterBus.MAX_MESSAGE_BYTES)) {
            bus.publish(BusTopic.of(tenant), message);
        }
    }

    @Override
    public void onMessage(BusTopic topic, byte[] message) {
        if (topic instanceof BusTopic.OfTenant of) {
            try {
                codec.decode(message).forEach(each -> receive(of.tenant(), each));
            } catch (IllegalArgumentException otherVersion) {
                log.atDebug().log("a message of another node is not readable; its events are read from the log");
            }
        }
    }

    private void receive(TenantId tenant, CommittedEvent received) {
        Event<?> event = received.event();
        if (!event.tenant().equals(tenant)) {
            log.atWarn().log("a message of another node names another clinic than its topic, ignored");
        } else if (event.type().delivery() == Delivery.VOLATILE) {
            delivery.onVolatile(event, received.position());
        } else {
            received.position().ifPresent(position -> delivery.onReceived(new LoggedEvent(position, event)));
        }
    }

    @Override
    public void onInterrupted() {
        delivery.onWireInterrupted();
    }

    @Override
    public void onConnected() {
        delivery.onWireConnected();
    }
}
