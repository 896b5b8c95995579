package dev.carewire.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The subscriptions of a client, over all its links, and the futures that wait for them. One thread. */
final class Subscriptions {

    private final Map<Target, Subscription> byTarget = new HashMap<>();

    /** Everything that a new link has to subscribe to. */
    Map<Target, Subscription> all() {
        return Map.copyOf(byTarget);
    }

    /** The subscription to a target, a new one if there is none. */
    Subscription of(Target target) {
        return byTarget.computeIfAbsent(target, added -> new Subscription());
    }

    Set<Target> targets() {
        return byTarget.keySet();
    }

    /** Forgets a subscription. */
    void remove(Target target) {
        byTarget.remove(target);
    }

    /** No subscription holds any longer. */
    void interrupt() {
        byTarget.values().forEach(subscription -> subscription.confirmed = false);
    }

    /** Completes the futures that wait for a subscription that holds. */
    void complete() {
        byTarget.values().forEach(Subscription::complete);
    }

    /** A subscription to one target. */
    static final class Subscription {

        private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
        private boolean confirmed;

        /** Redis has confirmed the subscription. */
        void confirm() {
            confirmed = true;
        }

        /** Completes a future as soon as the subscription holds. */
        void await(CompletableFuture<Void> begun) {
            waiting.add(begun);
        }

        /** Completes the futures that wait, if the subscription holds. */
        void complete() {
            if (confirmed) {
                waiting.forEach(begun -> begun.complete(null));
                waiting.clear();
            }
        }
    }
}
