package dev.carewire.app.wiring;

import dev.carewire.cluster.LogDelivery;
import dev.carewire.event.Event;
import dev.carewire.hub.Hub;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.StoredEvent;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.notification.ConnectedRecipients;
import java.util.List;

/** Passes each tenant's log on to the sessions of this node. */
final class SessionDelivery implements LogDelivery.Subscriber {

    private final Hub hub;
    private final ConnectedRecipients recipients;
    private final RemovedMemberEvictor departures;

    SessionDelivery(Hub hub, ConnectedRecipients recipients) {
        this.hub = hub;
        this.recipients = recipients;
        this.departures = new RemovedMemberEvictor(hub);
    }

    @Override
    public void onOpened(TenantId tenant, LogPosition after) {
        hub.begin(tenant, after);
    }

    @Override
    public void onEarlier(TenantId tenant, List<StoredEvent> earlier) {
        for (StoredEvent stored : earlier) {
            boolean kept = stored.event()
                    .map(event -> hub.keepEarlier(new LoggedEvent(stored.position(), event), stored.storedAt()))
                    .orElse(false);
            if (!kept) {
                return;
            }
        }
    }

    @Override
    public void onLogged(LoggedEvent event) {
        recipients.beforeFanOut(event.event());
        hub.deliver(event);
        departures.onDelivered(event.event());
    }

    @Override
    public void onVolatile(Event<?> event) {
        hub.deliver(event);
    }

    @Override
    public void onClosed(TenantId tenant) {
        hub.end(tenant);
    }

    @Override
    public void onSkipped(TenantId tenant, LogPosition position) {
        hub.begin(tenant, position);
    }
}
