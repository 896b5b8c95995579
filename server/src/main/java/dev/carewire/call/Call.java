package dev.carewire.call;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.identity.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ringing or answered call. Lock: that of {@link Calls}. */
final class Call {

    private final String id;
    private final TenantId tenant;
    private final String from;
    private final String to;
    private boolean answered;
    private TransientTimers.@Nullable ScheduledTask ringTimer;

    Call(String id, TenantId tenant, String from, String to) {
        this.id = id;
        this.tenant = tenant;
        this.from = from;
        this.to = to;
    }

    String id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    List<String> parties() {
        return List.of(from, to);
    }

    boolean hasParty(TenantId ofTenant, String userId) {
        return tenant.equals(ofTenant) && (from.equals(userId) || to.equals(userId));
    }

    boolean isCallee(String userId) {
        return to.equals(userId);
    }

    /** The other party, as seen by {@code userId}. */
    String otherParty(String userId) {
        return from.equals(userId) ? to : from;
    }

    /** Lets the call ring until the timer fires. */
    void startRinging(TransientTimers.ScheduledTask timer) {
        ringTimer = timer;
    }

    /** Marks the call as answered; false if it was answered before. */
    boolean answer() {
        boolean first = !answered;
        answered = true;
        stopRinging();
        return first;
    }

    void stopRinging() {
        TransientTimers.ScheduledTask timer = ringTimer;
        ringTimer = null;
        if (timer != null) {
            timer.cancel();
        }
    }
}
