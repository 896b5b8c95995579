package dev.carewire.app.config;

import dev.carewire.memory.MemoryBudgets;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingValues;
import java.util.Optional;

/** The shares of the heap that clients may use together. */
final class MemorySettings extends SettingSection {

    /** Most of the heap that all shares together may take. The server itself needs the rest. */
    private static final int MAX_PERCENT = 75;

    private static final int MIB = 1 << 20;

    final Setting<HeapAmount> rings = add(
            "memory.rings",
            HeapAmount.share(1, 60),
            "20%",
            "Event logs of all tenants together. Above it, the largest log drops its oldest events.");

    final Setting<HeapAmount> outbound = add(
            "memory.outbound",
            HeapAmount.share(1, 60),
            "20%",
            "Sent bytes that clients have not read. Above it, the connection with the most closes as a slow consumer.");

    final Setting<HeapAmount> unauthenticated = add(
            "memory.unauthenticated",
            HeapAmount.share(1, 60),
            "5%",
            "Connections before their clients have a session, and HTTP connections without a valid token. Above it, or above a quarter for one address, the largest connection closes.");

    /** The budgets with a heap of so many bytes. */
    MemoryConfig memory(SettingValues given, long heap) {
        return new MemoryConfig(
                given.get(rings).of(heap),
                given.get(outbound).of(heap),
                given.get(unauthenticated).of(heap),
                given.get(Settings.TRANSPORTS.incomingBodies).of(heap));
    }

    /** The fault that prevents a start with a heap of so many bytes; empty if there is none. */
    Optional<String> fault(SettingValues given, long heap) {
        MemoryConfig memory = memory(given, heap);
        long sum = memory.rings() + memory.outbound() + memory.unauthenticated() + memory.incomingBodies();
        if (sum > heap / 100 * MAX_PERCENT) {
            return Optional.of("memory.rings, memory.outbound, memory.unauthenticated, http.incoming-bodies: "
                    + sum / MIB + " MiB together (expected: at most " + MAX_PERCENT + "% of the heap, which has "
                    + heap / MIB + " MiB)");
        }
        int largest = Math.max(given.get(Settings.TRANSPORTS.maxBody), given.get(Settings.LIMITS.maxPayload));
        long share = memory.incomingBodies() / MemoryBudgets.SHARES;
        return share >= largest
                ? Optional.empty()
                : Optional.of("http.incoming-bodies: " + share + " bytes for one client, with a heap of " + heap / MIB
                        + " MiB (expected: at least " + largest + ", for http.max-body and limits.max-payload)");
    }
}
