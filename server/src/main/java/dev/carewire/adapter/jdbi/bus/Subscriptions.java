package dev.carewire.adapter.jdbi.bus;

import dev.carewire.identity.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The tenants whose messages this node receives. Any thread. */
final class Subscriptions {

    // The monitor guards these.
    private final Map<TenantId, CompletableFuture<Void>> tenants = new HashMap<>();
    private Optional<CompletableFuture<Void>> allTenants = Optional.empty();
    private long version;

    /**
     * The subscriptions at one time.
     *
     * @param version grows with each change
     * @param channels which the tenants have
     * @param incomplete stages that complete once the session listens to the channels
     */
    record Snapshot(long version, Set<String> channels, List<CompletableFuture<Void>> incomplete) {}

    synchronized CompletionStage<Void> add(TenantId tenant) {
        version++;
        return tenants.computeIfAbsent(tenant, added -> new CompletableFuture<>())
                .minimalCompletionStage();
    }

    synchronized void remove(TenantId tenant) {
        version++;
        tenants.remove(tenant);
    }

    synchronized CompletionStage<Void> addAllTenants() {
        version++;
        CompletableFuture<Void> stage = allTenants.orElseGet(CompletableFuture::new);
        allTenants = Optional.of(stage);
        return stage.minimalCompletionStage();
    }

    synchronized void removeAllTenants() {
        version++;
        allTenants = Optional.empty();
    }

    synchronized void clear() {
        tenants.clear();
        allTenants = Optional.empty();
    }

    /** Whether this node receives the messages to a tenant. */
    synchronized boolean contains(TenantId tenant) {
        return allTenants.isPresent() || tenants.containsKey(tenant);
    }

    /** Gives the subscriptions new stages, since no messages arrive. */
    synchronized void interrupt() {
        version++;
        tenants.replaceAll((tenant, stage) -> incomplete(stage));
        allTenants = allTenants.map(Subscriptions::incomplete);
    }

    private static CompletableFuture<Void> incomplete(CompletableFuture<Void> stage) {
        return stage.isDone() ? new CompletableFuture<>() : stage;
    }

    /** Whether there were changes since an earlier snapshot. */
    synchronized boolean isNewerThan(Snapshot earlier) {
        return version != earlier.version();
    }

    synchronized Snapshot snapshot(Channels names) {
        Set<String> channels = new HashSet<>();
        tenants.keySet().forEach(tenant -> channels.add(names.of(tenant)));
        if (allTenants.isPresent()) {
            channels.addAll(names.ofAllTenants());
        }
        return new Snapshot(
                version,
                channels,
                Stream.concat(tenants.values().stream(), allTenants.stream())
                        .filter(stage -> !stage.isDone())
                        .toList());
    }
}
